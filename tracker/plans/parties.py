"""Who answers for work: passages with a label (（责任单位：A、B）), and sentences that say it (由A牵头，B配合).

Not every subject of a sentence is a party: without a label it takes 由…牵头, …牵头，…配合 or …负责 with names that are
units. Names are kept as written, split at 、，； and line breaks outside brackets; 等 and 各 stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracker.plans.names import BY_DUTY, CLOSE, NOTE, OPEN, STRIP, depth, is_unit, names_in, split, unique, without_duty
from tracker.plans.plan import Parties
from tracker.plans.said import said, sentences_of_roles

__all__ = ["Custom", "Found", "custom_in", "names_in", "parties_in"]


class Custom(StrEnum):
    """What a document states once for all its lists of responsible units."""

    NONE = "none"
    FIRST_COMMA = "first-comma"  # 第一个逗号前为牵头单位，下同
    FIRST_SEMICOLON = "first-semicolon"
    FIRST_NAME = "first-name"  # 列第一位的为牵头单位，下同


class _Role(StrEnum):
    LEADER = "leader"
    LEAD = "lead"
    OWNER = "owner"  # 责任单位: leads alone, helps where another is named 牵头单位
    PERSON = "person"  # 责任人: answers for it beside the units
    SUPPORT = "support"
    GUIDE = "guide"  # 区农业农村局指导: is asked about nothing


@dataclass(frozen=True)
class Found:
    """The parties of a text, and the passages (start, end) that only name them: no part of what is to be done."""

    parties: Parties
    cuts: tuple[tuple[int, int], ...] = ()


_WHO = "(?:单位|部门|科室|股室|处室|站所|站办所|办所|机构|主体|乡镇|镇街|街道|组室|线|方|村|企业|小组|专班|者)"
_OWN = r"(?:\s*[（(](?:单位|部门|科室|人|列第一位[^）)]*|排第一位[^）)]*|排名第一[^）)]*)[）)])?"
_LABELS = (
    (
        _Role.LEADER,
        r"""(?:[县市区镇乡办局校]|街道)?(?:委|级|政府)?
            (?:责任|分管|总?牵头|包[抓联保案]|挂[帅钩]|联系|联点|主管|督办|督导|领办|领衔|负责|带队|协管)[县市区镇乡]?级?
            (?:领导|负责人|负责同志|领导同志)(?:[（(]人[）)])?
          |(?:牵头|责任|领衔)(?:书记|镇长|委员)|总负责人""",
    ),
    (
        _Role.SUPPORT,
        rf"""(?:配合|协办|协同|协助|参与|参加|协作|支持|联办|会办|联合|辅助|(?:共同|其他|相关)责任)(?:责任|落实|实施)?(?:{_WHO}|人)
          |协办|协同|配合|参与""",
    ),
    (
        _Role.LEAD,
        rf"""(?:责任牵头|牵头(?:责任|主责|负责|实施)?|总牵头|主办|主责|主要(?:责任|负责|承办)|第一责任|首要责任|领办|主体责任|主管|主抓)
            (?:责任)?(?:{_WHO}|人)
          |主办|牵头|主责""",
    ),
    (_Role.PERSON, r"(?:具体|直接|工作|整改|任务|第一)?(?:责任|承办|负责|经办|办理|落实|执行)(?:人员?|同志)"),
    (
        _Role.OWNER,
        rf"""(?:具体|直接|落实|工作|整改|任务)?
            (?:责任|承办|负责|实施|经办|办理|落实|执行|完成|承担|整改|推进|组织|建设|业主)(?:落实)?{_WHO}
          |责任领导和责任单位|责任单位[及和、](?:责任)?人|责任人[及和、]责任单位|承办|责任""",
    ),
)
_ANY_LABEL = "|".join(rf"(?P<{role.name}>{words})" for role, words in _LABELS)
_LABEL_END = rf"{_OWN}\s*(?:】\s*[:：]?|[:：])\s*"
_LABEL = re.compile(rf"(?:【|(?<![\u4e00-\u9fff]))(?:{_ANY_LABEL}){_LABEL_END}", re.VERBOSE)
_LABEL_ANYWHERE = re.compile(rf"【?(?:{_ANY_LABEL}){_LABEL_END}", re.VERBOSE)
_OTHER_LABEL = re.compile(
    r"[，,；;。、\s]*(?:[\u4e00-\u9fff]{0,4}(?:时限|时间|期限|节点|进度|标准|电话|方式|目标|说明|注|备注|措施|内容))\s*[:：]"
)
"""A label in the same brackets that names no party: （责任单位：A；完成时限：…）."""

_BRACKET = re.compile(f"[{re.escape(OPEN + CLOSE)}]")
_SENTENCE_END = re.compile(r"[。\n]")
_CUSTOMS = (
    (
        Custom.FIRST_COMMA,
        re.compile(
            r"(?:第一个|首个|第1个)?逗号(?:之?前|以前)[^，。；）)]{0,10}(?:牵头|主办|主责)|逗号前[^，。；]{0,6}牵头"
        ),
    ),
    (Custom.FIRST_SEMICOLON, re.compile(r"(?:第一个|首个)?分号(?:之?前|以前)[^，。；）)]{0,10}(?:牵头|主办|主责)")),
    (
        Custom.FIRST_NAME,
        re.compile(
            r"""(?:列(?:在|于)?|排(?:在|名|列|序)?(?:在)?|居|位列|标注)?(?:第一位|首位|第一|最前|第一个|首个|第1位)(?:的|者|位)?
                (?:的)?(?:责任|承办)?(?:单位|部门|名单位)?(?:的)?[，,]?(?:均|即|是)?为(?:总|工作)?(?:牵头|主办|主责)
              |首位(?:责任)?(?:单位|部门)?为?(?:牵头|主办)|第一责任单位(?:即)?为牵头""",
            re.VERBOSE,
        ),
    ),
)
_ROLE_VERBS = (
    (
        _Role.LEAD,
        re.compile(r"(?:共同|联合|总)?(?:牵头|主办|主抓|主责)(?:负责|落实|组织|实施|抓总|推进|主办)?$"),
    ),
    (
        _Role.SUPPORT,
        re.compile(
            r"""(?:共同|积极|密切|按(?:照|各自)?职责(?:分工)?|分别)*
                (?:配合|参与|协助|协办|协同|参加|支持)(?:配合|落实|实施|负责|推进|参与|做好)?$""",
            re.VERBOSE,
        ),
    ),
    (_Role.GUIDE, re.compile(r"(?:负责|业务|加强)?(?:指导|督导|监督)$")),
    (
        _Role.OWNER,
        re.compile(r"(?:共同|具体|分别|分工|分头|直接|组织|全面)*(?:负责|承办|落实|实施)(?:落实|实施)?$"),
    ),
)
_LEADS = ("牵头", "主办", "主责")
_ROLE_IN_BRACKETS = re.compile(r"\s*[（(〔](?P<role>牵头|主办|主责|配合|协办|参与)(?:单位|部门)?[）)〕]$")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_CLAUSE = 200
"""A longer clause is no list of units."""


def custom_in(text: str) -> Custom | None:
    """What the text states for all lists that follow (…，下同); None where it states nothing."""
    flat = re.sub(r"\s", "", text)
    return next((custom for custom, pattern in _CUSTOMS if pattern.search(flat)), None)


def parties_in(text: str, custom: Custom = Custom.NONE) -> Found:
    """The parties that a text names; `custom` is what the document stated before. Spans count in `text`."""
    stated = custom_in(text) or custom
    named: list[tuple[_Role, str]] = []
    cuts: list[tuple[int, int]] = []
    for start, end, inner in _passages(text, unlabelled=stated is not Custom.NONE):
        pairs = list(_read_passage(inner, stated))
        if pairs:
            named += _settled(pairs)
            cuts.append((start, end))
    if not cuts:
        named += [(_Role.LEAD if leads else _Role.SUPPORT, name) for leads, name in said(text)]
        cuts += sentences_of_roles(text)
    return Found(_parties(named), tuple(cuts))


def _passages(text: str, *, unlabelled: bool) -> Iterator[tuple[int, int, str]]:
    """Labelled passages: a bracket that holds a label or ends in 负责, else from a label to the end of the sentence.

    unlabelled: the document said which unit of its lists leads, so that units alone in brackets at the end are one.
    """
    at = 0
    for start, end in [*_brackets(text), (len(text), len(text))]:
        while label := _LABEL.search(text, at, start):
            at = _passage_end(text, label.end())
            yield label.start(), at, text[label.start() : at]
        inner = text[start + 1 : end - 1]
        listed = unlabelled and not text[end:].strip(STRIP) and _lists_units(inner)
        if start >= at and (any(_labels_outside_brackets(inner)) or _says_who(inner) or listed):
            at = end
            yield start, end, inner


def _lists_units(inner: str) -> bool:
    """Whether brackets hold nothing but the names of units, and what is said of the list."""
    names = names_in(_without_notes(inner))
    return bool(names) and all(is_unit(name) for name in names)


def _says_who(inner: str) -> bool:
    """Whether brackets end in who does it: （A牵头，B配合）, （A负责，B指导）."""
    role = _role_at_end(inner)
    if role is _Role.GUIDE:
        return any(_role_at_end(clause) in (_Role.LEAD, _Role.OWNER) for clause in split(inner, "，,；;"))
    return role is not None


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost brackets, nested ones inside them."""
    opened, start = 0, 0
    for bracket in _BRACKET.finditer(text):
        if bracket[0] in OPEN:
            start = bracket.start() if opened == 0 else start
            opened += 1
        elif opened:
            opened -= 1
            if opened == 0:
                yield start, bracket.end()


