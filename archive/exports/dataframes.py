"""Converts results to pandas DataFrames, if pandas is installed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from archive.errors import UsageProblem
from archive.search import snippets

if TYPE_CHECKING:
    from pandas import DataFrame

T = TypeVar("T")


class Rows(Sequence[T], Generic[T]):
    """A sequence of results, such as concordance lines, with a `to_pandas` method."""

    def __init__(self, rows: Iterable[T]) -> None:
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"

    def to_pandas(self) -> DataFrame:
        """A DataFrame with one row for each result; raises UsageProblem without pandas."""
        return frame(self)


def frame(rows: Iterable[Any]) -> DataFrame:
    """A DataFrame of dataclasses or dicts; raises UsageProblem without pandas."""
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageProblem("to_pandas needs pandas: pip install 'baotinh[pandas]'") from error
    return pd.DataFrame([_plain(row) for row in rows])


def _plain(row: Any) -> dict[str, Any]:
    values = dict(row) if isinstance(row, dict) else dataclasses.asdict(row)
    return {
        name: snippets.plain(value) if name in ("headline", "snippet") else value
        for name, value in values.items()
    }
