"""Reading an office file entry by entry: every value has the right type, and what is wrong is named with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from tracker.calendar.limits import YEARS
from tracker.documents.characters import UNUSABLE
from tracker.errors import BadOffice

Word = TypeVar("Word", bound=StrEnum)
Found = TypeVar("Found")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_DIGITS = 30  # of a number, as it is written


def read_json(path: Path) -> Any:
    """The value that the file holds, numbers exact. BadOffice where it is no JSON."""
    try:
        return json.loads(
            path.read_text("utf-8-sig"),
            parse_int=_number,
            parse_float=_number,
            parse_constant=_number,
            object_pairs_hook=_once_each,
        )
    except OSError as error:
        raise BadOffice(f"“{path}”打不开：没有这个文件，或者不让读。请核对路径。") from error
    except UnicodeDecodeError as error:
        raise BadOffice(f"“{path}”不是 UTF-8 文字。请另存为 UTF-8 再装入。") from error
    except json.JSONDecodeError as error:
        raise BadOffice(f"“{path}”第 {error.lineno} 行第 {error.colno} 列不是 JSON。请改好再装入。") from error
    except RecursionError as error:
        raise BadOffice(f"“{path}”一层套一层太深，不是单位文件。") from error


def _number(text: str) -> Decimal:
    """Exact. Refused: NaN, Infinity, and numbers beyond any that an office counts."""
    number = Decimal(text)
    if not number.is_finite() or len(text) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_DIGITS // 2:
        raise BadOffice(f"“{text[:_MOST_DIGITS]}”不是能用的数。请写成普通的数字。")
    return number


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BadOffice(f"“{twice}”在同一项里写了两次。请只留一个。")
    return found


class Entry:
    """One object of the file. `where` is how a person finds it: 任务 t1 第 2 步.

    A key that is missing, null or "" says the same: nothing.
    """

    def __init__(self, value: Any, where: str, known: tuple[str, ...]) -> None:
        if not isinstance(value, dict):
            raise BadOffice(f"{where}：应当是 {{…}}，写的是 {_shown(value)}。")
        self.where = where
        self._value = value
        for key in value:
            if key not in known:
                self.refuse(f"认不出“{key}”。这里可以写 {'、'.join(known)}。")

    def refuse(self, why: str) -> NoReturn:
        raise BadOffice(f"{self.where}：{why}")

    def text(self, key: str, longest: int | None = None) -> str:
        """The text, "" where there is none."""
        value = self._value.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._refuse_type(key, "文字")
        if longest is not None and len(value) > longest:
            self.refuse(f"{key} 有 {len(value)} 个字，最多 {longest} 个。")
        if UNUSABLE.search(value):
            self.refuse(f"{key} 里有不能保存的字符。")
        return value

    def name(self, key: str, longest: int | None = None) -> str:
        """A text that must be there."""
        value = self.text(key, longest)
        if not value.strip():
            self.refuse(f"没有写 {key}。")
        return value

    def one_of(self, key: str, known: Mapping[str, Found], what: str) -> Found | None:
        """What the name in `key` stands for; None where there is no name."""
        name = self.text(key)
        if not name:
            return None
        if name not in known:
            self.refuse(f"{key}“{name}”不在{what}里。")
        return known[name]

    def the_one(self, key: str, known: Mapping[str, Found], what: str) -> Found:
        """The same, where it must be there."""
        self.name(key)
        found = self.one_of(key, known, what)
        assert found is not None  # a name is there, and it is known
        return found

    def word(self, key: str, words: type[Word]) -> Word | None:
        name = self.text(key)
        if not name:
            return None
        if name not in list(words):
            self.refuse(f"{key}“{name}”认不出。可以写 {'、'.join(words)}。")
        return words(name)

    def day(self, key: str) -> date | None:
        text = self.text(key)
        if not text:
            return None
        try:
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None or day.year not in YEARS:
            self.refuse(f"{key}“{text}”不是日期。请写成 2025-03-04 这样。")
        return day

    def the_day(self, key: str) -> date:
        day = self.day(key)
        return day or self.refuse(f"没有写 {key}。")

    def whole(self, key: str, low: int, high: int) -> int | None:
        value = self._value.get(key)
        if value is None:
            return None
        if not isinstance(value, Decimal) or value != value.to_integral_value():
            self._refuse_type(key, "整数")
        if not low <= value <= high:
            self.refuse(f"{key} 是 {value}，应当在 {low} 到 {high} 之间。")
        return int(value)

    def number(self, key: str) -> Decimal:
        value = self._value.get(key)
        if not isinstance(value, Decimal):
            self._refuse_type(key, "数")
        return value

    def flag(self, key: str) -> bool:
        value = self._value.get(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            self._refuse_type(key, "true 或 false")
        return value

    def names(self, key: str) -> list[str]:
        """Different names, in their order."""
        value = self._items(key)
        if not all(isinstance(name, str) and name for name in value):
            self._refuse_type(key, "名称的列表")
        if twice := [name for name in value if value.count(name) > 1]:
            self.refuse(f"{key} 里“{twice[0]}”写了两次。")
        return value

    def all_of(self, key: str, known: Mapping[str, Found], what: str) -> list[Found]:
        """What the names in `key` stand for."""
        names = self.names(key)
        for name in names:
            if name not in known:
                self.refuse(f"{key}“{name}”不在{what}里。")
        return [known[name] for name in names]

    def entries(self, key: str, what: str, known: tuple[str, ...]) -> Iterator[Entry]:
        """The objects of a list; `what` is called 人员, 第 3 个."""
        for n, value in enumerate(self._items(key), 1):
            yield Entry(value, f"{self.where}{what}第 {n} 个", known)

    def entry(self, key: str, known: tuple[str, ...]) -> Entry | None:
        value = self._value.get(key)
        return None if value is None else Entry(value, f"{self.where} {key}", known)

    def _items(self, key: str) -> list[Any]:
        value = self._value.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._refuse_type(key, "列表")
        return value

    def _refuse_type(self, key: str, wanted: str) -> NoReturn:
        self.refuse(f"{key} 应当是{wanted}，写的是 {_shown(self._value.get(key))}。")


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:40] + "…"
