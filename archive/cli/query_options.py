"""Arguments and options of the commands that take a query: its words, filters, a chart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from archive.cli.charts import check_ending
from archive.cli.completion import complete_paper
from archive.cli.group import archive_option
from archive.search.dates import first_day, last_day
from archive.search.filters import Filters

F = TypeVar("F", bound=Callable[..., Any])

_PERIOD = (
    click.option("--from", "first", help="First day: 2023-01-09, 09/01/2023, 2023-01 or 2023."),
    click.option("--to", "last", help="Last day (inclusive)."),
    click.option("--paper", help="Newspaper id, such as bac_lieu.", shell_complete=complete_paper),
    click.option("--province", help="Province of the newspaper, old or new."),
)
_FILTERS = (
    *_PERIOD,
    click.option("--section", help="Section, such as “Thời sự”."),
    click.option("--source", help="Credited agency or outlet, such as TTXVN."),
    click.option("--author", help="Author's name, or part of it."),
    click.option(
        "--has",
        type=click.Choice(["image", "poll", "table"]),
        multiple=True,
        help="Only articles that have one.",
    ),
    click.option("--once", is_flag=True, help="Count near-duplicates once."),
)
_EXACT = click.option(
    "--exact",
    "exact_only",
    is_flag=True,
    help="Match tones exactly; treat words as a phrase.",
)


def query_options(*, required: bool = True) -> Callable[[F], F]:
    """Decorate a command that takes a query, filters and an archive."""
    metavar = "QUERY..." if required else "[QUERY...]"
    question = click.argument("question", nargs=-1, required=required, metavar=metavar)
    return _decorated((question, archive_option, _EXACT, *_FILTERS))


def period_options() -> Callable[[F], F]:
    """Decorate a command that takes a period, a newspaper or province, and an archive."""
    return _decorated((archive_option, *_PERIOD))


def filters_of(choices: dict[str, Any]) -> Filters:
    """The filters among the options of a command; raises PeriodProblem."""
    return Filters(
        first=first_day(choices["first"]) if choices["first"] else None,
        last=last_day(choices["last"]) if choices["last"] else None,
        **{
            name: choices[name]
            for name in ("paper", "province", "section", "source", "author", "has", "once")
            if name in choices
        },
    )


def question_of(words: tuple[str, ...]) -> str | None:
    """The words of the command line as one query; None for none."""
    return " ".join(words) if words else None


def _decorated(decorators: tuple[Callable[[Any], Any], ...]) -> Callable[[F], F]:
    def decorate(command: F) -> F:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


class _Chart(click.Path):
    """The name of a chart: a wrong suffix is an error before anything is counted."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(str(super().convert(value, param, ctx)))
        check_ending(path)
        return path


plot_option = click.option(
    "--plot",
    type=_Chart(path_type=Path),
    help="Also write a chart: FILE.svg or FILE.png.",
)
