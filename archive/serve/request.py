"""A request for a page: the reader's language, the archive, and the response with its headers.

A page is a function that takes a PageRequest; `view` makes it one that datasette calls, and turns
errors that are raised on purpose into a page in the reader's language.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cache
from hashlib import blake2b
from typing import Any, TypeVar
from urllib.parse import unquote

from datasette.utils.asgi import Response
from jinja2 import Environment, PackageLoader

from archive.errors import ArchiveProblem, BaotinhError, QueryProblem, UnknownName
from archive.serve import errors
from archive.serve.database import ServedArchive
from archive.serve.i18n import CODES, Code, Language, language
from archive.serve.security_headers import OURS
from archive.serve.static_files import static_folder
from archive.serve.template_filters import TEMPLATE_FILTERS
from archive.serve.urls import Links, web

__all__ = [
    "FRESH_SECONDS",
    "Page",
    "PageRequest",
    "Response",
    "compile_templates",
    "http_date",
    "view",
]

T = TypeVar("T")

FRESH_SECONDS = 15
"""How long a browser may keep a page: a crawl may change it at any time.

A proxy may keep it as long before the browser does, and counts in it are kept for 20 seconds
(archive/db/result_cache.py, archive/search/column_cache.py): together less than a minute.
"""


@dataclass(frozen=True)
class PageRequest:
    """A reader's request for a page of the archive."""

    http: Any
    archive: ServedArchive
    language: Language
    links: Links

    @property
    def arguments(self) -> Any:
        """The parameters of the address."""
        return self.http.args

    def part(self, name: str) -> str:
        """A named part of the address."""
        return unquote(self.http.url_vars[name])

    async def query(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the archive; raises TooSlow and what the question raises."""
        return await self.archive.query(question)

    @property
    def permalinks(self) -> Links:
        """Addresses to cite, which are of no language."""
        return Links(self.links.urls, "vi", "")

    def absolute(self, path: str) -> str:
        """The whole address of a path of ours."""
        return str(self.archive.datasette.absolute_url(self.http, path))

    def in_language(self, code: Code) -> str:
        """The address of the page itself in a language."""
        pairs = [
            (name, value)
            for name in self.arguments
            for value in self.arguments.getlist(name)
            if name != "lang"
        ]
        base = self.archive.datasette.setting("base_url").rstrip("/")
        path = self.http.path.removeprefix(base)
        return Links(self.links.urls, code, "").to(path, pairs)

    def is_under(self, path: str) -> bool:
        """Whether the page is the one at a path of ours, or one below it."""
        here, page = str(self.links.urls.path(path)), str(self.http.path)
        return page == here or page.startswith(f"{here}/")

    async def page(
        self,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        content_type: str = "text/html; charset=utf-8",
        **context: Any,
    ) -> Response:
        """A template of ours as an answer; an unchanged one is only said to be so (304)."""
        text = (
            _templates()
            .get_template(f"reader/{template}")
            .render(
                **TEMPLATE_FILTERS,
                t=self.language,
                link=self.links,
                web=web,
                request=self,
                codes=CODES,
                database=self.archive.name,
                **context,
            )
        )
        return self.respond(text, content_type, status=status, headers=headers)

    def respond(
        self,
        text: str,
        content_type: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """A text as an answer, with the mark that tells whether it has changed."""
        body = text.encode("utf-8", "replace")  # lone surrogates of a broken page
        etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
        sent = {**OURS, "Cache-Control": f"max-age={FRESH_SECONDS}", **(headers or {})}
        if status != 200:
            return Response(body, status, OURS | {"Cache-Control": "no-store"}, content_type)
        sent["ETag"] = etag
        if etag in self.http.headers.get("if-none-match", ""):
            return Response(b"", 304, sent, content_type)
        return Response(body, 200, sent, content_type)


Page = Callable[[PageRequest], Awaitable[Response]]


def view(page: Page, name: str) -> Callable[..., Awaitable[Response]]:
    """The page as datasette calls it, on the archive of that name."""

    async def show(request: Any, datasette: Any) -> Response:
        page_request = _page_request(request, datasette, name)
        try:
            return await page(page_request)
        except BaotinhError as problem:
            return await _problem_page(page_request, problem)

    return show


@cache
def _templates() -> Environment:
    """Our templates; those of datasette await every value, which takes half as long again."""
    return Environment(loader=PackageLoader("archive.serve"), autoescape=True)


def compile_templates() -> None:
    """Make all templates ready: the first reader of each would wait for it."""
    for name in _templates().list_templates():
        _templates().get_template(name)


def http_date(moment: Any) -> str:
    """A time in UTC as headers write it."""
    return format_datetime(moment, usegmt=True)


def _page_request(http: Any, datasette: Any, name: str) -> PageRequest:
    wanted = http.args.get("lang")
    code: Code = next((one for one in CODES if one == wanted), "vi")
    links = Links(datasette.urls, code, static_folder())
    return PageRequest(http, ServedArchive(datasette, name), language(code), links)


async def _problem_page(request: PageRequest, problem: BaotinhError) -> Response:
    status = 400
    if isinstance(problem, UnknownName):
        status = 404
    elif isinstance(problem, ArchiveProblem):
        status = 503
    return await request.page(
        "problem.html",
        status=status,
        said=errors.localized(problem, request.language),
        place=problem.at if isinstance(problem, QueryProblem) else None,
        question=request.arguments.get("q") or "",
        missing=status == 404,
    )
