"""The actions of a sentence: what one person could be given and later be asked about.

A sentence falls into clauses. A clause orders something (开展…), or only surrounds the work (依托…，), says what it is
good for (，着力提升…), caps an amount (最高不超过…), or leaves its predicate to the next clause (对…的，给予…).
"""

from __future__ import annotations

import re

from tracker.plans.clauses import Clause, Sense, read, verb_of
from tracker.plans.sentences import clauses, masked
from tracker.plans.verbs import CAUSING, NOUNISH, ORDERS

_ORDERING = (Sense.ORDER, Sense.INNER)
_MODAL_START = re.compile(r"(?:可|应|要|须|能|依次|分别|一律|均|免予|不再)")
_TOPIC = re.compile(r"对(?![接照标口外])")
_KINDS = re.compile(r"等[^，、]{1,8}$")
"""A list that ends in what it is a list of is the object of its first verb: 推广秸秆还田、种植绿肥等技术."""
_PAY_SPLIT = re.compile(r"(?<=.{8})并(?=(?:按规定)?给予)")


def actions_in(sentence: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every action of one sentence; empty where it orders nothing."""
    found = _joined([read(sentence, start, end) for start, end in clauses(sentence)], sentence)
    last = max((number for number, clause in enumerate(found) if clause.sense in _ORDERING), default=-1)
    chosen: list[Clause] = []
    tail_seen = False
    for number, clause in enumerate(found):
        if _counts(clause.sense, begun=bool(chosen), ends=number > last, after_tail=tail_seen):
            chosen.append(clause)
        elif chosen and clause.sense in (Sense.TAIL, Sense.MIXED):
            tail_seen = True
    if not chosen:
        chosen = [clause for clause in found if clause.sense in (Sense.TAIL, Sense.ROLE)][:1]
    return tuple(span for clause in chosen for span in _split(sentence, clause))


def _counts(sense: Sense, *, begun: bool, ends: bool, after_tail: bool) -> bool:
    """Whether a clause is an action. begun: one stands before it; ends: no order follows, as behind it tails stand."""
    if sense is Sense.MIXED:
        return not begun or not ends
    if sense is Sense.ROLE:
        return begun
    if sense is Sense.GIFT:
        return not after_tail
    return sense in _ORDERING


def _joined(found: list[Clause], sentence: str) -> list[Clause]:
    """An open clause together with the clause that ends it (对…的，给予…), and one that only goes on."""
    joined: list[Clause] = []
    opened: Clause | None = None
    for clause in found:
        text = sentence[clause.start : clause.end]
        if opened is not None and clause.sense is Sense.OPEN and text.startswith("对"):
            joined.append(Clause(opened.start, opened.end, Sense.ORDER))
            opened = clause
        elif (
            opened is not None
            and (_TOPIC.match(text) or (clause.timed and not _TOPIC.match(sentence, opened.start)))
            and not sentence[: opened.end].endswith("的")
        ):
            joined += [Clause(opened.start, opened.end, Sense.ORDER), clause]
            opened = None
        elif opened is not None and clause.sense in (Sense.OPEN, Sense.AROUND):
            continue
        elif opened is not None:
            joined.append(Clause(opened.start, clause.end, Sense.ORDER))
            opened = None
        elif clause.sense is Sense.OPEN:
            opened = clause
        elif joined and clause.sense is Sense.MORE:
            joined[-1] = Clause(joined[-1].start, clause.end, joined[-1].sense)
        elif joined and joined[-1].sense in (Sense.INNER, Sense.ORDER) and _MODAL_START.match(text):
            joined[-1] = Clause(joined[-1].start, clause.end, Sense.ORDER)
        else:
            joined.append(clause)
    if opened is not None and (sentence[opened.start] == "对" or sentence[opened.start : opened.start + 2] in CAUSING):
        joined.append(Clause(opened.start, found[-1].end, Sense.ORDER))
    return joined


def _split(sentence: str, clause: Clause) -> list[tuple[int, int]]:
    """Orders that stand in one clause: 打造甲、增设乙、开设丙; …并给予…."""
    text = masked(sentence[clause.start : clause.end])
    listed = _spans_between(text, "、")
    if len(listed) > 1 and not _KINDS.search(text) and all(_is_order(text[start:end]) for start, end in listed):
        spans = listed
    else:
        cut = _PAY_SPLIT.search(text) if "的，" not in text else None
        spans = [(0, cut.start()), (cut.end(), len(text))] if cut else [(0, len(text))]
    return [(clause.start + start, clause.start + end) for start, end in spans]


def _spans_between(text: str, sign: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for piece in text.split(sign):
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    return spans


def _is_order(text: str) -> bool:
    verb = verb_of(text)
    return verb in ORDERS and verb not in NOUNISH and verb not in CAUSING and len(text) >= 5 and not text.endswith(verb)
