"""The hours at which newspapers may be crawled, and the contact in the User-Agent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from archive.clock import VIETNAM
from archive.errors import UsageProblem

_FORM = re.compile(r"(\d{1,2})-(\d{1,2})")
_NO_CONTACT = (
    "no contact is set: set BAOTINH_CONTACT to a mail or web address at which the newspaper can"
    " reach you, such as BAOTINH_CONTACT=archive@library.example"
)
_CONTACT = re.compile(r"[^\s@;()]+@[^\s@;()]+\.[^\s@;()]+|https?://[^\s;()]+\.[^\s;()]+")


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of the day in Viet Nam, from `first` to before `last`; `last` may be the next day's."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first:02}:00-{self.last:02}:00 (+07:00)"

    def contain(self, moment: datetime) -> bool:
        """Whether a time is within these hours."""
        hour = moment.astimezone(VIETNAM).hour
        if self.first < self.last:
            return self.first <= hour < self.last
        return hour >= self.first or hour < self.last


def hours(text: str | None) -> Hours | None:
    """Parse hours such as "22-5"; None for None. Raises UsageProblem for invalid hours."""
    if text is None:
        return None
    found = _FORM.fullmatch(text.strip())
    first, last = (int(part) for part in found.groups()) if found else (0, 0)
    if first == last or first > 23 or last > 24:
        raise UsageProblem(f"invalid hours “{text}”: use 22-5 for ten at night to five")
    return Hours(first, last)


def require_contact(contact: str) -> None:
    """Raise UsageProblem if the contact is not an e-mail address or a URL."""
    if not _CONTACT.fullmatch(contact):
        raise UsageProblem(_NO_CONTACT)
