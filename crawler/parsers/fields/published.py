"""Publication time: the dateline in the article's header, checked against the page's metadata.

Only short texts of the article's own block are considered, never the page's clock, the licence in
the footer or the dates of related articles. Of several datelines the earliest is used, because a
clock or an update is never earlier than the publication.
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
_TEXTS_BELOW_BODY = 2  # short texts directly after the body that may be its dateline
_TEXTS_ABOVE_TITLE = 12  # short texts above the title that may belong to its header


class Published(NamedTuple):
    """Publication time, the text it was parsed from, update time, and problems.

    Times are ISO 8601 with +07:00, or a bare date if no time is printed.
    """

    published: str | None = None
    raw: str | None = None
    updated: str | None = None
    problems: tuple[str, ...] = ()


def find_published(page: Page, rules: Rules, header_footer: HeaderFooter) -> Published:
    """Find the publication time by rule, header, footer or metadata, in this order."""
    texts = _datelines_by_rule(page, rules)
    by_rule = bool(texts)
    metadata_date = _read(page.metadata.published or "", page).published
    texts = (
        texts
        or _datelines_in_header(header_footer)
        or _datelines_elsewhere(page, header_footer, metadata_date)
    )
    read = [(text, _read(text, page)) for text in texts]
    dated = [(text, line) for text, line in read if line.published]
    modified = _read(page.metadata.modified or "", page).published
    if not dated:
        problems = _problems(line for _, line in read) or (() if metadata_date else ("no-date",))
        raw = page.metadata.published if metadata_date else (texts[0] if texts else None)
        return Published(metadata_date, raw, _update_if_later(modified, metadata_date), problems)
    plain = [pair for pair in dated if not _UPDATED.search(pair[0])] or dated
    # A rule's first match is the dateline; without a rule the earliest is.
    raw, line = plain[0] if by_rule else min(plain, key=lambda pair: pair[1].published or "")
    problems = line.problems
    if metadata_date and line.published and not _same_day(metadata_date, line.published):
        problems = (*problems, "date-metadata-mismatch")
    updates = [other.published for text, other in dated if _UPDATED.search(text)]
    updates += [line.updated] if line.updated else []
    update = updates[0] if updates else modified
    published = line.published
    if published and _has_broken_minutes(published, rules):
        published, problems = published[:10], (*problems, "time-not-trusted")
    return Published(published, raw, _update_if_later(update, published), problems)


def _has_broken_minutes(published: str, rules: Rules) -> bool:
    """Whether the minutes are the month, an error of a migration of the newspaper's archive."""
    return published < (rules.minutes_from or "") and published[5:7] == published[14:16]


def _datelines_by_rule(page: Page, rules: Rules) -> list[str]:
    if not rules.dateline:
        return []
    return [text for element in page.css(rules.dateline) if (text := text_of(element))][:2]


def _datelines_in_header(header_footer: HeaderFooter) -> list[str]:
    """Texts of the article's header that may be datelines."""
    above = [short for short in _texts_above_title(header_footer) if not short.in_page_header]
    return _dated_texts([*above, *header_footer.texts("between")])


def _texts_above_title(header_footer: HeaderFooter) -> list[ShortText]:
    return [short for short in header_footer.short_texts if short.place == "before"][
        -_TEXTS_ABOVE_TITLE:
    ]


def _datelines_elsewhere(
    page: Page, header_footer: HeaderFooter, metadata_date: str | None
) -> list[str]:
    """A dateline from the article's footer, else from the page's header.

    Dates of other articles are printed there too, so it must agree with the metadata's date if
    there is one.
    """
    foot = [short for short in header_footer.texts("after") if not short.is_link]
    named = [short for short in foot if class_names.DATE.search(short.names)]
    dated = (_dated_texts(named) or _dated_texts(foot[:_TEXTS_BELOW_BODY]))[:1]
    if not dated:
        far = _dated_texts(
            [short for short in _texts_above_title(header_footer) if short.in_page_header]
        )
        dated = [text for text in far if not _is_near_fetch(text, page.fetched_at)]
    if metadata_date is None:
        return dated
    return [text for text in dated if _same_day(read_dateline(text).published or "", metadata_date)]


def _dated_texts(short_texts: list[ShortText]) -> list[str]:
    """The texts with a date: those whose names mark a date, else any."""
    candidates = [short for short in _join_split_times(short_texts) if _may_be_dateline(short)]
    named = [short for short in candidates if class_names.DATE.search(short.names)]
    texts = [short.text for short in named if _has_date(short.text)]
    return texts or [short.text for short in candidates if _has_date(short.text)]


def _join_split_times(short_texts: list[ShortText]) -> Iterator[ShortText]:
    """The short texts, with a bare time appended to the date before it in the same list."""
    for short, following in zip_longest(short_texts, short_texts[1:]):
        if (
            following is not None
            and _TIME_ONLY.fullmatch(following.text)
            and short.element.getparent() in following.element.iterancestors()
        ):
            short = replace(short, text=f"{short.text} {following.text}")
        yield short


def _is_near_fetch(text: str, fetched_at: datetime | None) -> bool:
    """Whether a date is within two days of the fetch, as the current date in a masthead is."""
    metadata_date = read_dateline(text).published
    if fetched_at is None or metadata_date is None:
        return False
    return abs(date.fromisoformat(metadata_date[:10]) - fetched_at.date()) <= timedelta(days=2)


def _has_date(text: str) -> bool:
    line = read_dateline(text)
    return bool(line.published) or bool(line.problems)


def _may_be_dateline(short: ShortText) -> bool:
    """Whether a short text may be a dateline: not a sentence, and not named as a clock.

    Under the title the name of a clock is ignored.
    """
    if len(short.text) > _MAX_LENGTH or not any(map(str.isdigit, short.text)):
        return False
    if short.text.endswith((".", "…", "?", "!")) and len(short.text.split()) > _MOST_WORDS:
        return False  # a sentence that mentions a date
    return short.place == "between" or not class_names.CLOCK.search(short.names)


def _read(text: str, page: Page) -> Dateline:
    return read_dateline(text, fetched_at=page.fetched_at)


def _problems(lines: Iterable[Dateline]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problem for line in lines for problem in line.problems))


def _same_day(one: str, other: str) -> bool:
    return one[:10] == other[:10]


def _update_if_later(update: str | None, published: str | None) -> str | None:
    """The update time if it is later than the publication, else None."""
    # To the minute: pages print no seconds, their metadata does.
    to_minute = min(len(published or ""), len("2023-01-09T15:24"))
    if update and published and update[:to_minute] > published[:to_minute]:
        return update
    return None
