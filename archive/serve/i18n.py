"""The words of the pages: one catalogue file per language, with its numbers and dates.

A text stands under a dotted key, with {names} for values. A list of two texts is one form for 1 and
one for all other numbers of `n`; Vietnamese needs none.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from archive.clock import VIETNAM

Code = Literal["vi", "en"]
CODES: tuple[Code, ...] = get_args(Code)

Text = str | tuple[str, str]


@dataclass(frozen=True)
class Language:
    """One language: called with a key and values, it gives the text."""

    code: Code
    texts: dict[str, Text]

    def __call__(self, key: str, **values: Any) -> str:
        """The text under `key`; numbers among the values are written as the language does."""
        text = self.texts[key]
        if isinstance(text, tuple):
            text = text[0] if values.get("n") == 1 else text[1]
        written = {
            name: self.number(value) if isinstance(value, int | float) else value
            for name, value in values.items()
        }
        return text.format(**written)

    def has(self, key: str) -> bool:
        """Whether there is such a text: for words that come out of the archive, such as states."""
        return key in self.texts

    def number(self, value: float, digits: int = 0) -> str:
        """1.234,5 in Vietnamese, 1,234.5 in English."""
        text = f"{value:,.{digits}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.code == "vi" else text

    def day(self, iso: str) -> str:
        """A day, month or year as ISO 8601 in words; anything else stays as it is."""
        parts = iso[:10].split("-")
        if not all(part.isdigit() for part in parts):
            return iso
        if self.code == "vi":
            return "/".join(reversed(parts))
        if len(parts) > 1:
            parts[1] = self.month(int(parts[1]))
            parts[-1] = parts[-1].lstrip("0")
        return " ".join(reversed(parts))

    def tick(self, label: str) -> str:
        """A year, a month or a day (without its year) as short as a picture wants it."""
        parts = label.split("-")
        if self.code == "vi" or len(parts) == 1:
            return "/".join(reversed(parts[-2:] if len(parts) == 3 else parts))
        month = self.month(int(parts[1]))[:3]
        return f"{int(parts[2])} {month}" if len(parts) == 3 else f"{month} {parts[0]}"

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12."""
        return self(f"month.{number}")

    def weekday(self, day: date) -> str:
        """The name of the day of the week."""
        return self(f"weekday.{day.weekday()}")

    def printed(self, published: str | None) -> str:
        """When a newspaper published: day, and hour where it showed one."""
        if not published:
            return self("date.none")
        hour = published[11:16]
        return f"{self.day(published)}, {hour}" if hour else self.day(published)

    def moment(self, utc: str | None) -> str:
        """A time of a machine, on the clock of Viet Nam; what is no time stays as it is."""
        try:
            local = datetime.fromisoformat(utc or "").replace(tzinfo=UTC).astimezone(VIETNAM)
        except ValueError:
            return utc or self("date.none")
        return f"{local:%H:%M}, {self.day(local.date().isoformat())}"


@cache
def language(code: Code) -> Language:
    """The language of a code."""
    return Language(code, texts_of(code))


def texts_of(code: Code) -> dict[str, Text]:
    """All texts of a language by dotted key."""
    file = resources.files(__package__).joinpath(f"words_{code}.json")
    return dict(_flat(json.loads(file.read_text(encoding="utf-8"))))


def _flat(tree: dict[str, Any], before: str = "") -> list[tuple[str, Text]]:
    found: list[tuple[str, Text]] = []
    for name, value in tree.items():
        if isinstance(value, dict):
            found += _flat(value, f"{before}{name}.")
        else:
            found.append((before + name, tuple(value) if isinstance(value, list) else value))
    return found
