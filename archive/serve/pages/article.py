"""The page of an article, of one of its states, and the article as a reference."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlencode

from archive.db import time_order
from archive.errors import UnknownName
from archive.exports import cite
from archive.model import Article
from archive.search import diff
from archive.search.diff import Change, Piece, Revision, Withdrawn
from archive.serve.papers import Paper, papers
from archive.serve.request import PageRequest, Response, http_date
from archive.serve.template_filters import plain
from archive.serve.urls import web
from archive.store import images
from archive.store import near_duplicates as copies

FORMS: dict[str, tuple[cite.Form, str]] = {
    "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
    "json": ("csl", "application/vnd.citationstyles.csl+json; charset=utf-8"),
    "txt": ("text", "text/plain; charset=utf-8"),
}
"""References by the ending of their file."""
MOST_ID = 2**63 - 1
MOST_AUTHORS = 20
"""Authors that reference managers are told of."""

_ROW = """
SELECT paper, position, url, category, section, first_seen, last_seen, problems, capture
FROM articles WHERE id = ?
"""
_TOMBSTONE = """
SELECT since, reason, url, papers.title FROM hidden JOIN articles ON articles.id = article
LEFT JOIN papers ON papers.id = paper WHERE article = ?
"""
_DIGEST = "SELECT sha256, fetched_at FROM captures WHERE id = ?"
_BEFORE = """
SELECT id, title FROM articles INDEXED BY articles_by_paper
WHERE paper = ? AND position < ? AND position >= ? ORDER BY position DESC LIMIT 1
"""
_AFTER = """
SELECT id, title FROM articles INDEXED BY articles_by_paper
WHERE paper = ? AND position > ? ORDER BY position LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """All that the page of an article shows."""

    id: int
    article: Article
    paper: Paper | None
    papers: dict[str, Paper]
    section: str | None
    url: str
    first_seen: str
    last_seen: str
    states: list[Revision]
    state: Revision
    withdrawn: Withdrawn | None
    copies: list[copies.Copy]
    sha256: str
    cited: str
    before: tuple[int, str | None] | None
    after: tuple[int, str | None] | None
    changed: list[tuple[Change, list[Piece] | None]]
    stored_images: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of an article that was taken from readers (archive/store/takedown.py)."""

    since: str
    reason: str
    url: str
    paper: str | None


async def show(request: PageRequest) -> Response:
    """`/bai/<id>`: the newest state."""
    number = number_of(request.part("id"))
    view = await request.query(lambda conn: _read(conn, number, None))
    if isinstance(view, Tombstone):
        return await _gone(request, view)
    return await _page(request, view, headers=_headers(view))


async def revision(request: PageRequest) -> Response:
    """`/bai/<id>/ban/<n>`: one state, with what changed from the one before it."""
    number, state = number_of(request.part("id")), number_of(request.part("n"))
    view = await request.query(lambda conn: _read(conn, number, state))
    if isinstance(view, Tombstone):
        return await _gone(request, view)
    seen = {"Memento-Datetime": http_date(_time(view.state.seen))}
    return await _page(request, view, headers=_headers(view) | seen, of_state=True)


async def reference(request: PageRequest) -> Response:
    """`/bai/<id>/trich-dan.<bib|ris|json|txt>`: a reference; `ban` names a state."""
    number, ending = number_of(request.part("id")), request.part("form")
    form, content_type = FORMS[ending]
    state = request.arguments.get("ban")
    revision = number_of(state) if state else None

    def read(conn: sqlite3.Connection) -> str | Tombstone:
        return _tombstone(conn, number) or cite.cite(conn, number, form, revision)

    text = await request.query(read)
    if isinstance(text, Tombstone):
        return await _gone(request, text)
    name = f'attachment; filename="baotinh-{number}.{ending}"'
    return request.respond(text, content_type, headers={"Content-Disposition": name})


async def _gone(request: PageRequest, tombstone: Tombstone) -> Response:
    return await request.page("hidden.html", status=410, tombstone=tombstone)


async def _page(
    request: PageRequest, view: ArticleView, *, headers: dict[str, str], of_state: bool = False
) -> Response:
    links = request.permalinks
    own = links.revision(view.id, view.state.number) if of_state else links.article(view.id)
    return await request.page(
        "article.html",
        headers=headers,
        view=view,
        article=view.article,
        of_state=of_state,
        permalink=request.absolute(own),
        data=_linked_data(request, view),
        coins=_coins(view),
        forms=tuple(FORMS),
    )


def _tombstone(conn: sqlite3.Connection, number: int) -> Tombstone | None:
    row = conn.execute(_TOMBSTONE, (number,)).fetchone()
    return Tombstone(*row) if row else None


def _read(conn: sqlite3.Connection, number: int, state: int | None) -> ArticleView | Tombstone:
    if tombstone := _tombstone(conn, number):
        return tombstone
    states = diff.revisions(conn, number)
    wanted = states[-1]
    if state is not None:
        wanted = next((one for one in states if one.number == state), cast(Any, None))
        if wanted is None:
            raise UnknownName(f"no revision {state} of article {number}")
    paper, place, url, _, section, first_seen, last_seen, _, capture = conn.execute(
        _ROW, (number,)
    ).fetchone()
    known = papers(conn)
    cluster = copies.copies(conn, number)
    earlier = states.index(wanted)
    return ArticleView(
        id=number,
        article=wanted.article,
        paper=known.get(paper),
        papers=known,
        section=section,
        url=url,
        first_seen=first_seen,
        last_seen=last_seen,
        states=states,
        state=wanted,
        withdrawn=diff.withdrawn(conn, number),
        copies=[copy for copy in cluster if copy.id != number],
        sha256=conn.execute(_DIGEST, (capture,)).fetchone()[0],
        cited=cite.cite(conn, number, "text", state),
        before=conn.execute(_BEFORE, (paper, place, time_order.FIRST_DATED)).fetchone(),
        after=conn.execute(_AFTER, (paper, place)).fetchone(),
        changed=_changed(states, earlier) if state is not None else [],
        stored_images=images.stored_numbers(conn, number) if wanted is states[-1] else frozenset(),
    )


def _changed(states: list[Revision], at: int) -> list[tuple[Change, list[Piece] | None]]:
    if at == 0:
        return []
    changes = diff.changes(states[at - 1].article, states[at].article)
    return [(change, change.bounded_pieces()) for change in changes]


def number_of(text: str) -> int:
    """A number of the address; one that SQLite cannot hold is none of ours."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
    if not 0 <= number <= MOST_ID:
        raise UnknownName(f"no article “{text[:40]}” in this archive")
    return number


