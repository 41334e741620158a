"""When silence or a lost field is an alarm: rarely by chance, soon when something happened."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from archive.preservation.anomalies import HOLIDAYS, fall, silence
from tests.support.simulated_newspaper import SEED, START, Paper


def days(*spans: tuple[int, int]) -> list[date]:
    return [START + timedelta(days=day) for first, last in spans for day in range(first, last)]


@pytest.mark.parametrize(
    ("on", "today", "expected"),
    [
        (days((0, 30)), 33, None),
        (days((0, 30)), 35, 5),
        (days((0, 5)), 90, None),  # too little is known
        ([day for day in days((0, 60)) if day.weekday() < 5], 63, None),
        ([day for day in days((0, 60)) if day.weekday() < 5], 68, 8),
    ],
)
def test_silence_is_longer_than_what_is_usual(
    on: list[date], today: int, expected: int | None
) -> None:
    found = silence(on, START + timedelta(days=today))
    assert (found.days if found else None) == expected


def test_no_newspaper_is_silent_at_tet() -> None:
    eve = min(day for day in HOLIDAYS if day.year == 2026)
    on = [eve - timedelta(days=day) for day in range(60, 0, -1)]
    assert silence(on, eve + timedelta(days=13)) is None
    assert silence(on, eve + timedelta(days=17)) is not None


@pytest.mark.parametrize(
    ("past", "recent", "fell"),
    [
        ([(9, 10)] * 20, [(0, 10)], True),
        ([(9, 10)] * 20, [(0, 3), (0, 3)], True),
        ([(9, 10)] * 20, [(8, 10)], False),
        ([(9, 10)] * 20, [(0, 1)], False),  # one article proves nothing
        ([(9, 10)] * 5, [(0, 10)], False),  # too little is known
        ([(5, 10), (1, 10)] * 20, [(2, 10)], False),  # it always went up and down
        ([(0, 10)] * 20, [(0, 10)], False),
        ([(900, 1000), *[(9, 10)] * 20], [(0, 10), (0, 0)], True),
    ],
)
def test_a_share_falls_when_chance_does_not_explain_it(
    past: list[tuple[int, int]], recent: list[tuple[int, int]], fell: bool
) -> None:
    assert (fall([*past, *recent]) is not None) is fell


def alarms_of(paper: Paper, length: int) -> int:
    """How many alarms begin in so many days, after which all is as it should be."""
    on: list[date] = []
    runs: dict[str, list[tuple[int, int]]] = {name: [] for name in paper.shares}
    quiet, fallen, begun = False, set[str](), 0
    for number in range(length):
        day = START + timedelta(days=number)
        if articles := paper.prints(day):
            on.append(day)
        for name, found in paper.fields(articles).items():
            runs[name].append((found, articles))
        was, quiet = quiet, silence(on[-365:], day + timedelta(days=1)) is not None
        begun += quiet and not was
        now = {name for name, told in runs.items() if fall(told[-120:])}
        begun += len(now - fallen)
        fallen = now
    return begun


@pytest.mark.slow
def test_false_alarms_are_fewer_than_one_in_a_year_of_a_newspaper() -> None:
    papers, length = 10, 1000
    begun = [alarms_of(Paper(random.Random(SEED + number)), length) for number in range(papers)]
    rate = sum(begun) / (papers * length / 365)
    assert rate < 1, f"seed {SEED}: {rate:.2f} by newspaper and year; by newspaper {begun}"


def test_a_simulated_newspaper_whose_authors_vanish_is_noticed_within_two_runs() -> None:
    late = []
    for number in range(200):
        paper = Paper(random.Random(SEED + number))
        paper.workdays = max(paper.workdays, 5)
        history = [(paper.fields(count)["author"], count) for count in [paper.workdays] * 60]
        if not fall([*history, *[(0, paper.workdays)] * 2]):
            late.append(number)
    assert late == [], f"seeds from {SEED}"
