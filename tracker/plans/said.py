"""Units that a sentence names as leading or helping, without a label: 由A牵头，B、C参与; A牵头，B配合; 由A负责.

Not every subject is a party (“司法所组织宣传” names nobody): only these words, and only names that are units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.plans.names import is_unit, names_in, split

_CUE = re.compile("牵头|主办|主抓|负责|承办")
_SENTENCES = "。；;\n！？"
_CLAUSES = "，,：:"
_SENTENCE = re.compile(r"(?P<words>[^。；;\n！？]{3,120})[。；;]?")

_TOGETHER = r"(?:共同|联合|分别|具体|总|按(?:照|各自)?职责(?:分工)?|积极|密切)*"
_BY = re.compile(  # 由司法所牵头修订…, 清单编制由党政办负责
    rf"由(?P<who>[^由]{{2,120}}?){_TOGETHER}(?P<how>牵头|主办|主抓|负责|承办)(?!的|单位|部门|人|任)"
)
_LEADS = re.compile(rf"^(?P<who>.{{2,120}}?){_TOGETHER}牵头(?P<rest>.*)$")
_ANSWERS = re.compile(
    rf"^(?P<who>.{{2,120}}?){_TOGETHER}负责(?:具体|组织)*(?:落实|实施|办理)?(?:[（(][^（）()]*[）)])?$"
)
_HELPS = re.compile(rf"^由?(?P<who>.{{2,120}}?){_TOGETHER}(?:配合|参与|协助|协办|协同)(?:落实|实施|做好|配合)?$")
_BESIDE = re.compile(
    r"^会同(?P<who>.{2,120}?)(?=$|共同|联合|负责|按|开展|组织|制定|修订|研究|推进|做好|落实|建立|完善)"
)
_DOES = re.compile(
    rf"^(?P<who>[^由]{{2,60}}?){_TOGETHER}负责(?!人|的|任|制(?![定作止]))(?P<what>.{{2,}})$"
)  # 财政所负责资金拨付
_ONLY_LEADS = re.compile(r"(?:负责|抓总|落实|主办|实施)*$")
_NO_NAME_AFTER = re.compile(r"的|单位|部门|人|抓总")
_LISTED_ROLE = re.compile(r"(?<=牵头|主办|主抓|负责|承办)、")
"""由甲牵头、乙配合."""
_AND_OTHERS = re.compile(r"等(?:相关|有关|各)?(?:单位|部门|科室|站所|办所|企业)$")
_VERB_IN_FRONT = re.compile(
    r"支持|鼓励|引导|推动|督促|指导|协调|依托|充分|发挥|组织|明确|落实|强化|压实|实行|建立|坚持|邀请|要求|确定|配合|加强"
)


def said(text: str) -> Iterator[tuple[bool, str]]:
    """Each unit with whether it leads (else it helps), in the order of the text."""
    if not _CUE.search(text):
        return
    for sentence in split(_LISTED_ROLE.sub("，", text), _SENTENCES):
        led = False
        waiting: list[str] = []  # clauses of names that the role behind them will explain
        for clause in (clause.strip() for clause in split(sentence, _CLAUSES)):
            leading = _leading(clause)
            if leading:
                led = True
                waiting.clear()
                yield from ((True, name) for name in leading)
                continue
            helping = _helping(clause) if led else ()
            if helping:
                yield from ((False, name) for name in (*waiting, *helping))
                waiting.clear()
            else:
                waiting += _units(clause)


def sentences_of_roles(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence that says nothing but who leads and who helps: 司法所牵头，各村配合。"""
    if not _CUE.search(text):
        return
    for match in _SENTENCE.finditer(text):
        sentence = _LISTED_ROLE.sub("，", match["words"])
        clauses = [clause.strip() for clause in split(sentence, _CLAUSES)]
        if clauses and _leads_only(clauses[0]) and all(_leads_only(c) or _helping(c) for c in clauses[1:]):
            yield match.span()


def _leads_only(clause: str) -> bool:
    leads = _LEADS.match(clause)
    answers = _ANSWERS.match(clause)
    return bool(_leading(clause)) and bool(answers or (leads and _ONLY_LEADS.match(leads["rest"])))


def _leading(clause: str) -> tuple[str, ...]:
    stated = _BY.search(clause)
    if stated:
        return _units(stated["who"])
    leads = _LEADS.match(clause)
    if leads and _ONLY_LEADS.match(leads["rest"]):
        return _units(leads["who"])
    if leads and not _NO_NAME_AFTER.match(leads["rest"]):
        return () if _VERB_IN_FRONT.search(leads["who"]) else _units(leads["who"])
    answers = _ANSWERS.match(clause) or _DOES.match(clause)
    return _units(answers["who"]) if answers else ()


def _helping(clause: str) -> tuple[str, ...]:
    match = _HELPS.match(clause) or _BESIDE.match(clause)
    return _units(match["who"]) if match else ()


def _units(words: str) -> tuple[str, ...]:
    """The names in the words if all of them are units, else none; 供电、通信等单位 are units by their last word."""
    names = names_in(words)
    if not names or _VERB_IN_FRONT.match(words):
        return ()
    return names if _AND_OTHERS.search(words) or all(is_unit(name) for name in names) else ()
