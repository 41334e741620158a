"""When an article was published: the dateline in its header, checked against the page's metadata.

The clock of the page, the licence in the footer and the dates of related lists are never asked:
only short texts of the article's own block. Where several stand there the earliest wins, because
a clock and an update are never earlier than the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import NamedTuple

import regex

from crawler.parsers.layout import class_names
from crawler.parsers.layout.header_footer import HeaderFooter, ShortText
from crawler.parsers.lines.dateline import Dateline, read_dateline
from crawler.parsers.page import Page
from crawler.parsers.rules import Rules
from crawler.parsers.select import text_of

_UPDATED = regex.compile(r"^\W*(?:cập nhật|sửa|chỉnh sửa|updated)", regex.I)
_TIME_ONLY = regex.compile(r"\W*\d{1,2}\s*[:hg]\s*\d{2}(?::\d{2})?\W*", regex.I)
_MAX_LENGTH, _MOST_WORDS = 120, 10
_TEXTS_BELOW_BODY = 2  # short texts straight under the body that may be its dateline
_TEXTS_ABOVE_TITLE = 12  # short texts above the title that may still be its header


class Published(NamedTuple):
    """Time of publication, the text it was read from, time of update, and what was odd."""

    published: str | None = None
    raw: str | None = None
    updated: str | None = None
    problems: tuple[str, ...] = ()


def find_published(page: Page, rules: Rules, header_footer: HeaderFooter) -> Published:
    """Read the dateline; metadata fills what the page does not show and is checked against it."""
    texts = _datelines_by_rule(page, rules)
    ruled = bool(texts)
    said = _read(page.metadata.published or "", page).published
    texts = (
        texts
        or _datelines_in_header(header_footer)
        or _datelines_elsewhere(page, header_footer, said)
    )
    read = [(text, _read(text, page)) for text in texts]
    dated = [(text, line) for text, line in read if line.published]
    changed = _read(page.metadata.modified or "", page).published
    if not dated:
        problems = _problems(line for _, line in read) or (() if said else ("no-date",))
        raw = page.metadata.published if said else (texts[0] if texts else None)
        return Published(said, raw, _update_if_later(changed, said), problems)
    plain = [pair for pair in dated if not _UPDATED.search(pair[0])] or dated
    # A rule names the dateline first; by habit the earliest wins.
    raw, line = plain[0] if ruled else min(plain, key=lambda pair: pair[1].published or "")
    problems = line.problems
    if said and line.published and not _same_day(said, line.published):
        problems = (*problems, "date-metadata-mismatch")
    updates = [other.published for text, other in dated if _UPDATED.search(text)]
    updates += [line.updated] if line.updated else []
    update = updates[0] if updates else changed
    published = line.published
    if published and _has_broken_minutes(published, rules):
        published, problems = published[:10], (*problems, "time-not-trusted")
    return Published(published, raw, _update_if_later(update, published), problems)


def _has_broken_minutes(published: str, rules: Rules) -> bool:
    """Whether a move of the paper's archive wrote the month in place of the minutes."""
    return published < (rules.minutes_from or "") and published[5:7] == published[14:16]


def _datelines_by_rule(page: Page, rules: Rules) -> list[str]:
    if not rules.dateline:
        return []
    return [text for element in page.css(rules.dateline) if (text := text_of(element))][:2]


def _datelines_in_header(header_footer: HeaderFooter) -> list[str]:
    """Texts of the article's header that may be datelines."""
    below = [
        short_text for short_text in header_footer.short_texts if short_text.place == "between"
    ]
    return _dated_texts(
        [
            *(
                short_text
                for short_text in _texts_above_title(header_footer)
                if not short_text.in_page_header
            ),
            *below,
        ]
    )


def _texts_above_title(header_footer: HeaderFooter) -> list[ShortText]:
    return [short_text for short_text in header_footer.short_texts if short_text.place == "before"][
        -_TEXTS_ABOVE_TITLE:
    ]


def _datelines_elsewhere(page: Page, header_footer: HeaderFooter, said: str | None) -> list[str]:
    """A dateline from the article's foot, else from above its header.

    Other articles are listed there, each with its date: what the page says of itself goes first.
    """
    foot = [
        short_text
        for short_text in header_footer.short_texts
        if short_text.place == "after" and not short_text.is_link
    ]
    named = [short_text for short_text in foot if class_names.DATE.search(short_text.names)]
    dated = (_dated_texts(named) or _dated_texts(foot[:_TEXTS_BELOW_BODY]))[:1]
    if not dated:
        far = _dated_texts(
            [
                short_text
                for short_text in _texts_above_title(header_footer)
                if short_text.in_page_header
            ]
        )
        dated = [text for text in far if not _is_near_fetch(text, page.fetched_at)]
    if said is None:
        return dated
    return [text for text in dated if _same_day(read_dateline(text).published or "", said)]


def _dated_texts(notes: list[ShortText]) -> list[str]:
    """The texts with a date among notes: of those named as dates, else of any."""
    may_be = [short_text for short_text in _join_split_times(notes) if _may_be_dateline(short_text)]
    named = [short_text for short_text in may_be if class_names.DATE.search(short_text.names)]
    texts = [short_text.text for short_text in named if _has_date(short_text.text)]
    return texts or [short_text.text for short_text in may_be if _has_date(short_text.text)]


def _join_split_times(notes: list[ShortText]) -> Iterator[ShortText]:
    """The notes, a bare hour put to the date that stands beside it in the same list."""
    for short_text, following in zip_longest(notes, notes[1:]):
        if (
            following is not None
            and _TIME_ONLY.fullmatch(following.text)
            and short_text.element.getparent() in following.element.iterancestors()
        ):
            short_text = replace(short_text, text=f"{short_text.text} {following.text}")
        yield short_text


def _is_near_fetch(text: str, fetched_at: datetime | None) -> bool:
    """Whether a date is about that of the fetch, as a masthead's clock shows it."""
    said = read_dateline(text).published
    if fetched_at is None or said is None:
        return False
    return abs(date.fromisoformat(said[:10]) - fetched_at.date()) <= timedelta(days=2)


def _has_date(text: str) -> bool:
    line = read_dateline(text)
    return bool(line.published) or bool(line.problems)


def _may_be_dateline(short_text: ShortText) -> bool:
    """Whether a short text may tell a date; a clock's names say nothing right under a title."""
    if len(short_text.text) > _MAX_LENGTH or not any(map(str.isdigit, short_text.text)):
        return False
    if (
        short_text.text.endswith((".", "…", "?", "!"))
        and len(short_text.text.split()) > _MOST_WORDS
    ):
        return False  # a sentence that tells a day
    return short_text.place == "between" or not class_names.CLOCK.search(short_text.names)


def _read(text: str, page: Page) -> Dateline:
    return read_dateline(text, fetched_at=page.fetched_at)


def _problems(lines: Iterable[Dateline]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problem for line in lines for problem in line.problems))


def _same_day(one: str, other: str) -> bool:
    return one[:10] == other[:10]


def _update_if_later(update: str | None, published: str | None) -> str | None:
    """An update is told only when it is later than the publication."""
    # To the minute: pages print no seconds, their metadata does.
    to_minute = min(len(published or ""), len("2023-01-09T15:24"))
    if update and published and update[:to_minute] > published[:to_minute]:
        return update
    return None