def _passage_end(text: str, at: int) -> int:
    """A labelled passage without brackets ends with its sentence; a list broken over lines goes on after 、 or ，."""
    for match in _SENTENCE_END.finditer(text, at):
        if match[0] == "。":
            return match.end()
        before, after = text[at : match.start()].rstrip(), text[match.end() : match.end() + 40].lstrip()
        goes_on = not before or before[-1] in "、，,：:；;" or after.startswith(("、", "，")) or _LABEL.match(after)
        if not goes_on:
            return match.start()
    return len(text)


def _read_passage(inner: str, custom: Custom) -> Iterator[tuple[_Role, str]]:
    labels = list(_labels_outside_brackets(inner))
    if not labels and custom is not Custom.NONE and _lists_units(inner):
        yield from _labelled(_Role.OWNER, inner, custom)
        return
    if not labels:
        yield from _clauses(inner)
        return
    for match, after in zip(labels, [*labels[1:], None], strict=True):
        part = inner[match.end() : after.start() if after else len(inner)]
        other = _OTHER_LABEL.search(part)
        yield from _labelled(_Role[str(match.lastgroup)], part[: other.start()] if other else part, custom)


def _labels_outside_brackets(inner: str) -> Iterator[re.Match[str]]:
    at = opened = 0
    for match in _LABEL_ANYWHERE.finditer(inner):
        opened += depth(inner[at : match.start()])
        at = match.start()
        begins = not at or match[0][0] == "【" or inner[at - 1] in STRIP + CLOSE
        if opened == 0 and begins:
            yield match


