"""Drafts the file of a new newspaper: its family, URL pattern and seeds, and a first test.

A few pages are crawled into a temporary archive with the usual politeness. The draft is derived
from them, and a person checks and completes it.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from archive.errors import UnreadableInput, UsageProblem
from archive.model import Article, Capture
from archive.store.store import Store
from archive.warc.reader import read_capture
from crawler import newspapers
from crawler.extraction.feeds import entries
from crawler.extraction.listings import read_listing
from crawler.extraction.reader import page_of_record, read_page
from crawler.families import recognise
from crawler.jobs.crawl import Options, crawl
from crawler.newspaper import Family, Newspaper
from crawler.parsers import Page
from crawler.urls import patterns
from crawler.urls.canonical import split, split_page_number, strip_host_prefix
from crawler.urls.heuristics import path_shape
from crawler.urls.patterns import UrlPattern

PAGES = 15  # articles to fetch
SHOWN = 5
_MAX_SEEDS = 12  # of sections, and of feeds and sitemaps together
_MIN_ARTICLES = 3  # links to articles on the page of a section
_FEED = re.compile(rb"<(?:rss|feed)\b")
_ARTICLES = """
SELECT articles.url, captures.* FROM articles JOIN captures ON captures.id = articles.capture
ORDER BY articles.position DESC
"""
_LISTS = """
SELECT urls.url, captures.* FROM urls JOIN captures ON captures.id = urls.capture
WHERE urls.kind = 'listing' AND urls.state = 'fetched' ORDER BY urls.id
"""
_ID = "\0"  # placeholder for the name of the last group
_PART = re.compile(r"^(?P<words>.*-)?(?P<mark>[a-z]*)(?P<figures>\d+)$")
_ID_FIRST = re.compile(r"^(?P<figures>\d{4,})-")
_FILE = '''"""{title}."""

{imports}

NEWSPAPER = Newspaper(
    title="{title}",
    province=None,
    province_now=None,
    hosts=("{host}",),
    evidence="page",
{optional}    seeds=(
{seeds}    ),
)
'''


@dataclass(frozen=True)
class Draft:
    """A draft: articles with their pages and bodies (newest first), family, URL pattern, seeds.

    `rule` and `seeds` are Python source; `rule` is None if the family's pattern matches.
    """

    newspaper: Newspaper
    title: str
    articles: Sequence[tuple[Page, Article, bytes]]
    family: Family | None
    rule: str | None
    seeds: Sequence[str]


def make_draft(url: str, console: Console, options: Options) -> Draft:
    """Crawl a few pages of a website and derive a draft from them.

    Raises UsageProblem for an invalid URL and for a newspaper that has a file already,
    UnreadableInput if no article was found; and as `crawl` does.
    """
    if known := newspapers.of_url(url):
        raise UsageProblem(f"{url} is {known.title}, which already has a file: {known.id}")
    newspaper = Newspaper.from_home_page(url)
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder, "draft.db")
        (end,) = crawl([newspaper], db, console, replace(options, limit=PAGES))
        with closing(Store.open(db)) as store:
            articles = _articles(store, newspaper)
            if not articles:
                why = end.trouble or "its front page leads to none"
                raise UnreadableInput(f"no article found at {url}: {why}")
            lists = _lists(store)
    read = Counter(recognise(page) for page, _, _ in articles)
    family = read.most_common(1)[0][0]
    paths = [split(page.url).path for page, _, _ in articles]
    others = [split(url).path for url in lists]
    rule = None if family and _fits(family.article, paths, others) else _rule(paths, others)
    seeds = _seeds(lists, newspaper, set(map(path_shape, paths)))
    return Draft(newspaper, _title(articles), articles, family, rule, seeds)


def format_article(article: Article) -> str:
    """A parsed article as text, a line for each field."""
    fields = {
        "title": article.title,
        "published": article.published,
        "authors": ", ".join(article.authors) or None,
        "source": article.source,
        "category": " › ".join(article.category) or None,
        "lead": (article.lead or "")[:120] or None,
        "text": f"{sum(len(section.paragraphs) for section in article.sections)} paragraphs",
        "images": len(article.images) or None,
        "problems": ", ".join(article.problems) or None,
    }
    lines = (f"  {name:10}{value}" for name, value in fields.items() if value)
    return "\n".join((article.url, *lines))


def source(draft: Draft) -> str:
    """The source of the newspaper's file."""
    kinds = {seed.partition("(")[0] for seed in draft.seeds}
    known = draft.rule if draft.rule and draft.rule.isidentifier() else None
    rule = known or (f"UrlPattern({draft.rule})" if draft.rule else None)
    imports = [f"from crawler.newspaper import {', '.join(sorted({'Newspaper', *kinds}))}"]
    optional = ""
    if draft.newspaper.scheme != "https":
        optional += f'    scheme="{draft.newspaper.scheme}",\n'
    if draft.family:
        constant = draft.family.name.upper()
        imports.insert(0, f"from crawler.families.{draft.family.name} import {constant}")
        optional += f"    family={constant},\n"
    if rule:
        imports.append(f"from crawler.urls.patterns import {known or 'UrlPattern'}")
        optional += f"    article=({rule},),\n"
    return _FILE.format(
        title=draft.title.replace('"', "'"),
        host=draft.newspaper.hosts[0],
        imports="\n".join(imports),
        optional=optional,
        seeds="".join(f"        {seed},\n" for seed in draft.seeds),
    )


