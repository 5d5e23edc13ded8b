"""The office contract's “Histories” and “Lights, exactly”, read a second time straight from the JSON of a file.

Slow, and sharing nothing with the program; its working days are another package's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import chinese_calendar

DAY = timedelta(days=1)
CLOSED = ("已办结", "已销号", "中止", "转下年")
Json = dict[str, Any]


@cache
def is_workday(day: date) -> bool:
    return chinese_calendar.is_workday(day)


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# ---- Histories: may this happen?


def first_fault(office: Json, task: Json) -> int | None:
    """The place of the first event that the table forbids, counted from 1; None for a history that it allows."""
    now: Json = {
        "state": "已交办",
        "assignee": task["assignee"],
        "lead": task["lead"],
        "deadline": day_of(task.get("deadline")),
        "pending": None,
        "granted": 0,
        "claimant": None,
    }
    last = date.fromisoformat(task["assigned_on"])
    for number, event in enumerate(task.get("events") or [], 1):
        on = date.fromisoformat(event["on"])
        if on < last or not _allowed(office, task, now, event, on):
            return number
        _happen(now, event)
        last = on
    return None


def _allowed(office: Json, task: Json, now: Json, event: Json, on: date) -> bool:
    if event.get("figures") and event["do"] != "report":
        return False
    person = next(p for p in office["people"] if p["name"] == event["by"])
    main = event["by"] == office["office"].get("main_leader")
    leader = task.get("leader")
    stands_in = leader is None or leader == now["assignee"]
    decides = main or (not stands_in and event["by"] == leader)
    coordinates = "coordinator" in (person.get("roles") or [])
    does = event["by"] == now["assignee"] or person["unit"] == now["lead"]
    supports = person["unit"] in (task.get("support") or [])
    text = bool((event.get("text") or "").strip())
    claimant = event["by"] == now["claimant"]
    state, until = now["state"], day_of(event.get("until"))
    is_open = state not in CLOSED
    match event["do"]:
        case "sign":
            return state == "已交办" and does
        case "refuse":
            return state == "已交办" and does and text
        case "assign":
            return state in ("已立项", "已交办", "办理中") and coordinates and bool(event.get("assignee"))
        case "report":
            return state == "办理中" and (does or supports) and (text or bool(event.get("figures")))
        case "claim":
            return state == "办理中" and does and text
        case "finish":
            return state == "待审核" and decides and not claimant
        case "send_back":
            return state == "待审核" and decides and not claimant and text
        case "clear":
            return state == "已办结" and coordinates and not claimant
        case "reopen" if state == "已办结":
            return (coordinates or main) and not claimant and text
        case "reopen":
            return state == "已销号" and main and text
        case "ask_extension":
            in_time = task["kind"] == "date" and now["pending"] is None and on <= now["deadline"]
            return state == "办理中" and does and text and in_time and until is not None and until > now["deadline"]
        case "grant_extension":
            return is_open and now["pending"] is not None and decides and now["granted"] < 2
        case "refuse_extension":
            return is_open and now["pending"] is not None and decides
        case "stop":
            return state in ("已交办", "办理中") and decides and text
        case "carry_over":
            return state in ("已交办", "办理中") and (decides or coordinates)
    return False


def _happen(now: Json, event: Json) -> None:
    do = event["do"]
    now["state"] = {
        "sign": "办理中",
        "refuse": "已立项",
        "assign": "已交办",
        "claim": "待审核",
        "finish": "已办结",
        "send_back": "办理中",
        "clear": "已销号",
        "reopen": "办理中",
        "stop": "中止",
        "carry_over": "转下年",
    }.get(do, now["state"])
    if do == "assign":
        now["assignee"], now["lead"] = event["assignee"], event.get("lead") or now["lead"]
    if do == "refuse":
        now["assignee"] = None
    if do == "claim":
        now["claimant"] = event["by"]
    if do == "ask_extension":
        now["pending"] = day_of(event["until"])
    if do == "grant_extension":
        now["deadline"], now["granted"] = now["pending"], now["granted"] + 1
    if do in ("grant_extension", "refuse_extension") or now["state"] in CLOSED:
        now["pending"] = None


# ---- Lights


def light(task: Json, day: date) -> tuple[str, bool]:
    """Colour and late_done at the end of the day."""
    events = [event for event in task.get("events") or [] if date.fromisoformat(event["on"]) <= day]
    now: Json = {"state": "已交办", "assignee": task["assignee"], "lead": task["lead"], "granted": 0}
    now |= {"deadline": day_of(task.get("deadline")), "pending": None, "claimant": None}
    late, claimed = False, None
    for event in events:
        if event["do"] == "claim":
            claimed = date.fromisoformat(event["on"])
        if event["do"] == "finish" and task["kind"] == "date" and claimed and claimed > now["deadline"]:
            late = True
        _happen(now, event)
    owed = list(_instances(task, day)) if task["kind"] == "recurring" else []
    reports = [date.fromisoformat(event["on"]) for event in events if event["do"] == "report"]
    for begins, due in owed:
        closing = next((on for on in reports if on >= begins), None)
        late = late or (closing is not None and closing > due)
    return _colour(task, day, now, events, claimed, owed, reports), late


def _colour(
    task: Json,
    day: date,
    now: Json,
    events: list[Json],
    claimed: date | None,
    owed: list[tuple[date, date]],
    reports: list[date],
) -> str:
    assigned = date.fromisoformat(task["assigned_on"])
    if now["state"] in CLOSED:
        return "green"
    if now["state"] == "已立项":
        return "grey"
    if task["kind"] == "ongoing":
        return "yellow" if day - (reports[-1] if reports else assigned) > 92 * DAY else "green"
    waits = claimed if now["state"] == "待审核" else None
    back = False
    for event in events:
        back = (back or event["do"] in ("send_back", "reopen")) and event["do"] != "claim"

    def of(due: date, *, instance: bool) -> str:
        if day > due and not (waits and waits <= due):
            return "red"
        if not instance and (behind := _behind(task, events, assigned, due, day)) > Fraction(1, 10):
            return "red" if behind > Fraction(3, 10) else "yellow"
        if back:
            return "yellow"
        left = (due - day).days
        if not instance and (due - assigned).days >= 30:
            if left <= 7:
                return "yellow"
        elif sum(is_workday(day + n * DAY) for n in range(1, left + 1)) <= 3:
            return "yellow"
        return "grey" if now["state"] == "已交办" and left > 30 else "green"

    if task["kind"] == "date":
        return of(now["deadline"], instance=False)
    colours = {of(due, instance=True) for begins, due in owed if not any(on >= begins for on in reports)}
    return next((colour for colour in ("red", "yellow", "green", "grey") if colour in colours), "green")


def _behind(task: Json, events: list[Json], assigned: date, due: date, day: date) -> Fraction:
    target = task.get("target")
    if not target or due == assigned:
        return Fraction(0)
    goal = Fraction(str(target["value"]))
    values = [
        Fraction(str(figure["value"]))
        for event in events
        for figure in event.get("figures") or []
        if figure["name"] == target["name"] and figure["unit"] == target["unit"]
    ]
    if target["unit"] == "%" or target["name"].endswith("率"):
        values = values[-1:]
    expected = min(goal, goal * (day - assigned).days / (due - assigned).days)
    return (expected - sum(values)) / goal


def _instances(task: Json, until: date) -> Iterator[tuple[date, date]]:
    """First day and due day of every instance that exists on the day."""
    assigned, end = date.fromisoformat(task["assigned_on"]), day_of(task.get("deadline"))
    seen = set()
    day = assigned
    while day <= until:
        period = _period(task["every"], day)
        if period not in seen:
            seen.add(period)
            days = _days_of(task["every"], day)
            due = _due(task["every"], task.get("day"), days)
            if due and due >= assigned and (end is None or (due <= end and days[0] <= end)):
                yield max(days[0], assigned), due
        day += DAY


def _period(every: str, day: date) -> tuple[int, int]:
    if every == "week":
        return day.isocalendar()[:2]
    months = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[every]
    return day.year, (day.month - 1) // months


def _days_of(every: str, day: date) -> list[date]:
    around = [day + n * DAY for n in range(-366, 367)]
    return [other for other in around if _period(every, other) == _period(every, day)]


def _due(every: str, number: int | None, days: list[date]) -> date | None:
    if not number:
        return max((day for day in days if is_workday(day)), default=None)
    if every == "week":
        return days[number - 1]
    last_month = [day for day in days if day.month == days[-1].month]
    return last_month[min(number, len(last_month)) - 1]
