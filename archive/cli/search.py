"""Commands that show articles: search, sample, kwic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from archive.cli.group import Command, Form
from archive.cli.output import console, form_option, write_rows
from archive.cli.query_options import filters_of, query_options, question_of
from archive.db.reader import reading
from archive.search import kwic as concordance
from archive.search import sample as sampling
from archive.search import search as engine
from archive.search import snippets
from archive.search.counts import Counts
from archive.search.counts import counts as count_by_tier
from archive.search.hits import Hit
from archive.search.kwic import Line
from archive.search.parser import parse
from archive.search.query import marked
from archive.search.search import Answer

_HIT = ("id", "title", "published", "paper", "section", "url", "snippet", "tier")
_LINE = ("id", "published", "paper", "left", "key", "right", "tier")


@click.command(cls=Command)
@query_options()
@click.option(
    "--sort",
    type=click.Choice(["newest", "relevance"]),
    default="newest",
    show_default=True,
    help="Sort order.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Maximum number of hits."
)
@click.option("--after", help="Next page: the cursor printed under the last one.")
@form_option
def search(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Find articles, newest first.

    Articles with the tones as typed come first, then those with other tones. Words without tone
    marks match every tone. Old and new spelling (hoà, hòa) are the same.

    Query syntax:
      tôm mặn               both words, anywhere in the article
      "hạn mặn"             a phrase
      tôm OR cua            either word
      tôm -lúa, tôm NOT lúa the first without the second
      (tôm OR cua) giá      a group
      tôm NEAR/5 mặn        at most five words apart
      thủy*                 a prefix of three letters or more
      tiêu đề:tôm           in the headline (also title:)
      tác giả:"Hoàng Uyên"  in the byline (also author:)
      =bán mua              bán with exactly this tone, mua with any

    Example:
      baotinh search dang vien
      baotinh search '"đảng viên" hạn' --from 2023 --paper bac_lieu

    """
    query = (" ".join(question), filters_of(choices))
    exact_only = choices["exact_only"]
    with reading(db) as conn:
        answer = engine.search(
            conn,
            *query,
            exact_only=exact_only,
            sort=choices["sort"],
            limit=choices["limit"],
            cursor=choices["after"],
        )
        _write_hits(answer.hits, form, has_tones=_has_tones(query[0]))
        counts = count_by_tier(conn, *query, exact_only=exact_only)
    click.echo(_summary(answer, counts), err=True)


@click.command(cls=Command)
@query_options(required=False)
@click.option(
    "--size", "-n", type=click.IntRange(1), default=20, show_default=True, help="Sample size."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the random draw.")
@form_option
def sample(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Draw a random, repeatable sample of articles.

    From the matches of a query, or from all articles. The same seed draws the same articles.

    Example:
      baotinh sample "hạn mặn" -n 50 --seed 7 --format csv

    """
    with reading(db) as conn:
        hits = sampling.sample(
            conn,
            question_of(question),
            filters_of(choices),
            size=choices["size"],
            seed=choices["seed"],
            exact_only=choices["exact_only"],
        )
    _write_hits(hits, form, has_tones=bool(question) and _has_tones(" ".join(question)))


@click.command(cls=Command)
@query_options()
@click.option(
    "--width",
    type=click.IntRange(0),
    default=40,
    show_default=True,
    help="Characters on each side.",
)
@click.option(
    "--sort",
    "order",
    type=click.Choice(["newest", "left", "right"]),
    default="newest",
    show_default=True,
    help="By date, or by the words left or right of the match.",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=1000,
    show_default=True,
    help="Maximum number of lines.",
)
@form_option
def kwic(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Show matches in context, one per line (KWIC).

    A concordance: every occurrence of the query's words with the text around it.

    Example:
      baotinh kwic "đảng viên" --sort right --width 50
      baotinh kwic "hạn mặn" --format csv > lines.csv

    """
    with reading(db) as conn:
        lines = concordance.kwic(
            conn,
            " ".join(question),
            filters_of(choices),
            **{name: choices[name] for name in ("exact_only", "width", "order", "limit")},
        )
    if form == "table":
        _write_lines(lines, choices["width"])
    else:
        write_rows(({name: getattr(line, name) for name in _LINE} for line in lines), _LINE, form)
    click.echo(f"{len(lines)} lines", err=True)


def _summary(answer: Answer, counts: Counts) -> str:
    """The closing line: matches with and without tones, hits shown, cursor of the next page."""
    if counts.exact is None:
        parts = [f"{_matches(counts.folded or 0)} (tones ignored)"]
    else:
        parts = [f"{_matches(counts.exact)} (tones as typed)"]
        if counts.folded:
            parts.append(f"{counts.folded} more (tones ignored)")
    text = f"{', '.join(parts)}, {len(answer.hits)} shown"
    if answer.ranked:
        text += f"; only the newest {answer.ranked} were ranked"
    return f"{text}; next page: --after {answer.cursor}" if answer.cursor else text


def _matches(count: int) -> str:
    return "1 match" if count == 1 else f"{count} matches"


def _has_tones(question: str) -> bool:
    return marked(parse(question))


def _write_hits(hits: Sequence[Hit], form: Form, *, has_tones: bool) -> None:
    if form == "table":
        _show_hits(hits, has_tones=has_tones)
        return
    rows = ({name: getattr(hit, name) for name in _HIT} for hit in hits)
    write_rows(({**row, "snippet": snippets.plain(row["snippet"])} for row in rows), _HIT, form)


def _show_hits(hits: Sequence[Hit], *, has_tones: bool) -> None:
    """Print title, facts, snippet and address of each hit, matches in bold on a terminal."""
    out = console()
    for hit in hits:
        when = (hit.published or "no date")[:16].replace("T", " ")
        tones = "other tones" if has_tones and hit.tier == "folded" else None
        known = (when, hit.paper, hit.section, f"#{hit.id}", tones)
        facts = " · ".join(fact for fact in known if fact)
        out.print(_styled(hit.headline or "(no title)", "bold"))
        out.print(Text(facts, "cyan"))
        out.print(_styled(hit.snippet))
        out.print(Text(hit.url, "blue"), soft_wrap=True)
        out.print()


def _styled(marked: str, style: str = "") -> Text:
    text = Text(style=style)
    for piece, hit in snippets.pieces(marked):
        text.append(piece, "bold yellow" if hit else None)
    return text


def _write_lines(lines: Sequence[Line], width: int) -> None:
    """Print matches aligned in a column; a line is never wrapped."""
    out = console()
    for line in lines:
        text = Text(f"{line.id:>8} {(line.published or '')[:10]:10} ")
        text.append(f"{line.left:>{width}}")
        text.append(line.key, "bold yellow")
        text.append(line.right)
        out.print(text, soft_wrap=True)
