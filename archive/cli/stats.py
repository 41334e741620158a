"""Commands that count: facets, histogram, trend, collocates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from archive.cli import charts
from archive.cli.group import Command, Form
from archive.cli.output import console, form_option, write_rows
from archive.cli.query_options import filters_of, plot_option, query_options, question_of
from archive.db.reader import reading
from archive.search import collocates as collocations
from archive.search import facets as by_facet
from archive.search import histogram as histograms

_step = click.option(
    "--by",
    "step",
    type=click.Choice(["day", "month", "year"]),
    default="year",
    show_default=True,
    help="Bin size.",
)
_per_1000 = click.option(
    "--per-1000",
    "relative",
    is_flag=True,
    help="Draw matches per 1,000 archived articles.",
)


@click.command(cls=Command)
@query_options(required=False)
@click.option("--facet", "names", multiple=True, help="A facet; may be repeated.  [all]")
@click.option(
    "--top", type=click.IntRange(1), default=20, show_default=True, help="Rows per facet."
)
@form_option
def facets(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Count articles by newspaper, section, author.

    Facets: paper, province, province_now, section, source, year, has, author.

    Example:
      baotinh facets "hạn mặn" --facet paper --facet year

    """
    with reading(db) as conn:
        counted = by_facet.facets(
            conn,
            question_of(question),
            filters_of(choices),
            choices["names"] or by_facet.FACETS,
            exact_only=choices["exact_only"],
        )
    rows = (
        {"facet": name, "value": value, "articles": articles}
        for name, values in counted.items()
        for value, articles in list(values.items())[: choices["top"]]
    )
    write_rows(rows, ("facet", "value", "articles"), form)


@click.command(cls=Command)
@query_options(required=False)
@_step
@_per_1000
@plot_option
@form_option
def histogram(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Count articles over time.

    In total, and per 1,000 articles that the archive has from the same time.

    Example:
      baotinh histogram "hạn mặn" --by month --from 2016 --per-1000 --plot drought.svg

    """
    with reading(db) as conn:
        found = histograms.histogram(
            conn,
            question_of(question),
            filters_of(choices),
            step=choices["step"],
            exact_only=choices["exact_only"],
        )
    if form == "table":
        charts.bars(console(), found, relative=choices["relative"])
    else:
        write_rows(_rows([found]), ("start", "articles", "printed", "per_1000"), form)
    if choices["plot"]:
        charts.plot(choices["plot"], [found], relative=choices["relative"])
    if found.undated:
        click.echo(f"{found.undated} more have no date", err=True)


@click.command(cls=Command)
@query_options()
@_step
@click.option("--absolute", is_flag=True, help="Draw articles, not articles per 1,000.")
@plot_option
@form_option
def trend(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Compare several queries over time.

    Each argument is a query; quote a phrase.

    Example:
      baotinh trend "hạn mặn" "lũ lụt" tôm --by year --plot trend.svg

    """
    with reading(db) as conn:
        found = histograms.trend(
            conn,
            question,
            filters_of(choices),
            step=choices["step"],
            exact_only=choices["exact_only"],
        )
    if form == "table":
        charts.lines(console(), found, relative=not choices["absolute"])
    else:
        names = ("question", "start", "articles", "printed", "per_1000")
        write_rows(_rows(found), names, form)
    if choices["plot"]:
        charts.plot(choices["plot"], found, relative=not choices["absolute"])


@click.command(cls=Command)
@query_options()
@click.option(
    "--window",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    help="Syllables on each side.",
)
@click.option(
    "--syllables",
    type=click.IntRange(1, 3),
    default=1,
    show_default=True,
    help="Length of the words counted.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    help="Maximum number of words.",
)
@form_option
def collocates(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Rank words that co-occur with a query.

    By log-likelihood (G²) against the other words of the same articles, at most the newest 5,000.

    Example:
      baotinh collocates "hạn mặn" --syllables 2

    """
    names = ("window", "syllables", "limit", "exact_only")
    with reading(db) as conn:
        found = collocations.collocates(
            conn,
            " ".join(question),
            filters_of(choices),
            **{name: choices[name] for name in names},
        )
    rows = (
        {
            "word": one.word,
            "near": one.near,
            "elsewhere": one.elsewhere,
            "log_likelihood": one.log_likelihood,
        }
        for one in found.words
    )
    write_rows(rows, ("word", "near", "elsewhere", "log_likelihood"), form)
    click.echo(f"counted in {found.articles} articles", err=True)


def _rows(histograms: list[histograms.Histogram]) -> list[dict[str, Any]]:
    return [
        {
            "question": one.question,
            "start": one.label(bin_),
            "articles": bin_.articles,
            "printed": bin_.printed,
            "per_1000": bin_.per_1000,
        }
        for one in histograms
        for bin_ in one.bins
    ]