def _labelled(role: _Role, part: str, custom: Custom) -> Iterator[tuple[_Role, str]]:
    part = _without_notes(part)
    if role is _Role.OWNER and any(
        _role_at_end(clause) in (_Role.LEAD, _Role.SUPPORT) for clause in split(part, "，,；;。")
    ):
        yield from _clauses(part)
    elif role is _Role.OWNER and custom is not Custom.NONE:
        first, others = _by_custom(part, custom)
        yield from [(_Role.LEAD, name) for name in first] + [(_Role.SUPPORT, name) for name in others]
    else:
        yield from _marked(role, names_in(part))


def _marked(role: _Role, names: tuple[str, ...]) -> Iterator[tuple[_Role, str]]:
    """Names that carry their role in brackets: A（牵头）、B（配合）; without a mark the others help a marked leader."""
    marks = {name: _ROLE_IN_BRACKETS.search(name) for name in names}
    if not any(marks.values()):
        yield from ((role, name) for name in names)
        return
    led = any(mark and mark["role"] in _LEADS for mark in marks.values())
    for name, mark in marks.items():
        if mark is None:
            yield (_Role.SUPPORT if led else role), name
        else:
            yield (_Role.LEAD if mark["role"] in _LEADS else _Role.SUPPORT), name[: mark.start()]


