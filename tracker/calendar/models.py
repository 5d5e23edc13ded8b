"""What the office enters about its working days: the yearly notice, and single days."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base
from tracker.people.models import Person


class YearNotice(Base):
    """The State Council's notice of a year's holidays, as it was pasted; its days stand in `day_correction`."""

    __tablename__ = "year_notice"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()


class DayCorrection(Base):
    """Whether the office works on a day, whatever the calendar says. notice: the year whose notice said so."""

    __tablename__ = "day_correction"

    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool]
    why: Mapped[str] = mapped_column(String(100), default="")
    notice: Mapped[int | None] = mapped_column(ForeignKey("year_notice.year"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

    by: Mapped[Person] = relationship()
