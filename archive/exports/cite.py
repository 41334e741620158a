"""Citations of articles as BibTeX, RIS, CSL-JSON or a line of Vietnamese text.

Each has title, authors, newspaper, the date as published and the original URL; and for
verification the time of the capture, the revision, and the WARC file and offset.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from archive.errors import UnknownName, UsageProblem
from archive.vietnamese import fold

Form = Literal["text", "bibtex", "ris", "csl"]
MERGER = date(2025, 7, 1)
"""The day of the merger of provinces, from which citations name the new province."""

_CITED = """
SELECT articles.id, articles.title, published, published_raw, articles.url, papers.title, province,
    province_now, revisions.content, revisions.number, seen, warc_file, warc_offset
FROM articles JOIN revisions ON revisions.article = articles.id
JOIN captures ON captures.id = revisions.capture LEFT JOIN papers ON papers.id = paper
WHERE articles.id = :article AND revisions.number = coalesce(:number, articles.revision)
"""
# Braces become commands, because BibTeX counts braces even after a backslash.
_BIBTEX_SPECIAL: dict[str, str | int | None] = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """The data of a citation; `published` is ISO 8601, `printed` the date as published.

    `archived` is the time of the capture (UTC).
    """

    id: int
    title: str | None
    authors: tuple[str, ...]
    paper: str | None
    place: str | None
    published: str | None
    printed: str | None
    url: str
    archived: str
    revision: int
    warc_file: str
    warc_offset: int

    @property
    def day(self) -> date | None:
        """The day of publication."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def key(self) -> str:
        """A citation key: first author or newspaper, year, id."""
        name = fold((self.authors or (self.paper or "baotinh",))[0])
        return f"{re.sub('[^a-z0-9]', '', name)}{self.day.year if self.day else ''}-{self.id}"


def cited(conn: sqlite3.Connection, article: int, revision: int | None = None) -> Cited:
    """The citation data of an article's newest or given revision; raises UnknownName."""
    row = conn.execute(_CITED, {"article": article, "number": revision}).fetchone()
    if row is None:
        state = "" if revision is None else f" in state {revision}"
        raise UnknownName(f"no article {article}{state} in this archive")
    (id_, _, _, _, url, paper, then, now, content, number, seen, *place) = row
    state = json.loads(content)
    published = state["published"]
    is_new = published is not None and date.fromisoformat(published[:10]) >= MERGER
    return Cited(
        id=id_,
        title=state["title"] and " ".join(state["title"].split()),  # a line break would break RIS
        authors=tuple(" ".join(name.split()) for name in state["authors"]),
        paper=paper or state["paper"],
        place=now if is_new else then,
        published=published,
        printed=" ".join((state["published_raw"] or "").split()) or published,
        url=url,
        archived=seen,
        revision=number,
        warc_file=place[0],
        warc_offset=place[1],
    )


def cite(conn: sqlite3.Connection, article: int, form: Form, revision: int | None = None) -> str:
    """The citation as text; raises UnknownName, and UsageProblem for an unknown format."""
    if form not in _FORMS:
        raise UsageProblem(f"unknown format “{form}”: use one of {', '.join(get_args(Form))}")
    return _FORMS[form](cited(conn, article, revision))


def _text(it: Cited) -> str:
    day = f"{it.day:%d/%m/%Y}" if it.day else "không rõ ngày"
    return (
        f"{', '.join(it.authors) or 'Không ghi tác giả'}. “{it.title or 'Không có tiêu đề'}”."
        f" {it.paper or 'Không rõ báo'}{f' ({it.place})' if it.place else ''}, {day}. {it.url}."
        f" Bản lưu {_moment(it.archived)} (giờ quốc tế), lần sửa {it.revision},"
        f" {it.warc_file} tại byte {it.warc_offset}.\n"
    )


def _bibtex(it: Cited) -> str:
    fields = {
        "title": it.title and f"{{{_escaped(it.title)}}}",
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in it.authors),
        "journal": _escaped(it.paper),
        "address": _escaped(it.place),
        "date": it.day and it.day.isoformat(),
        "year": it.day and str(it.day.year),
        "url": it.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": it.archived[:10],
        "language": "vietnamese",
        "note": _escaped(f"{_printed(it)}; {_provenance(it)}"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@article{" + ",\n".join([it.key, *lines]) + "\n}\n"


def _ris(it: Cited) -> str:
    lines = [
        ("TY", "NEWS"),
        *(("AU", name) for name in it.authors),
        ("TI", it.title),
        ("T2", it.paper),
        ("CY", it.place),
        ("PY", it.day and str(it.day.year)),
        ("DA", it.day and f"{it.day:%Y/%m/%d}"),
        ("UR", it.url),
        ("Y2", it.archived[:10].replace("-", "/")),
        ("LA", "vi"),
        ("N1", f"{_printed(it)}; {_provenance(it)}"),
        ("ID", it.key),
    ]
    text = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
    return f"{text}ER  - \r\n"


def _csl(it: Cited) -> str:
    item = {
        "id": it.key,
        "type": "article-newspaper",
        "title": it.title,
        # literal: a Vietnamese name has the family name first and must not be inverted
        "author": [{"literal": name} for name in it.authors],
        "container-title": it.paper,
        "publisher-place": it.place,
        "issued": it.day and {"date-parts": [[it.day.year, it.day.month, it.day.day]]},
        "URL": it.url,
        "accessed": {"date-parts": [[int(part) for part in it.archived[:10].split("-")]]},
        "language": "vi",
        "note": f"{_printed(it)}; {_provenance(it)}",
    }
    filled = {name: value for name, value in item.items() if value}
    return json.dumps([filled], ensure_ascii=False, indent=2) + "\n"


def _printed(it: Cited) -> str:
    return f"in: {it.printed}" if it.printed else "không ghi ngày"


def _provenance(it: Cited) -> str:
    return f"archived {it.archived}, revision {it.revision}, {it.warc_file} @ {it.warc_offset}"


def _moment(utc: str) -> str:
    return f"{utc[11:16]} ngày {utc[8:10]}/{utc[5:7]}/{utc[:4]}"


def _escaped(text: str | None) -> str:
    return (text or "").translate(str.maketrans(_BIBTEX_SPECIAL))


_FORMS: dict[str, Callable[[Cited], str]] = {
    "text": _text,
    "bibtex": _bibtex,
    "ris": _ris,
    "csl": _csl,
}