def _headers(view: ArticleView) -> dict[str, str]:
    headers = {"Last-Modified": http_date(_time(view.last_seen))}
    original = web(view.url)
    if original and original.isascii() and not set('<>"\r\n') & set(original):
        headers["Link"] = f'<{original}>; rel="original"'
    return headers


def _time(utc: str) -> datetime:
    return datetime.fromisoformat(utc).replace(tzinfo=UTC)


def _coins(view: ArticleView) -> str:
    """The article for reference managers, as OpenURL has it (COinS)."""
    article = view.article
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", "article"),
        ("rft.atitle", plain(article.title, 500)),
        ("rft.jtitle", view.paper.title if view.paper else None),
        ("rft.date", article.published and article.published[:10]),
        *(("rft.au", plain(name, 200)) for name in article.authors[:MOST_AUTHORS]),
        ("rft_id", web(view.url)),
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def _linked_data(request: PageRequest, view: ArticleView) -> dict[str, Any]:
    """The article for search engines, as schema.org has it."""
    article = view.article
    paper = view.paper.title if view.paper else None
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": (article.title or "")[:500],
        "alternativeHeadline": article.kicker and article.kicker[:500],
        "datePublished": article.published,
        "author": [{"@type": "Person", "name": name[:200]} for name in article.authors],
        "publisher": paper and {"@type": "Organization", "name": paper},
        "inLanguage": "vi",
        "articleSection": view.section and view.section[:200],
        "keywords": [tag[:200] for tag in article.tags],
        "url": web(view.url),
        "isBasedOn": web(view.url),
        "archivedAt": request.absolute(request.permalinks.revision(view.id, view.state.number)),
    }
