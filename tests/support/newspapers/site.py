"""A test newspaper as a function: an address goes in, an answer comes out.

Beside its sections it has what leads a crawler round: a calendar without end, lists that repeat,
session ids, sort links, print views, redirects in a circle, links to other sites, pages about
itself.
"""

from __future__ import annotations

import gzip
import re
from datetime import date, datetime
from html import escape
from itertools import count
from typing import Literal

from crawler.demo.content import (
    Heading,
    Paragraph,
    SampleArticle,
    SampleSection,
    load_content,
    moment,
    slug,
)
from crawler.demo.dates import dateline
from tests.support.newspapers.articles import Line, copy_of
from tests.support.newspapers.feeds import feed, news_sitemap
from tests.support.newspapers.makes import Make
from tests.support.newspapers.traps import ABOUT, trap_of

Part = Literal["feed", "sitemap", "traps", "lists"]
Answer = tuple[int, dict[str, str], bytes]

PER_PAGE = 4
_HTML = "text/html; charset=utf-8"
_WORDS = "Tòa soạn nhận thư từ, bài vở và ý kiến của bạn đọc qua bưu điện hay tại trụ sở. " * 8


class Newspaper:
    """A newspaper of one make; `copies` of every article, each with an id and title of its own.

    Its lists end after `pages`, where it is one that forgets.
    """

    def __init__(
        self,
        name: str,
        make: Make,
        *,
        copies: int = 2,
        without: frozenset[Part] = frozenset(),
        pages: int = 1000,
    ) -> None:
        self.name = name
        self.make = make
        self.without = without
        self._pages = pages
        content = load_content(1)
        ids = sorted(article.id + 1000 * n for article in content.articles for n in range(copies))
        self._nth = {id_: number for number, id_ in enumerate(ids, 11)}
        self._lines = [
            self._line(copy_of(article, number), section)
            for section in content.sections
            for article in section.articles
            for number in range(copies)
        ]
        self._lines.sort(key=lambda line: moment(line.article.published), reverse=True)
        self._sections = {section.slug: section for section in content.sections}
        self._by_path = {line.path: line for line in self._lines}
        self._by_path |= {line.twin: line for line in self._lines if line.twin}
        self._lists = {
            self.list_path(section, page): (section, page)
            for section in content.sections
            for page in range(1, self._last(section) + 1)
        }
        self._folders: dict[str, list[Line]] = {}
        for line in self._lines if make.folder else ():
            day = line.article.published
            folder = self._path(make.folder or "", line.section, 0, day, "")
            self._folders.setdefault(folder, []).append(line)
        self._clock = count(1)

    def lines(self) -> list[Line]:
        """All articles, newest first."""
        return list(self._lines)

    def addresses(self) -> list[str]:
        """The paths of all articles, newest first."""
        return [line.path for line in self._lines]

    def twins(self) -> list[str]:
        """Other paths of the articles."""
        return [line.twin for line in self._lines if line.twin]

    def seeds(self) -> list[str]:
        """The paths of what lists new articles, which a crawl may ask for once each time."""
        lists = [self.list_path(section, 1) for section in self._sections.values()]
        feed = [] if "feed" in self.without else ["/rss/home.rss"]
        names = ("/sitemap_index.xml", "/sitemap-1.xml.gz", "/sitemap-news.xml")
        maps = [] if "sitemap" in self.without else names
        return ["/", *lists, *feed, *maps]

    def list_path(self, section: SampleSection, page: int) -> str:
        """The path of a page of a section's list."""
        form = self.make.first if page == 1 else self.make.page
        start = (page - 1) * PER_PAGE
        return form.format(section=section.slug, number=section.id, page=page, start=start)

    def respond(self, path: str, origin: str) -> Answer:
        """Status, headers and body for a GET; absolute links begin with `origin`."""
        bare = re.sub(r"[?&](?:PHPSESSID|utm_source)=\w*", "", path)
        if line := self._by_path.get(re.sub(r"[?&]print=1", "", bare)):
            return self._article(line, origin)
        found = self._lists.get(bare) if "lists" not in self.without else None
        if found:
            return self._html(self._list(*found), head=self._head_next(*found))
        if lines := self._folders.get(bare):
            return self._html(self._links(lines))
        if trap := trap_of(bare):
            return self._trapped(trap, bare)
        return self._fixed(bare, origin)

    def _fixed(self, path: str, origin: str) -> Answer:
        if path == "/":
            newest = self._links(self._lines[:PER_PAGE] if "lists" not in self.without else [])
            kind = f"application/{self.make.feed}+xml"
            head = f'<link rel="alternate" type="{kind}" href="/rss/home.rss">'
            return self._html(newest, head="" if "feed" in self.without else head)
        if path == "/robots.txt":
            told = f"Sitemap: {origin}/sitemap_index.xml" * ("sitemap" not in self.without)
            return 200, {"Content-Type": "text/plain"}, f"User-agent: *\nDisallow:\n{told}".encode()
        if path == "/rss/home.rss" and "feed" not in self.without:
            body = feed(self.make.feed, [origin + one.path for one in self._lines[:20]])
            return 200, {"Content-Type": f"application/{self.make.feed}+xml"}, body.encode()
        if path == "/sitemap_index.xml" and "sitemap" not in self.without:
            names = ("sitemap-1.xml.gz", "sitemap-news.xml")
            parts = (f"<sitemap><loc>{origin}/{name}</loc></sitemap>" for name in names)
            body = f"<sitemapindex>{''.join(parts)}</sitemapindex>"
            return 200, {"Content-Type": "application/xml"}, body.encode()
        if path == "/sitemap-news.xml" and "sitemap" not in self.without:
            return (
                200,
                {"Content-Type": "application/xml"},
                news_sitemap(self._lines[:10], origin).encode(),
            )
        if path == "/sitemap-1.xml.gz" and "sitemap" not in self.without:
            urls = [*self._by_path, *ABOUT, *self._lists]
            told = "".join(f"<url><loc>{escape(origin + url)}</loc></url>" for url in urls)
            packed = gzip.compress(f"<urlset>{told}</urlset>".encode(), mtime=0)
            return 200, {"Content-Type": "application/octet-stream"}, packed
        return 404, {"Content-Type": _HTML}, b"<title>404</title>"

    def _article(self, line: Line, origin: str) -> Answer:
        article = line.article
        published = article.published
        words = []
        for block in article.blocks:
            match block:
                case Heading(text):
                    words.append(f"<p><strong>{escape(text)}</strong></p>")
                case Paragraph(text):
                    words.append(f"<p>{escape(text)}</p>")
        text = self.make.markup.format(
            title=escape(article.title),
            date=dateline(published),
            iso=published.isoformat(),
            lead=escape(article.lead or ""),
            body="".join(words),
        )
        sign = "&" if "?" in line.path else "?"
        if "traps" not in self.without:
            text += f'<a href="{escape(line.path + sign)}print=1">In</a> <a href="/tag/lua">lúa</a>'
            text += f'<a href="/in-bai/{article.id}.html">Bản in</a>'
        first = f'<link rel="canonical" href="{escape(origin + line.path)}">'
        return self._html(text, title=article.title, head=first * self.make.says_first)

    def _list(self, section: SampleSection, page: int) -> str:
        lines = [line for line in self._lines if line.section is section]
        shown = self._links(lines[(page - 1) * PER_PAGE : page * PER_PAGE])
        last = self._last(section)
        match self.make.paging:
            case "figures":
                pages = [(str(n), self.list_path(section, n)) for n in range(1, last + 1)]
            case "next" if page < last:
                pages = [("Trang sau »", self.list_path(section, page + 1))]
            case _:
                pages = []
        links = " ".join(f'<a href="{escape(path)}">{name}</a>' for name, path in pages)
        first = self.list_path(section, 1)
        sign = "&" if "?" in first else "?"
        sort = f'<a href="{escape(first + sign)}sort=xem-nhieu">Xem nhiều</a>'
        return shown + links + sort * ("traps" not in self.without)

    def _head_next(self, section: SampleSection, page: int) -> str:
        if self.make.paging != "head" or page == self._last(section):
            return ""
        return f'<link rel="next" href="{escape(self.list_path(section, page + 1))}">'

    def _trapped(self, trap: str, path: str) -> Answer:
        if trap == "calendar":
            month = int(re.sub(r"\D", "", path) or 202401)
            links = "".join(f'<a href="/lich/{n}">{n}</a>' for n in (month - 1, month + 1))
            return self._html(self._links(self._lines[:2]) + links)
        if trap == "repeating":
            page = int(re.sub(r"\D", "", path) or 1)
            links = f'<a href="/tin-moi?page={page + 1}">Trang sau</a>'
            return self._html(self._links(self._lines[-PER_PAGE:]) + links)
        if trap == "circle":
            return (
                302,
                {"Location": self._odd("vong-tron" if "hai" in path else "vong-tron-hai")},
                b"",
            )
        if trap == "elsewhere":
            return 302, {"Location": "http://noi-khac.example/tin-12345.html"}, b""
        if trap == "about":
            title = ABOUT[path]
            return self._html(f"<h1>{title}</h1><div><p>{_WORDS}</p></div>", title=title)
        if trap in {"print", "tag"}:
            return self._html(self._links(self._lines[:3]))
        return 404, {"Content-Type": _HTML}, b""

    def _links(self, lines: list[Line]) -> str:
        items = (
            f'<li><a href="{escape(line.path)}">{escape(line.article.title)}</a></li>'
            for line in lines
        )
        return f"<ul>{''.join(items)}</ul>"

    def _html(self, inner: str, *, title: str = "Báo Thử", head: str = "") -> Answer:
        menu = "".join(
            f'<li><a href="{escape(self.list_path(section, 1))}">{section.title}</a></li>'
            for section in self._sections.values()
        )
        about = "".join(f'<a href="{path}">{name}</a>' for path, name in ABOUT.items())
        page = (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)}</title>{head}'
            f'</head><body><ul class="menu"><li><a href="/">Trang chủ</a></li>{menu}</ul>'
            f'<div id="main">{inner}</div>{self._round() if "traps" not in self.without else ""}'
            f'<div id="footer">{about}</div></body></html>'
        )
        return 200, {"Content-Type": _HTML}, page.encode()

    def _round(self) -> str:
        """The column of every page that leads round."""
        first = self._lines[0].path
        sign = "&" if "?" in first else "?"
        links = {
            f"{first}{sign}PHPSESSID={next(self._clock):032x}": "Đọc tiếp",
            f"{self._lines[1].path}{sign}utm_source=trang-chu": "Bài được chọn",
            "/lich/202401": "Lịch",
            "/tin-moi?page=1": "Tin mới",
            self._odd("vong-tron"): "Một bài quay vòng mãi không thôi",
            self._odd("sang-trang-khac"): "Một bài ở trang khác của bạn",
            "http://noi-khac.example/tin-99999.html": "Báo bạn",
        }
        return "".join(f'<a href="{escape(path)}">{name}</a> ' for path, name in links.items())

    def _odd(self, words: str) -> str:
        """The address of an article that there is not."""
        section = next(iter(self._sections.values()))
        return self._path(self.make.article, section, 99000 + len(words), date(2024, 1, 1), words)

    def _line(self, article: SampleArticle, section: SampleSection) -> Line:
        asked = (section, article.id, article.published, slug(article.title))
        twin = self._path(self.make.twin, *asked) if self.make.twin else None
        return Line(article, section, self._path(self.make.article, *asked), twin)

    def _path(
        self, form: str, section: SampleSection, id_: int, day: date | datetime, words: str
    ) -> str:
        return form.format(
            section=section.slug,
            number=section.id,
            slug=words,
            id=id_,
            id7=3_000_000 + id_,
            hex=f"{id_ * 2677:07x}"[-7:],
            code=f"5{id_:07d}X",
            month=f"{day:%Y%m}",
            year=f"{day:%Y/%m}",
            date=f"{day:%Y/%m/%d}",
            nth=self._nth.get(id_, 999_999),
        )

    def _last(self, section: SampleSection) -> int:
        lines = sum(line.section is section for line in self._lines)
        return min(-(-lines // PER_PAGE), self._pages)