def write(draft: Draft, name: str, folder: Path) -> list[Path]:
    """Write the newspaper's file and a test (HTML and JSON) below a folder; returns their paths.

    Raises UsageProblem for an invalid id, and if one of the files exists already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", name):
        raise UsageProblem(f"invalid id “{name}”: use a form such as ha_nam, with --id")
    page, article, body = draft.articles[0]
    slug = re.sub(r"[^a-z0-9]+", "-", split(page.url).path.lower()).strip("-")[:60]
    test = folder / "tests" / "papers" / name / f"{slug}.html"
    expected = {
        key: value
        for key, value in article.to_dict().items()
        if key not in {"url", "canonical_url", "paper"}
    }
    expected_json = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    files = {
        folder / "crawler" / "newspapers" / f"{name}.py": source(draft).encode(),
        test: body,
        test.with_suffix(".json"): expected_json.encode(),
    }
    if existing := next((path for path in files if path.exists()), None):
        raise UsageProblem(f"{existing} already exists: choose another --id or --dir")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(files)


def suggested_id(host: str) -> str:
    """A suggestion for an id, from a host: "baohanam.com.vn" → "hanam"."""
    name = strip_host_prefix(host.partition(":")[0]).partition(".")[0].removeprefix("bao")
    return re.sub(r"\W+", "_", name) or "bao"


def _articles(store: Store, newspaper: Newspaper) -> list[tuple[Page, Article, bytes]]:
    found = []
    for url, capture in _captures(store, _ARTICLES):
        record = read_capture(store.path.parent, capture)
        if page := page_of_record(record, url):
            found.append((page, read_page(page, newspaper), record.body()))
    return found


def _lists(store: Store) -> dict[str, bytes]:
    """The bodies of the fetched listing pages, feeds and sitemaps, by URL."""
    folder = store.path.parent
    return {url: read_capture(folder, at).body() for url, at in _captures(store, _LISTS)}


def _seeds(lists: dict[str, bytes], newspaper: Newspaper, forms: set[str]) -> list[str]:
    """The seeds among the fetched listings, as Python source.

    A section must link to articles that the home page does not link to: links in the sidebar of
    every page do not count.
    """
    listed = {
        url: {one for one in _links(url, body, newspaper) if path_shape(split(one).path) in forms}
        for url, body in lists.items()
        if not entries(body)
    }
    home = next((links for url, links in listed.items() if split(url).path == "/"), set())
    whole = {url for url in listed if split(url).path != "/"}
    sections = [
        f'Section("{split(url).path}")'
        for url, links in listed.items()
        if split(url).path != "/"
        and split_page_number(url)[1] == 1
        and "page=" not in url
        and not ("?" in url and url.partition("?")[0] in whole)  # a later page of that list
        and len(links) >= _MIN_ARTICLES
        and links - home
    ]
    others = [
        f'{"Feed" if _FEED.search(body[:2000]) else "Sitemap"}("{split(url).path}")'
        for url, body in lists.items()
        if entries(body)
    ]
    return [*sections[:_MAX_SEEDS], *others[:_MAX_SEEDS]]


def _links(url: str, body: bytes, newspaper: Newspaper) -> tuple[str, ...]:
    return read_listing(Page.from_bytes(url, body), newspaper.stored).links


def _captures(store: Store, query: str) -> list[tuple[str, Capture]]:
    cursor = store.db.conn.execute(query)
    names = [column[0] for column in cursor.description]
    fields = Capture.__dataclass_fields__
    rows = [dict(zip(names[1:], row[1:], strict=True)) | {"at": row[0]} for row in cursor]
    return [
        (row["at"], Capture(**{name: value for name, value in row.items() if name in fields}))
        for row in rows
    ]


def _title(articles: Sequence[tuple[Page, Article, bytes]]) -> str:
    """The newspaper's title in the metadata of a page; without one, its host."""
    page = articles[0][0]
    return (page.metadata.first("og:site_name") or "").strip() or split(page.url).host


