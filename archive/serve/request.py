"""One visit of a page: the reader's language, the archive, and the answer with its headers.

A page is a function that takes a Visit; `view` makes it one that datasette calls, and turns what
may go wrong on purpose into a page that says so in the reader's language.
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
from archive.serve.database import Served
from archive.serve.i18n import CODES, Code, Language, language
from archive.serve.security_headers import OURS
from archive.serve.static_files import static_folder
from archive.serve.template_filters import LOOK
from archive.serve.urls import Links, web

__all__ = ["FRESH_SECONDS", "Page", "Response", "Visit", "compile_templates", "http_date", "view"]

T = TypeVar("T")

FRESH_SECONDS = 15
"""How long a browser may keep a page: a crawl may change it at any time.

A proxy may keep it as long before the browser does, and counts in it are kept for 20 seconds
(archive/db/result_cache.py, archive/search/column_cache.py): together less than a minute.
"""


@dataclass(frozen=True)
class Visit:
    """A reader's request for a page of the archive."""

    request: Any
    served: Served
    language: Language
    links: Links

    @property
    def arguments(self) -> Any:
        """The parameters of the address."""
        return self.request.args

    def part(self, name: str) -> str:
        """A named part of the address."""
        return unquote(self.request.url_vars[name])

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the archive; raises TooSlow and what the question raises."""
        return await self.served.ask(question)

    @property
    def lasting(self) -> Links:
        """Addresses to cite, which are of no language."""
        return Links(self.links.urls, "vi", "")

    def absolute(self, path: str) -> str:
        """The whole address of a path of ours."""
        return str(self.served.datasette.absolute_url(self.request, path))

    def this(self, code: Code) -> str:
        """The address of the page itself in a language."""
        asked = [
            (name, value)
            for name in self.arguments
            for value in self.arguments.getlist(name)
            if name != "lang"
        ]
        base = self.served.datasette.setting("base_url").rstrip("/")
        path = self.request.path.removeprefix(base)
        return Links(self.links.urls, code, "").to(path, asked)

    def is_under(self, path: str) -> bool:
        """Whether the page is the one at a path of ours, or one below it."""
        here, page = str(self.links.urls.path(path)), str(self.request.path)
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
                **LOOK,
                t=self.language,
                link=self.links,
                web=web,
                visit=self,
                codes=CODES,
                database=self.served.name,
                **context,
            )
        )
        return self.answer(text, content_type, status=status, headers=headers)

    def answer(
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
        if etag in self.request.headers.get("if-none-match", ""):
            return Response(b"", 304, sent, content_type)
        return Response(body, 200, sent, content_type)


Page = Callable[[Visit], Awaitable[Response]]


def view(page: Page, name: str) -> Callable[..., Awaitable[Response]]:
    """The page as datasette calls it, on the archive of that name."""

    async def show(request: Any, datasette: Any) -> Response:
        visit = _visit(request, datasette, name)
        try:
            return await page(visit)
        except BaotinhError as problem:
            return await _problem_page(visit, problem)

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


def _visit(request: Any, datasette: Any, name: str) -> Visit:
    asked = request.args.get("lang")
    code: Code = next((one for one in CODES if one == asked), "vi")
    links = Links(datasette.urls, code, static_folder())
    return Visit(request, Served(datasette, name), language(code), links)


async def _problem_page(visit: Visit, problem: BaotinhError) -> Response:
    status = 400
    if isinstance(problem, UnknownName):
        status = 404
    elif isinstance(problem, ArchiveProblem):
        status = 503
    return await visit.page(
        "problem.html",
        status=status,
        said=errors.in_words(problem, visit.language),
        place=problem.at if isinstance(problem, QueryProblem) else None,
        question=visit.arguments.get("q") or "",
        missing=status == 404,
    )
