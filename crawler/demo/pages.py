"""The sample newspaper's HTML: article, listing, home, search and 404 pages.

The markup is that of Báo Bạc Liêu with its defects: bold paragraphs as headings, centred paragraphs
for a picture and its caption, and a masthead clock above the article's date.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

from crawler.demo.content import (
    Block,
    Content,
    DataTable,
    GoneArticle,
    Heading,
    Paragraph,
    Picture,
    SampleArticle,
    SamplePoll,
    SampleSection,
)
from crawler.demo.dates import dateline, short_date
from crawler.demo.templating import Markup, render, text

LINES_PER_PAGE = 3
_OTHERS = 6
_MOST_READ = 5
_NOTHING = Markup("")


class PageWriter:
    """Renders the pages of one edition; `today` is the time on the masthead clock."""

    def __init__(self, content: Content, today: datetime) -> None:
        self._content = content
        self.clock = text(dateline(today))

    def article(self, article: SampleArticle) -> str:
        """The page of one article."""
        section = self._content.section_of(article)
        kicker = f'<div class="series">{text(article.kicker)}</div>\n' if article.kicker else ""
        left = render(
            "article.html",
            section_path=text(section.path),
            section=text(section.title),
            kicker=Markup(kicker),
            title=text(article.title),
            dateline=text(dateline(article.published)),
            body=_body(article),
            tags=_tags(article.tags),
            others=_dated_links(self._others(article, section), "({})", ' class="date"'),
        )
        head = ""
        if article.updated:
            changed = article.updated.isoformat()
            head = f'<meta property="article:modified_time" content="{changed}" />'
        return self._frame(article.title, article.lead, left, article.id, Markup(head))

    def listing(self, section: SampleSection, number: int) -> str:
        """Listing page `number` (from 1) of a section."""
        first = (number - 1) * LINES_PER_PAGE
        left = render(
            "listing.html",
            path=text(section.path),
            section=text(section.title),
            lines=_listed(section.listed()[first : first + LINES_PER_PAGE]),
            paging=_paging(section, number),
        )
        return self._frame(section.title, None, left, section.id)

    def home(self) -> str:
        """The home page: the newest article, then the newest articles of each section."""
        focus = self._content.articles[0]
        blocks = [
            render(
                "home_section.html",
                path=text(section.path),
                title=text(section.title),
                lines=_dated_links(section.articles[:LINES_PER_PAGE], "({})", ' class="date"'),
            )
            for section in self._content.sections
        ]
        left = render(
            "home.html",
            focus_path=text(focus.path),
            focus_title=text(focus.title),
            focus_lead=text(focus.lead),
            blocks=Markup("\n".join(blocks)),
        )
        return self._frame("Trang chủ", None, left, 0)

    def search(self, words: str) -> str:
        """The page of search results: articles with the words in the title, or as a tag."""
        wanted = words.lower()
        found = [
            article
            for article in self._content.articles
            if wanted and (wanted in article.title.lower() or words in article.tags)
        ]
        left = render(
            "search.html",
            count=text(str(len(found))),
            words=text(words),
            lines=_listed(found),
        )
        return self._frame("Tìm kiếm", None, left, 0)

    def not_found(self) -> str:
        """The body of a 404 response."""
        return self._frame("Không tìm thấy trang", None, render("not_found.html"), 0)

    def _frame(
        self,
        title: str,
        description: str | None,
        left: Markup,
        number: int,
        head: Markup = _NOTHING,
    ) -> str:
        content = self._content
        menu = [f'<li><a href="{text(s.path)}">{text(s.title)}</a></li>' for s in content.sections]
        return render(
            "frame.html",
            title=text(title),
            paper=text(content.title),
            description=text((description or content.title)[:150]),
            head=head,
            clock=self.clock,
            province=text(content.province),
            menu=Markup("".join(menu)),
            left=left,
            poll=_poll(content.poll_for(number)),
            forecast=text(content.forecast_for(number).text),
            most_read=_dated_links(content.articles[number % 7 :: 7][:_MOST_READ], "{}", ""),
            licence=text(content.licence),
        )

    def _others(self, article: SampleArticle, section: SampleSection) -> list[SampleArticle]:
        return [other for other in section.articles if other is not article][:_OTHERS]


def last_page(section: SampleSection) -> int:
    """The number of a section's last listing page."""
    return -(-len(section.listed()) // LINES_PER_PAGE)


def _body(article: SampleArticle) -> Markup:
    blocks = []
    if article.lead:
        blocks.append(_line("justify", f"<strong>{text(article.lead)}</strong>"))
    blocks += [_block(block) for block in article.blocks]
    if article.byline:
        blocks.append(_line("right", f"<strong>{text(article.byline)}</strong>"))
    return Markup("\n".join(blocks))


def _block(block: Block) -> str:
    match block:
        case Heading(words):
            return _line("justify", f"<strong>{text(words)}</strong>")
        case Paragraph(words):
            return _line("justify", text(words))
        case Picture():
            return _picture(block)
        case DataTable(rows):
            cells = ["".join(f"<td>{text(cell)}</td>" for cell in row) for row in rows]
            lines = "".join(f"<tr>{row}</tr>" for row in cells)
            return f'<table border="1" cellpadding="4"><tbody>{lines}</tbody></table>'


def _line(align: str, inner: str) -> str:
    return f'<p style="text-align: {align};">{inner}</p>'


def _picture(picture: Picture) -> str:
    image = f'<img src="{text(picture.path)}" width="600" height="400" alt="" />'
    credit = f"Ảnh: {picture.credit}" if picture.credit else None
    caption = text(" ".join(part for part in (picture.caption, credit) if part))
    if picture.in_table:
        return (
            '<table border="0" align="center"><tbody>'
            f"<tr><td>{image}</td></tr><tr><td><em>{caption}</em></td></tr></tbody></table>"
        )
    lines = [_line("center", image)]
    if caption:
        lines.append(_line("center", f"<em>{caption}</em>"))
    return "\n".join(lines)


def _tags(tags: Sequence[str]) -> Markup:
    if not tags:
        return _NOTHING
    links = [f'<a href="/tim-kiem.html?q={quote(tag)}">{text(tag)}</a>' for tag in tags]
    return Markup(f'\n<div class="tags"><strong>Từ khóa:</strong> {", ".join(links)}</div>')


def _dated_links(articles: Iterable[SampleArticle], date: str, attributes: str) -> Markup:
    return Markup(
        "".join(
            f'<li><a href="{text(a.path)}" title="{text(a.title)}">{text(a.title)}</a>'
            f" <span{attributes}>{date.format(short_date(a.published))}</span></li>"
            for a in articles
        )
    )


def _listed(lines: Iterable[SampleArticle | GoneArticle]) -> Markup:
    items = [
        render(
            "listed.html",
            path=text(line.listed_path),
            title=text(line.title),
            dateline=text(dateline(line.published)),
            lead=text(line.lead),
        )
        for line in lines
    ]
    return Markup("\n".join(items))


def _paging(section: SampleSection, number: int) -> Markup:
    last = last_page(section)
    links = [
        f"<strong>{page}</strong>"
        if page == number
        else f'<a href="{text(_page_path(section, page))}">{page}</a>'
        for page in range(1, last + 1)
    ]
    if number > 1:
        links.insert(0, f'<a href="{text(_page_path(section, number - 1))}">Trang trước</a>')
    if number < last:
        links.append(f'<a href="{text(_page_path(section, number + 1))}">Trang sau</a>')
    return Markup(" ".join(links))


def _page_path(section: SampleSection, number: int) -> str:
    return section.path if number == 1 else f"{section.path}?page={number}"


def _poll(poll: SamplePoll | None) -> Markup:
    if poll is None:
        return _NOTHING
    question = f'<p class="question">{text(poll.question)}</p>'
    if not poll.options:
        return render("poll.html", inner=Markup(question))
    choices = "".join(
        f'<li><input type="radio" name="option" id="option{n}" value="{n}" />'
        f'<label for="option{n}">{text(option)}</label></li>'
        for n, option in enumerate(poll.options, start=1)
    )
    inner = (
        f'<form method="post" action="/binh-chon" onsubmit="return vote(this);">{question}'
        f'<ul>{choices}</ul><input type="submit" value="Bình chọn" />'
        ' <a href="#">Kết quả</a></form>'
    )
    return render("poll.html", inner=Markup(inner))
