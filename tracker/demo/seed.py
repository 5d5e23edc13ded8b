"""Loads the demo office into an empty database, through the same actions as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.calendar.workdays import WorkCalendar
from tracker.calendar.zone import office_moment
from tracker.clock import today
from tracker.db import db
from tracker.demo.lives import LIVES, Deed, Life, When
from tracker.demo.report import report_for
from tracker.demo.town import MAIN_LEADER, OFFICE, PEOPLE, UNITS
from tracker.documents.read import read
from tracker.labels import label
from tracker.people.actions import PersonDetails, UnitDetails, add_person, entrust, save_office, save_unit
from tracker.people.models import Person, Unit
from tracker.review.actions import Confirmation, confirm, save
from tracker.review.deeds import Target
from tracker.review.models import Draft
from tracker.review.proposals import import_document
from tracker.review.queries import drafts_of
from tracker.review.suggestions import Chosen, Suggestions
from tracker.review.time_limits import Limit
from tracker.store import Store
from tracker.tasks.actions import Step, establish, establish_from_drafts, move
from tracker.tasks.models import Task, TaskSupport
from tracker.tasks.status import Move

BEGINS = (1, 19)
"""Month and day on which the clerk imports last year's report."""

Password = tuple[str, str, str]
"""Name, what the person does here, password."""


def seed(app: Flask) -> list[Password]:
    """The office, its people and a year in progress; returns how each person signs in. The caller commits."""
    session = db.session()
    passwords = _people(session)
    _Year(session, app.extensions["store"], today()).live()
    return passwords


def _people(session: Session) -> list[Password]:
    units: dict[str, Unit] = {}
    for unit in UNITS:
        above = units[unit.below].id if unit.below else None
        units[unit.name] = save_unit(session, None, UnitDetails(unit.name, above, aliases=unit.aliases))
    passwords, numbers = [], {}
    for one in PEOPLE:
        details = PersonDetails(one.name, units[one.unit].id, one.post, f"{one.mailbox}@example.invalid", one.roles)
        person, password = add_person(session, details)
        numbers[one.name] = person.id
        passwords.append((one.name, f"{'、'.join(label(role) for role in one.roles)}　{one.unit} {one.post}", password))
        if one.name == MAIN_LEADER:
            save_office(session, OFFICE, person.id)
    for unit in UNITS:
        if unit.leader:
            entrust(session, units[unit.name], numbers[unit.leader])
    return passwords


class _Year:
    """The plan year as it was lived until a day: the current one, or in its first days still the one before."""

    def __init__(self, session: Session, store: Store, day: date) -> None:
        self.session, self.store, self.today = session, store, day
        self.calendar = WorkCalendar()
        self.base = self.calendar.last_workday(day)
        self.year = day.year if (day.month, day.day) > BEGINS else day.year - 1
        self.people = {person.name: person for person in session.scalars(select(Person))}
        self.units = {unit.name: unit for unit in session.scalars(select(Unit))}
        self.clerk = next(self.people[one.name] for one in PEOPLE)

    def live(self) -> None:
        """Imports the report, then lives every task, the earlier first, so that keys follow the days."""
        read_on = self._moment(f"{BEGINS[0]}-{BEGINS[1]}", 0)
        name, data = f"示范镇{self.year - 1}年度法治政府建设报告.docx", report_for(self.year)
        document = import_document(
            self.session,
            name,
            data,
            read(data, name),
            store=self.store,
            plan_year=self.year,
            by=self.clerk,
            at=read_on,
        )
        drafts = list(self.session.scalars(drafts_of(document.id)))
        for life in sorted(LIVES, key=self._beginning):
            self._live(life, drafts)

    def _beginning(self, life: Life) -> date:
        return self._day(-2 if life.begins is None else life.begins)

    def _live(self, life: Life, drafts: Sequence[Draft]) -> None:
        at = self._moment(-2 if life.begins is None else life.begins, 1)
        if life.measure:
            task = self._from_report(life, next(draft for draft in drafts if life.measure in draft.quote), at)
        else:
            task = establish(self.session, self._ordered(life), by=self.clerk, at=at)
        if life.begins is not None:
            assign = Step(Move.ASSIGN, assignee=self.people[life.assignee])
            move(self.session, task, assign, by=self.clerk, at=at + timedelta(minutes=17))
        for n, deed in enumerate(life.deeds, 3):
            if self._day(deed.day) < self.today:
                move(self.session, task, self._step(deed), by=self.people[deed.by], at=self._moment(deed.day, n))

    def _from_report(self, life: Life, draft: Draft, at: datetime) -> Task:
        chosen = Chosen(
            lead=self.units[life.lead].id,
            assignee=self.people[life.assignee].id,
            support=tuple(self.units[name].id for name in life.support),
            leader=self.people[life.leader].id if life.leader else None,
            limit=Limit(life.kind, self._deadline(life), life.every, life.day),
            target=Target(life.target.name, life.target.value, life.target.unit) if life.target else None,
            standard=life.standard,
        )
        save(self.session, draft, life.title, chosen, version=draft.version, by=self.clerk, at=at)
        drafts = confirm(self.session, [Confirmation(draft, Suggestions(), draft.version)], by=self.clerk, at=at)
        return establish_from_drafts(self.session, drafts, by=self.clerk, at=at)[0]

    def _ordered(self, life: Life) -> Task:
        target = life.target
        return Task(
            year=self.year,
            title=life.title,
            section=life.section,
            standard=life.standard,
            assignee_id=self.people[life.assignee].id,
            lead_id=self.units[life.lead].id,
            leader_id=self.people[life.leader].id if life.leader else None,
            supports=[TaskSupport(unit_id=self.units[name].id, ordinal=n) for n, name in enumerate(life.support)],
            kind=life.kind,
            deadline=self._deadline(life),
            every=life.every,
            day=life.day,
            target_name=target.name if target else None,
            target_value=target.value if target else None,
            target_unit=target.unit if target else None,
        )

    def _deadline(self, life: Life) -> date | None:
        """Calendar days as they stand in the report, also where they are days off."""
        if isinstance(life.deadline, str):
            return self._calendar_day(life.deadline)
        return None if life.deadline is None else self._day(life.deadline)

    def _step(self, deed: Deed) -> Step:
        until = None if deed.until is None else self._day(deed.until)
        return Step(deed.do, text=deed.text, figures=deed.figures, until=until)

    def _day(self, when: When) -> date:
        """A working day."""
        if isinstance(when, str):
            return self.calendar.first_workday(self._calendar_day(when))
        if when < 0:
            return self.calendar.workday_before(self.base, -when)
        return self.calendar.workday_after(self.base, when) if when else self.base

    def _calendar_day(self, when: str) -> date:
        month, day = map(int, when.split("-"))
        return date(self.year, month, day)

    def _moment(self, when: When, step: int) -> datetime:
        """Within the working hours of the day, later steps later."""
        return office_moment(self._day(when), time(9, 10)) + timedelta(minutes=17 * step)
