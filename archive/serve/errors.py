"""What may go wrong, in the reader's language: errors speak English, as the command line does."""

from __future__ import annotations

from archive.errors import (
    BaotinhError,
    PeriodProblem,
    QueryProblem,
    StorageFailed,
    TooSlow,
    UnknownName,
    UnknownPaper,
)
from archive.serve.i18n import Language

TEXTS: dict[type[BaotinhError], str] = {
    TooSlow: "slow",
    UnknownPaper: "paper",
    UnknownName: "name",
    PeriodProblem: "period",
    StorageFailed: "storage",
    BaotinhError: "other",
}
"""The text for each kind of error; one without its own has that of its parent."""


def localized(problem: BaotinhError, language: Language) -> str:
    """What is wrong and what to do; one that has no text of its own keeps its English words."""
    if isinstance(problem, QueryProblem):
        return language(f"wrong.question.{problem.code}")
    name = next(TEXTS[kind] for kind in type(problem).__mro__ if kind in TEXTS)
    return language(f"wrong.{name}", said=str(problem))
