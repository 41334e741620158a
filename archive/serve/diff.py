"""What changed between two states of an article, word by word, at a cost that is bounded.

Paragraphs are compared first, and words only inside paragraphs that changed: comparing the words of
a long text at once takes time by the square of its length.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from archive.model import Article
from archive.search.diff import Change, Piece, changes

LONGEST = 4_000
"""Characters of a passage whose words are compared; a longer one is shown as replaced."""
MOST_LINES = 2_000
"""Paragraphs of a field that are compared; of more only the number is told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that changed: its pieces, or None where it is too long to compare."""

    field: str
    pieces: tuple[Piece, ...] | None
    before: int
    after: int


def differences(before: Article, after: Article) -> list[Difference]:
    """The fields that differ, in order; lengths are in characters."""
    return [
        Difference(change.field, _pieces(change), len(change.before), len(change.after))
        for change in changes(before, after)
    ]


def _pieces(change: Change) -> tuple[Piece, ...] | None:
    if max(len(change.before), len(change.after)) <= LONGEST:
        return tuple(change.pieces())
    old, new = change.before.splitlines(), change.after.splitlines()
    if max(len(old), len(new)) > MOST_LINES:
        return None
    return tuple(_by_line(change.field, old, new))


def _by_line(field: str, old: list[str], new: list[str]) -> Iterator[Piece]:
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for what, start, end, new_start, new_end in steps:
        if what == "equal":
            yield "kept", "\n…\n"
            continue
        before, after = "\n".join(old[start:end]), "\n".join(new[new_start:new_end])
        if max(len(before), len(after)) <= LONGEST:
            yield from Change(field, before, after).pieces()
            continue
        if before:
            yield "removed", before[:LONGEST]
        if after:
            yield "added", after[:LONGEST]
