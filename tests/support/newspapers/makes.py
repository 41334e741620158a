"""How each test newspaper writes its addresses and its articles; data and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_PLAIN = (
    '<h1 class="tieu-de">{title}</h1><div class="date">{date}</div>'
    '<div class="noi-dung"><p><strong>{lead}</strong></p>{body}</div>'
)


@dataclass(frozen=True)
class Make:
    """Addresses and articles as formats.

    Addresses hold section, number (of the section), slug, id, id7, nth, hex, code, month, year,
    date. `first` is a list's first page, `page` a later one, by its number `page` or by `start`,
    the number of articles before it. `paging` says what leads on: figures, a link "Trang sau", or a
    link in the head. `family` is the one whose rules read it, `twin` another address of each
    article, which the sitemap names; pages say which of the two is the first only where
    `says_first`. `folder` lists the articles of a month.
    """

    article: str
    first: str
    page: str
    paging: Literal["figures", "next", "head"] = "figures"
    markup: str = _PLAIN
    family: str | None = None
    twin: str | None = None
    says_first: bool = True
    folder: str | None = None
    feed: Literal["rss", "atom"] = "rss"


MAKES = {
    "newscontent": Make(
        article="/{section}/{slug}-{id}.html",
        first="/{section}-{number}.html",
        page="/{section}-{number}.html?page={page}",
        family="newscontent",
        twin="/chuyen-de/{slug}-{id}.html",
        says_first=False,
        markup='<div class="left"><h1 class="newstitle">{title}</h1><div class="date">{date}</div>'
        '<div class="newscontent"><p><strong>{lead}</strong></p>{body}</div></div>',
    ),
    "content_fck": Make(
        article="/{slug}-a{id}.html",
        first="/{section}/",
        page="/{section}/?p={page}",
        family="content_fck",
        feed="atom",
        markup='<div class="detail-title"><h1>{title}</h1></div><div class="pubdate">{date}</div>'
        '<div id="newscontents"><div class="detail-desc"><p>{lead}</p></div>'
        '<div class="content-fck">{body}</div></div>',
    ),
    "epi": Make(
        article="/{slug}-post{id}.html",
        first="/{section}/",
        page="/{section}/?page={page}",
        paging="head",
        family="epi",
        twin="/{slug}-post{id}.amp",
        markup='<article><h1 class="article__title cms-title">{title}</h1>'
        '<time class="article__time" datetime="{iso}">{date}</time>'
        '<div class="article__sapo">{lead}</div>'
        '<div class="article__body zce-content-body cms-body" itemprop="articleBody">{body}</div>'
        "</article>",
    ),
    "onecms": Make(
        article="/{slug}-{id7}.html",
        first="/{section}",
        page="/{section}/trang-{page}",
        paging="next",
        family="onecms",
        markup='<div class="b-maincontent"><h1 class="c-detail-head__title">{title}</h1>'
        '<span class="c-detail-head__time">{date}</span>'
        '<div class="c-news-detail"><div class="entry"><p class="block-sc-sapo">{lead}</p>{body}'
        "</div></div></div>",
    ),
    "content_detail": Make(
        article="/{slug}-{id7}.html",
        first="/{section}",
        page="/{section}?trang={page}",
        family="content_detail",
        markup='<h1 class="name">{title}</h1><div class="date">{date}</div>'
        '<p class="sapo">{lead}</p><div id="content-detail">{body}</div>',
    ),
    "td_post_content": Make(
        article="/{section}/{month}/{slug}-{hex}/",
        first="/{section}/",
        page="/{section}/?paged={page}",
        family="td_post_content",
        twin="/{section}/{month}/{slug}-{hex}",
        markup='<div id="content" class="content-detail"><div class="detail-main-title">'
        '<h1>{title}</h1></div><div class="group-time"><time class="time">{date}</time></div>'
        '<div class="td-post-content"><p><strong>{lead}</strong></p>{body}</div></div>',
    ),
    "hemera": Make(
        article="/{section}/{month}/{slug}-{id7}/",
        first="/{section}/",
        page="/{section}/?paged={page}",
        paging="next",
        family="hemera",
        markup='<h1 class="title">{title}</h1><div class="date">{date}</div><div id="content">'
        '<p><strong>{lead}</strong></p><table class="image center"><tr><td><img src="/a.jpg">'
        "</td></tr></table>{body}</div>",
    ),
    "nukeviet": Make(
        article="/vi/news/{section}/{slug}-{id}.html",
        first="/vi/news/{section}/",
        page="/vi/news/{section}/page-{page}/",
        family="nukeviet",
        markup='<div class="news_column"><h1 class="title">{title}</h1><span class="h5">{date}'
        '</span><div class="hometext">{lead}</div><div id="news-bodyhtml">{body}</div></div>',
    ),
    "aspnet": Make(
        article="/{section}/{slug}-{id}.aspx",
        first="/{section}.aspx",
        page="/{section}.aspx?page={page}",
        family="aspnet",
        markup='<form><input type="hidden" id="__VIEWSTATE"><h1 id="ctl00_lblTitle">{title}</h1>'
        '<span id="ctl00_lblPostedDate">{date}</span><div id="ctl00_lblTomTat">{lead}</div>'
        '<div id="ctl00_lblNoiDung">{body}</div></form>',
    ),
    "bbg": Make(
        article="/{slug}-postid{id7}.bbg",
        first="/{section}",
        page="/{section}/trang-{page}.html",
        paging="next",
        family="bbg",
        markup='<div class="news-details"><h1 class="news-details__heading">{title}</h1>'
        '<div class="date">{date}</div><div class="news-details__content link_content">'
        "<p><b>{lead}</b></p>{body}</div></div>",
    ),
    "content_news": Make(
        article="/{slug}-a{id7}.html",
        first="/{section}?cate={number}",
        page="/{section}?cate={number}&page={page}",
        family="content_news",
        twin="/{slug}-ban-rut-gon-a{id7}.html",
        says_first=False,
        markup='<h1 class="title">{title}</h1><div class="date">{date}</div>'
        '<div id="contentNews"><div class="singular-content"><p><b>{lead}</b></p>{body}</div>'
        "</div>",
    ),
    "codes": Make(  # Sơn La
        article="/{section}/{slug}-{code}.html",
        first="/{section}.html",
        page="/{section}/trang-{page}.html",
        paging="next",
    ),
    "titles": Make(  # Điện Biên: no id
        article="/tin-bai/{section}/{slug}",
        first="/{section}",
        page="/{section}?page={page}",
    ),
    "folders": Make(  # Thanh Hóa
        article="/{section}/{slug}/{id7}.htm",
        first="/{section}",
        page="/{section}/p{page}",
        paging="next",
    ),
    "queries": Make(  # Bình Định
        article="/viewer.aspx?macm={number}&macmp={number}&mabb={id}",
        first="/danhsach.aspx?macm={number}",
        page="/danhsach.aspx?macm={number}&page={page}",
    ),
    "numbers": Make(  # Phú Yên
        article="/{number}/{id}/{slug}.html",
        first="/{number}/{section}.html",
        page="/{number}/{section}.html?page={page}",
        paging="next",
    ),
    "days": Make(  # WordPress
        article="/{date}/{slug}/",
        first="/category/{section}/",
        page="/category/{section}/page/{page}/",
        folder="/{year}/",
    ),
    "posts": Make(  # WordPress as it comes
        article="/?p={id}",
        first="/?cat={number}",
        page="/?cat={number}&paged={page}",
    ),
    "starts": Make(  # Joomla
        article="/index.php/{section}/{id}-{slug}",
        first="/index.php/{section}",
        page="/index.php/{section}?start={start}",
        paging="next",
    ),
    "bare": Make(
        article="/news/detail/{id}",
        first="/news/list/{number}",
        page="/news/list/{number}/{page}",
    ),
    "items": Make(  # Hà Nam; one copy of each, or two share a number
        article="/amp.aspx?itemid={nth}",
        first="/muc.aspx?id={number}",
        page="/muc.aspx?id={number}&page={page}",
    ),
    "names": Make(  # sections and articles side by side
        article="/{slug}.html",
        first="/{section}.html",
        page="/{section}.html?trang={page}",
    ),
}
