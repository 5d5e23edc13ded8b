"""An entry of the audit trail in the words of the office."""

from __future__ import annotations

import tracker.app  # noqa: F401  loads all tables
from tracker.audit_words import COLUMNS, TABLES, UNTOLD, told
from tracker.db import Base


def test_a_change_is_told_in_the_words_of_the_office() -> None:
    changes = {
        "id": [None, 7],
        "post": ["", "所长"],
        "active": [True, False],
        "due": ["2026-01-02", None],
        "status": ["waiting", "finished"],
        "lead_id": ["1 党政办", "2 司法所"],
        "at": [None, "2026-01-02T01:30:00+00:00"],
        "quote": [None, {"sha256": "ab" * 32, "characters": 900}],
        "strange": [None, 3],
    }
    assert list(told(changes)) == [
        "职务：空 → 所长",
        "在用：是 → 否",
        "现在的时限：2026-01-02 → 空",
        "状态：待审核 → 已办结",
        "牵头单位：党政办 → 司法所",
        "时间：2026-01-02 09:30",
        "原文：900 个字（校验码 abababababab）",
        "strange：3",
    ]


def test_an_administrator_is_told_the_columns_alone() -> None:
    assert list(told({"post": ["", "所长"], "title": [None, "编制目录"]}, values=False)) == ["职务", "标题"]


def test_every_table_that_the_trail_follows_has_a_word() -> None:
    followed = {mapper.class_ for mapper in Base.registry.mappers if mapper.class_.audited}
    assert {row.__tablename__ for row in followed} - TABLES.keys() == set(), "say them in tracker/audit_words.py"


def test_every_column_that_the_trail_follows_has_a_word() -> None:
    followed = [mapper for mapper in Base.registry.mappers if mapper.class_.audited]
    names = {attribute.key for mapper in followed for attribute in mapper.column_attrs}
    assert names - COLUMNS.keys() - UNTOLD == set(), "say them in tracker/audit_words.py"
