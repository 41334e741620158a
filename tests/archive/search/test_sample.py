"""Random samples of hits."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.sample import sample
from archive.search.search import search
from tests.support.counted import QUESTIONS, titles


@settings(max_examples=50, deadline=None)
@given(QUESTIONS, st.integers(1, 5), st.integers())
def test_a_sample_is_of_the_hits_and_the_same_for_a_seed(counted, question, size, seed) -> None:
    drawn = sample(counted, question, size=size, seed=seed)
    whole = {hit.id: hit for hit in search(counted, question, limit=99).hits}
    assert len(drawn) == min(size, len(whole))
    assert all(whole[hit.id] == hit for hit in drawn)
    assert sample(counted, question, size=size, seed=seed) == drawn


def test_another_seed_draws_another_sample(counted) -> None:
    assert len({tuple(titles(sample(counted, None, size=2, seed=seed))) for seed in range(20)}) > 2


def test_a_sample_that_grows_keeps_its_articles(counted) -> None:
    assert sample(counted, None, size=3, seed=7)[:2] == sample(counted, None, size=2, seed=7)
