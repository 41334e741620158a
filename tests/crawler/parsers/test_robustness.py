"""No page, however broken, gives anything but an article or an error named for it, in bounded time.

Pages of the tests are cut, mixed up and filled with noise; a second table holds pages made to
exhaust a parser. They run in a process of their own with a time that no right parser needs: one
that is quadratic in its input takes an hour instead.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import NotAnArticle
from archive.model import Article
from crawler.parsers import Page, parse
from tests.crawler.parsers.test_pages import PAGES
from tests.support.paths import ROOT

SOURCES = [path.read_bytes() for path in PAGES]
TAG = re.compile(rb"<[^<>]*>")
PIECES = (
    b"\0", b"\0\0\0", b"\xff", b"\xc3", b"\xe1\xbb", b"<", b">", b"&", b"&#", b"&#0;", b"&#xD800;",
    b"&#1114112;", b"<!--", b"-->", b"<![CDATA[", b"<?php", b"<script>", b"</script>", b"<style>",
    b"<html>", b"</html>", b"</body>", b"<body>", b"<head>", b"<title>", b"<h1>", b"</h1>",
    b"<table>", b"</td>", b"<tr>", b"<p", b"<a href='http://[::1'>", b"<img src='//['>", b"<base href='http://['>",
    b"<br>" * 50, b"<div>" * 400, b"</div>" * 40, b"<b><i>" * 60, b"<figure><img>", b"<svg><title>",
    b"<meta property='article:published_time' content='9999-99-99T99:99:99'>",
    b"<time datetime='0000-00-00'>", b"<span class='date'>31/02/2023 25:61</span>",
    b"<script type='application/ld+json'>[{\"@type\":[[]],\"author\":[[1]]}]</script>",
    b"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":7,"
    b"\"author\":{}}</script>",
    b"<script type='application/ld+json'>{\"@graph\":[null,1,{\"@type\":\"BreadcrumbList\","
    b"\"itemListElement\":{\"name\":[]}}]}</script>",
    b"<div style='font-size:99px'>", b"<input type=radio name=a>" * 3, b"<template>", b"<frameset>",
    "Ảnh: ".encode(), b"Theo TTXVN", "Thăm dò ý kiến".encode(), "Dự báo thời tiết".encode(),
    "\u0301\u0323\u0302".encode(), "\u202e\ufeff\u200b".encode(), "﷽".encode() * 20,
)  # fmt: skip


@st.composite
def broken_pages(draw: st.DrawFn) -> bytes:
    """A page of the tests after one to six mishaps; at most about 200 kB."""
    source = draw(st.sampled_from(SOURCES))
    rolls = random.Random(draw(st.integers(0, 2**32)))
    for mishap in draw(st.lists(st.sampled_from(MISHAPS), min_size=1, max_size=6)):
        source = mishap(source, rolls)[:200_000]
    return source


def cut_off(source: bytes, rolls: random.Random) -> bytes:
    return source[: rolls.randrange(len(source) + 1)]


def cut_out(source: bytes, rolls: random.Random) -> bytes:
    start, end = sorted(rolls.randrange(len(source) + 1) for _ in range(2))
    return source[:start] + source[end:]


def say_twice(source: bytes, rolls: random.Random) -> bytes:
    start, end = sorted(rolls.randrange(len(source) + 1) for _ in range(2))
    return source[:end] + source[start:]


def insert(source: bytes, rolls: random.Random) -> bytes:
    for _ in range(rolls.randint(1, 8)):
        at = rolls.randrange(len(source) + 1)
        source = source[:at] + rolls.choice(PIECES) + source[at:]
    return source


def spill(source: bytes, rolls: random.Random) -> bytes:
    noise = bytes(rolls.randrange(256) for _ in range(rolls.randint(1, 40)))
    at = rolls.randrange(len(source) + 1)
    return source[:at] + noise + source[at + len(noise) * rolls.randint(0, 1) :]


def lose_tags(source: bytes, rolls: random.Random) -> bytes:
    share = rolls.random() / 2
    return TAG.sub(lambda tag: b"" if rolls.random() < share else tag[0], source)


def repeat_tags(source: bytes, rolls: random.Random) -> bytes:
    share = rolls.random() / 5
    return TAG.sub(lambda tag: tag[0] * (1 + (rolls.random() < share)), source)


def swap_tags(source: bytes, rolls: random.Random) -> bytes:
    tags = TAG.findall(source)
    share = rolls.random() / 3
    return TAG.sub(lambda tag: rolls.choice(tags) if rolls.random() < share else tag[0], source)


def lose_names(source: bytes, rolls: random.Random) -> bytes:
    return re.sub(rb" (?:class|id)=(\"[^\"]*\"|'[^']*')", b"", source)


def nest(source: bytes, rolls: random.Random) -> bytes:
    tag = rolls.choice([b"div", b"table", b"b", b"span", b"ul", b"figure", b"font", b"h1", b"a"])
    at = rolls.randrange(len(source) + 1)
    return source[:at] + (b"<" + tag + b" class=date>x") * rolls.choice([3, 30, 300]) + source[at:]


MISHAPS = (
    cut_off, cut_out, say_twice, insert, spill, lose_tags, repeat_tags, swap_tags, lose_names, nest,
)  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(source=broken_pages(), charset=st.sampled_from([None, "utf-8", "windows-1258", "x-none"]))
def test_broken_page_gives_an_article_or_an_error_by_name(
    source: bytes, charset: str | None
) -> None:
    try:
        page = Page.from_bytes(
            "http://tap_bay.example/muc/bai-12345.html",
            source,
            charset,
            "2026-06-01T08:00:00+07:00",
        )
        article = parse(page)
    except NotAnArticle as error:
        assert str(error)  # noqa: PT017  # both outcomes are right, and an error has its words
        return
    assert Article.from_dict(article.to_dict()) == article
    json.dumps(article.to_dict(), ensure_ascii=False).encode()  # no half of a surrogate pair


@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
@given(source=st.one_of(st.binary(max_size=2000), st.text(max_size=2000).map(str.encode)))
def test_any_bytes_give_an_article_or_an_error_by_name(source: bytes) -> None:
    try:
        parse(Page.from_bytes("http://tap_bay.example/muc/bai-12345.html", source))
    except NotAnArticle as error:
        assert str(error)  # noqa: PT017  # both outcomes are right, and an error has its words


SENTENCE = "Sáng nay, xã Phú Lộc đưa vào sử dụng nhà văn hóa thôn thứ chín, đúng kế hoạch năm. "
TEXT = f"<p>{SENTENCE}</p>" * 5


def around(body: str) -> str:
    return (
        "<!DOCTYPE html><html><meta charset='utf-8'><title>Nhà văn hóa thứ chín</title>"
        f"<body><h1>Nhà văn hóa thứ chín</h1><p>12/03/2019 15:42</p><div>{body}</div></body></html>"
    )


MEGABYTE = 1_000_000
HOSTILE = {
    "a megabyte of nested elements": around("<div>" * (MEGABYTE // 5) + SENTENCE),
    "a megabyte of nested elements with text": around(f"<b>{SENTENCE}" * 10_000),
    "a megabyte of nested lists": around("<ul><li>một" * (MEGABYTE // 11)),
    "nested tables": around("<table><tr><td>" * 60_000 + SENTENCE),
    "two hundred levels around ten thousand lines": around(
        "<div class='tin'>" * 200 + "<p>Một dòng.</p>" * 10_000 + "</div>" * 200
    ),
    "elements that close each other": around(f"<b><p>{SENTENCE}</b></p><i></div><div>" * 5_000),
    "a page in a page in a page": around(f"<html><body>{TEXT}" * 2_000),
    "10,000 paragraphs": around(f"<p>{SENTENCE}</p>" * 10_000),
    "10,000 names as paragraphs": around("<p><b>Nguyễn Văn An</b></p>" * 10_000),
    "a megabyte in one text": around(f"<p>{SENTENCE * (MEGABYTE // 80)}</p>"),
    "a megabyte in one word": around(TEXT + f"<p>{'á' * MEGABYTE}</p>"),
    "a megabyte of figures": around(TEXT + f"<p>{'1/' * (MEGABYTE // 2)}</p>"),
    "a megabyte of spaces": around(f"{TEXT}<p>một{' ' * MEGABYTE}hai</p>"),
    "a megabyte of marks over one letter": around(f"{TEXT}<p>a{chr(0x301) * (MEGABYTE // 2)}</p>"),
    "100,000 line breaks": around(SENTENCE + "<br>" * 100_000 + SENTENCE),
    "50,000 lines": around(TEXT + "một dòng<br>" * 50_000),
    "100,000 attributes": around("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{TEXT}"),
    "100,000 attributes with brackets in quotes": around(
        "<p " + " ".join(f"a{n}='>'" for n in range(100_000)) + f">{TEXT}"
    ),
    "100,000 classes": around(
        f"<div class='{' '.join(f'a{n}' for n in range(100_000))}'>{TEXT}</div>"
    ),
    "50,000 links": around(
        TEXT
        + "".join(f"<a href='/{n}.html'>Tin số {n} về nhà văn hóa thôn</a>" for n in range(50_000))
    ),
    "20,000 links to the home page": around(TEXT + "<a href='/'>Trang chủ</a>" * 20_000),
    "a table of 200 by 200": around(
        f"{TEXT}<table>{('<tr>' + '<td>1</td>' * 200 + '</tr>') * 200}</table>"
    ),
    "10,000 pictures in one frame": around(
        f"{TEXT}<figure>{'<img src=a.jpg>' * 10_000}<figcaption>Một ảnh.</figcaption></figure>"
    ),
    "10,000 headlines": around("<h1>Tin mới hôm nay ở xã</h1>" * 10_000 + TEXT),
    "10,000 boxes of related articles": around(
        "<div><h3>Tin khác</h3><p>một</p></div>" * 10_000 + TEXT
    ),
    "10,000 dates": around("<span class='date'>12/03/2019 15:42</span>" * 10_000 + TEXT),
    "10,000 radio buttons": around(
        "<form><b>Thăm dò ý kiến</b>" + "<label><input type=radio name=a>Có</label>" * 10_000
        + f"</form>{TEXT}"
    ),
    "a comment that never ends": around(TEXT + "<!--" + "x" * MEGABYTE),
    "250,000 comments that never end": around(TEXT + "<!--" * 250_000),
    "a script that never ends": around(TEXT + "<script>" + "x<" * (MEGABYTE // 2)),
    "a megabyte of brackets": around(TEXT + "<" * MEGABYTE),
    "a megabyte of escapes": around(TEXT + "&amp;" * (MEGABYTE // 5)),
    "a megabyte of mojibake": around("<p>" + "Ã¡Â»Â¡ " * (MEGABYTE // 13) + "</p>"),
    "data nested 100,000 times": around(
        "<script type='application/ld+json'>" + '{"a":[' * 100_000 + f"</script>{TEXT}"
    ),
}  # fmt: skip
_PROGRAM = """
import json, sys
from archive.errors import NotAnArticle
from crawler.parsers import Page, parse
for name, source in json.load(sys.stdin).items():
    print(name, end=": ", flush=True)
    try:
        page = Page.from_bytes("http://tap_bay.example/a/b-1.html", source.encode())
        print(parse(page).kind, flush=True)
    except NotAnArticle as error:
        print(type(error).__name__, flush=True)
"""
_SECONDS = 300  # all together need some twenty; one that is quadratic would need an hour


@pytest.mark.slow
def test_hostile_pages_are_read_in_bounded_time() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps(HOSTILE).encode(),
        stdout=subprocess.PIPE,
        timeout=_SECONDS,  # the error shows the output so far: its last line names the page
        cwd=ROOT,
        check=True,
    )
    kinds = dict(line.split(": ") for line in done.stdout.decode().splitlines())
    assert kinds.keys() == HOSTILE.keys()
    assert {*kinds.values()} <= {"article", "listing", "not_article", "UnreadablePage"}
