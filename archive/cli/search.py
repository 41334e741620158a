"""Commands that show articles: search, sample, kwic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli.group import Command, Form
from archive.cli.output import console, form_option, write_rows
from archive.cli.query_options import asks, filters_of, question_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from archive.search.counts import Counts
    from archive.search.hits import Hit
    from archive.search.kwic import Line
    from archive.search.search import Answer

_HIT = ("id", "title", "published", "paper", "section", "url", "snippet", "tier")
_LINE = ("id", "published", "paper", "left", "key", "right", "tier")


@click.command(cls=Command)
@asks()
@click.option(
    "--sort", type=click.Choice(["newest", "relevance"]), default="newest", show_default=True
)
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="Hits at most."
)
@click.option("--after", help="Go on after this page: the cursor that was printed under it.")
@form_option
def search(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Find articles, newest first: those with the tones as typed, then those with any tones.

    Words without tone marks find every tone. Old and new spelling (hoà, hòa) are one.

    Questions:
      tôm mặn               both words, anywhere
      "hạn mặn"             words in a row
      tôm OR cua            one of them
      tôm -lúa, tôm NOT lúa without it
      (tôm OR cua) giá      a group
      tôm NEAR/5 mặn        with five words between them at most
      thủy*                 words that begin so: three letters or more
      tiêu đề:tôm           in the headline (title:)
      tác giả:"Hoàng Uyên"  in the by-line (author:)
      =bán mua              bán with this tone, mua with any

    Example:
      baotinh search dang vien
      baotinh search '"đảng viên" hạn mặn' --from 2023 --paper bac_lieu --format jsonl

    """
    from archive.db.reader import reading
    from archive.search import search as engine
    from archive.search.counts import counts as count_by_tier

    asked = (" ".join(question), filters_of(choices))
    exact_only = choices["exact_only"]
    with reading(db) as conn:
        answer = engine.search(
            conn,
            *asked,
            exact_only=exact_only,
            sort=choices["sort"],
            limit=choices["limit"],
            cursor=choices["after"],
        )
        _write_hits(answer.hits, form, asks_tones=_asks_tones(asked[0]))
        counts = count_by_tier(conn, *asked, exact_only=exact_only)
    click.echo(_summary(answer, counts), err=True)


@click.command(cls=Command)
@asks(required=False)
@click.option("--size", "-n", type=click.IntRange(1), default=20, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="Another one, another sample.")
@form_option
def sample(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Draw articles by chance, out of a question or out of all; the same seed, the same articles.

    Example:
      baotinh sample "hạn mặn" -n 50 --seed 7 --format csv

    """
    from archive.db.reader import reading
    from archive.search import sample as chance

    with reading(db) as conn:
        hits = chance.sample(
            conn,
            question_of(question),
            filters_of(choices),
            size=choices["size"],
            seed=choices["seed"],
            exact_only=choices["exact_only"],
        )
    _write_hits(hits, form, asks_tones=bool(question) and _asks_tones(" ".join(question)))


@click.command(cls=Command)
@asks()
@click.option(
    "--width", type=click.IntRange(0), default=40, show_default=True, help="Letters on each side."
)
@click.option(
    "--sort",
    "order",
    type=click.Choice(["newest", "left", "right"]),
    default="newest",
    show_default=True,
    help="By time, or by the words left or right of the key.",
)
@click.option(
    "--limit", type=click.IntRange(1), default=1000, show_default=True, help="Lines at most."
)
@form_option
def kwic(question: tuple[str, ...], db: Path, form: Form, **choices: Any) -> None:
    """Show every place of the words in its context, one a line (a concordance).

    Example:
      baotinh kwic "đảng viên" --sort right --width 50
      baotinh kwic "hạn mặn" --format csv > lines.csv

    """
    from archive.db.reader import reading
    from archive.search import kwic as concordance

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
    """What was found, in words: how many, in which way, how many of them are shown."""
    parts = []
    if counts.exact is not None:
        parts.append(f"{counts.exact} with the tones as typed")
    if counts.folded is not None:
        also = " more" if counts.exact is not None else ""
        parts.append(f"{counts.folded}{also} without regard to tones")
    text = f"found {', '.join(parts)}; {len(answer.hits)} shown"
    if answer.ranked:
        text += f"; the newest {answer.ranked} were ranked"
    return f"{text}; go on with --after {answer.cursor}" if answer.cursor else text


def _asks_tones(question: str) -> bool:
    from archive.search.parser import parse
    from archive.search.query import marked

    return marked(parse(question))


def _write_hits(hits: Sequence[Hit], form: Form, *, asks_tones: bool) -> None:
    from archive.search import snippets

    if form == "table":
        _show_hits(hits, asks_tones=asks_tones)
        return
    rows = ({name: getattr(hit, name) for name in _HIT} for hit in hits)
    write_rows(({**row, "snippet": snippets.plain(row["snippet"])} for row in rows), _HIT, form)


def _show_hits(hits: Sequence[Hit], *, asks_tones: bool) -> None:
    """Title, facts, snippet and address of each hit; hits stand out on a terminal."""
    from rich.text import Text

    out = console()
    for hit in hits:
        when = (hit.published or "no date")[:16].replace("T", " ")
        tones = "other tones" if asks_tones and hit.tier == "folded" else None
        known = (when, hit.paper, hit.section, f"#{hit.id}", tones)
        facts = " · ".join(fact for fact in known if fact)
        out.print(_styled(hit.headline or "(no title)", "bold"))
        out.print(Text(facts, "cyan"))
        out.print(_styled(hit.snippet))
        out.print(Text(hit.url, "blue"), soft_wrap=True)
        out.print()


def _styled(marked: str, style: str = "") -> Text:
    from rich.text import Text

    from archive.search import snippets

    text = Text(style=style)
    for piece, hit in snippets.pieces(marked):
        text.append(piece, "bold yellow" if hit else None)
    return text


def _write_lines(lines: Sequence[Line], width: int) -> None:
    """Keys under each other; a line is never wrapped."""
    from rich.text import Text

    out = console()
    for line in lines:
        text = Text(f"{line.id:>8} {(line.published or '')[:10]:10} ")
        text.append(f"{line.left:>{width}}")
        text.append(line.key, "bold yellow")
        text.append(line.right)
        out.print(text, soft_wrap=True)


COMMANDS = (search, sample, kwic)