def _fits(shape: UrlPattern | None, paths: Sequence[str], lists: Sequence[str]) -> bool:
    return (
        shape is not None
        and all(shape.match(path) for path in paths)
        and not any(shape.match(path) for path in lists)
    )


def _rule(paths: Sequence[str], lists: Sequence[str]) -> str:
    """The URL pattern of the articles as source: a named one that matches, or a new one."""
    common = {name: one for name, one in vars(patterns).items() if isinstance(one, UrlPattern)}
    if name := next((name for name, one in common.items() if _fits(one, paths, lists)), None):
        return name
    (usual, _), *_ = Counter(map(path_shape, paths)).most_common(1)
    path = next(path for path in paths if path_shape(path) == usual)
    return f'r"{_regex(path)}"'


def _regex(path: str) -> str:
    """A regular expression for URL paths like this one."""
    path, mark, query = path.partition("?")
    stem, dot, extension = path.rstrip("/").rpartition(".")
    stem, ending = (stem, rf"\.{extension}$") if dot and "/" not in extension else (path, "/?$")
    regex = "/".join(map(_part, stem.strip("/").split("/")))
    if mark:
        pairs = (pair.partition("=") for pair in query.split("&"))
        keys = [re.escape(key) for key, _, value in pairs if value.isdigit() and len(value) > 3]
        file = rf"\.{extension}" if dot else ""
        ending = rf"{file}\?(?:.*&)?{keys[-1] if keys else 'id'}=(?P<id>\d+)"
        return f"/{re.escape(stem.strip('/'))}{ending}"
    head, numbered, tail = regex.rpartition(_ID)  # the last number is the id
    return "/" + head.replace(_ID, "") + ("?P<id>" if numbered else "") + tail + ending


def _part(part: str) -> str:
    if found := _PART.match(part):
        count = len(found["figures"])
        figures = rf"\d{{{max(count - 2, 1)},{count + 2}}}"
        slug = "[^/?]+-" if found["words"] else ""
        return f"{slug}({_ID}{found['mark']}{figures})"
    if found := _ID_FIRST.match(part):
        count = len(found["figures"])
        return rf"({_ID}\d{{{count - 2},{count + 2}}})-[^/?]+"
    if re.search(r"-(?=\w*[A-Z\d])\w{7,10}$", part):
        return rf"[^/?]+-({_ID}[A-Za-z\d]{{7,10}})"
    return "[^/?]+"