def _by_custom(part: str, custom: Custom) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who leads and who helps by the rule that the document stated once."""
    names = names_in(part)
    if custom is Custom.FIRST_NAME:
        return names[:1], names[1:]
    pieces = split(part, "，," if custom is Custom.FIRST_COMMA else "；;")
    first = names_in(pieces[0]) if pieces else ()
    return first, tuple(name for name in names if name not in first)


def _clauses(inner: str) -> Iterator[tuple[_Role, str]]:
    """A牵头，B、C配合; A、B按职责分工负责: names before the word that gives them their role."""
    waiting: list[str] = []
    found: list[tuple[_Role, str]] = []
    for clause in split(_without_notes(inner), "，,；;。"):
        role = _role_at_end(clause)
        if role is None:
            waiting.append(clause)
            continue
        words = _without_role(clause).removeprefix("由")
        names = names_in("、".join([*waiting, words]))
        waiting = []
        found += [(role, name) for name in names]
    found += [(_Role.SUPPORT if found else _Role.OWNER, name) for name in names_in("、".join(waiting))]
    yield from found


def _role_at_end(clause: str) -> _Role | None:
    clause = clause.strip(STRIP)
    if len(clause) > _CLAUSE:
        return None
    if BY_DUTY.search(clause) and re.search(r"(?:负责|落实|推进|实施)$", clause):
        return _Role.OWNER
    return next((role for role, pattern in _ROLE_VERBS if (m := pattern.search(clause)) and m.start()), None)


def _without_role(clause: str) -> str:
    clause = without_duty(clause)
    for _, pattern in _ROLE_VERBS:
        clause = pattern.sub("", clause)
    return without_duty(clause)


def _without_notes(part: str) -> str:
    """Without what is said of the list: 第一个逗号前为牵头单位，下同."""
    part = _BRACKETED.sub(lambda match: "" if NOTE.search(match[0]) else match[0], part)
    pieces = re.split(r"([；;。])", part)
    kept = [piece for piece in pieces if not NOTE.search(piece)]
    if len(kept) < len(pieces) and not any(piece.strip(STRIP) for piece in kept):
        kept = ["，".join(clause for clause in re.split("[，,]", part) if not NOTE.search(clause))]
    return "".join(kept).strip(STRIP)


def _settled(pairs: list[tuple[_Role, str]]) -> list[tuple[_Role, str]]:
    """责任单位 leads alone and helps beside a 牵头单位; 责任人 leads in any case."""
    led = any(role is _Role.LEAD for role, _ in pairs)
    meant = {_Role.OWNER: _Role.SUPPORT if led else _Role.LEAD, _Role.PERSON: _Role.LEAD}
    return [(meant.get(role, role), name) for role, name in pairs]


def _parties(named: Iterable[tuple[_Role, str]]) -> Parties:
    pairs = list(named)
    lead = unique(name for role, name in pairs if role is _Role.LEAD)
    return Parties(
        leader=unique(name for role, name in pairs if role is _Role.LEADER),
        lead=lead,
        support=unique(name for role, name in pairs if role is _Role.SUPPORT and name not in lead),
    )
