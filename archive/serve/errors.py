"""What may go wrong, in the reader's language: errors speak English, as the command line does."""

from __future__ import annotations

from archive.errors import (
    BaotinhError,
    PeriodProblem,
    QueryProblem,
    StorageFailed,
    UnknownName,
    UnknownPaper,
)
from archive.serve.database import TooSlow
from archive.serve.i18n import Language

QUESTIONS = (
    ("the quote is left open", "quote"),
    ("the bracket is left open", "bracket_open"),
    ("a closing bracket without", "bracket_closed"),
    ("OR needs a word", "or"),
    ("AND needs a word", "and"),
    ("NOT needs a word", "not"),
    ("NEAR needs a word", "near"),
    ("NEAR stands between", "near_fields"),
    ("nothing to find", "only_not"),
    ("too many brackets", "too_deep"),
    ("is too short: type at least", "prefix"),
    ("a word is missing after", "missing"),
    ("the question has more than", "too_many"),
    ("the question has no words", "no_words"),
    ("no field", "field"),
)
"""A piece of each message of the grammar, and the text that says the same."""
KINDS: tuple[tuple[type[BaotinhError], str], ...] = (
    (TooSlow, "slow"),
    (UnknownPaper, "paper"),
    (UnknownName, "name"),
    (PeriodProblem, "period"),
    (StorageFailed, "storage"),
)


def in_words(problem: BaotinhError, language: Language) -> str:
    """What is wrong and what to do; one that has no text of its own keeps its English words."""
    message = str(problem)
    if isinstance(problem, QueryProblem):
        found = (name for piece, name in QUESTIONS if piece in message)
        return language(f"wrong.question.{next(found, 'other')}")
    found = (name for kind, name in KINDS if isinstance(problem, kind))
    return language(f"wrong.{next(found, 'other')}", said=message)
