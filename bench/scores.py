"""Accuracy measures of a parsed page, by field, for `bench/extraction.py`.

A score is from 0 to 1. It is None for a list that is empty in both the annotation and the parse; a
single value that is missing in both, such as a poll, scores 1.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

EXACT = ("title", "kicker", "lead", "source", "day", "time", "poll", "weather")
LISTS = ("authors", "headings", "paragraphs", "captions", "credits", "tags")


def score(expected: dict[str, Any], got: dict[str, Any]) -> dict[str, float | None]:
    """Compare an annotated page with what was parsed; both are dicts with the keys of Article."""
    scores: dict[str, float | None] = {}
    want, have = _exact_values(expected), _exact_values(got)
    for name in EXACT:
        scores[name] = float(want[name] == have[name])
    want_lists, have_lists = _lists(expected), _lists(got)
    for name in LISTS:
        scores[name] = f1(want_lists[name], have_lists[name])
    scores["body"] = f1(_shingles(want_lists["paragraphs"]), _shingles(have_lists["paragraphs"]))
    return scores


def f1(want: Iterable[object], have: Iterable[object]) -> float | None:
    """F1 of two multisets; None where both are empty."""
    wanted, found = Counter(want), Counter(have)
    if not wanted and not found:
        return None
    common = sum((wanted & found).values())
    if not common:
        return 0.0
    precision, recall = common / sum(found.values()), common / sum(wanted.values())
    return 2 * precision * recall / (precision + recall)


def _exact_values(article: dict[str, Any]) -> dict[str, object]:
    published = article.get("published") or ""
    poll = article.get("poll")
    weather = article.get("weather")
    return {
        "title": plain(article.get("title")),
        "kicker": plain(article.get("kicker")),
        "lead": plain(article.get("lead")),
        "source": plain(article.get("source")),
        "day": published[:10],
        "time": published[11:16],
        "poll": poll and (plain(poll["question"]), [plain(_label(o)) for o in poll["options"]]),
        "weather": plain(weather["text"] if isinstance(weather, dict) else weather),
    }


def _lists(article: dict[str, Any]) -> dict[str, list[str]]:
    sections = article.get("sections") or []
    images = article.get("images") or []
    lists: dict[str, Iterable[str | None]] = {
        "authors": article.get("authors") or [],
        "headings": [section["heading"] for section in sections],
        "paragraphs": [text for section in sections for text in section["paragraphs"]],
        "captions": [image["caption"] for image in images],
        "credits": [image["credit"] for image in images],
        "tags": article.get("tags") or [],
    }
    return {name: [plain(text) for text in texts if text] for name, texts in lists.items()}


def _label(option: str | dict[str, Any]) -> str:
    return option["label"] if isinstance(option, dict) else option


def _shingles(paragraphs: list[str], size: int = 4) -> list[tuple[str, ...]]:
    words = " ".join(paragraphs).split()
    return [tuple(words[i : i + size]) for i in range(len(words) - size + 1)]


def plain(text: str | None) -> str:
    """Text in NFC with single spaces; "" for None."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())
