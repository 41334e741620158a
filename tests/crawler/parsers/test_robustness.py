"""Broken and hostile pages give an article or a NotAnArticle error, in bounded time.

Test pages are truncated, shuffled and filled with noise. A second table has pages made to exhaust a
parser; they run in a separate process with a timeout that only a quadratic parser exceeds.
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
    """A test page after one to six mutations; at most about 200 kB."""
    source = draw(st.sampled_from(SOURCES))
    rng = random.Random(draw(st.integers(0, 2**32)))
    for mutate in draw(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=6)):
        source = mutate(source, rng)[:200_000]
    return source


def cut_off(source: bytes, rng: random.Random) -> bytes:
    return source[: rng.randrange(len(source) + 1)]


def cut_out(source: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.randrange(len(source) + 1) for _ in range(2))
    return source[:start] + source[end:]


def repeat_part(source: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.randrange(len(source) + 1) for _ in range(2))
    return source[:end] + source[start:]


def insert(source: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(source) + 1)
        source = source[:at] + rng.choice(PIECES) + source[at:]
    return source


def insert_noise(source: bytes, rng: random.Random) -> bytes:
    noise = bytes(rng.randrange(256) for _ in range(rng.randint(1, 40)))
    at = rng.randrange(len(source) + 1)
    return source[:at] + noise + source[at + len(noise) * rng.randint(0, 1) :]


def drop_tags(source: bytes, rng: random.Random) -> bytes:
    share = rng.random() / 2
    return TAG.sub(lambda tag: b"" if rng.random() < share else tag[0], source)


def repeat_tags(source: bytes, rng: random.Random) -> bytes:
    share = rng.random() / 5
    return TAG.sub(lambda tag: tag[0] * (1 + (rng.random() < share)), source)


def swap_tags(source: bytes, rng: random.Random) -> bytes:
    tags = TAG.findall(source)
    share = rng.random() / 3
    return TAG.sub(lambda tag: rng.choice(tags) if rng.random() < share else tag[0], source)


def drop_names(source: bytes, rng: random.Random) -> bytes:
    return re.sub(rb" (?:class|id)=(\"[^\"]*\"|'[^']*')", b"", source)


def nest(source: bytes, rng: random.Random) -> bytes:
    tag = rng.choice([b"div", b"table", b"b", b"span", b"ul", b"figure", b"font", b"h1", b"a"])
    at = rng.randrange(len(source) + 1)
    return source[:at] + (b"<" + tag + b" class=date>x") * rng.choice([3, 30, 300]) + source[at:]


MUTATIONS = (
    cut_off, cut_out, repeat_part, insert, insert_noise, drop_tags, repeat_tags, swap_tags,
    drop_names, nest,
)  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(source=broken_pages(), charset=st.sampled_from([None, "utf-8", "windows-1258", "x-none"]))
def test_broken_page_gives_an_article_or_a_named_error(source: bytes, charset: str | None) -> None:
    try:
        page = Page.from_bytes(
            "http://tap_bay.example/muc/bai-12345.html",
            source,
            charset,
            "2026-06-01T08:00:00+07:00",
        )
        article = parse(page)
    except NotAnArticle as error:
        assert str(error)  # noqa: PT017  # both outcomes are correct, and an error has a message
        return
    assert Article.from_dict(article.to_dict()) == article
    json.dumps(article.to_dict(), ensure_ascii=False).encode()  # no lone surrogate


@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
@given(source=st.one_of(st.binary(max_size=2000), st.text(max_size=2000).map(str.encode)))
def test_any_bytes_give_an_article_or_a_named_error(source: bytes) -> None:
    try:
        parse(Page.from_bytes("http://tap_bay.example/muc/bai-12345.html", source))
    except NotAnArticle as error:
        assert str(error)  # noqa: PT017  # both outcomes are correct, and an error has a message


SENTENCE = "Sáng nay, xã Phú Lộc đưa vào sử dụng nhà văn hóa thôn thứ chín, đúng kế hoạch năm. "
TEXT = f"<p>{SENTENCE}</p>" * 5


def page_of(body: str) -> str:
    return (
        "<!DOCTYPE html><html><meta charset='utf-8'><title>Nhà văn hóa thứ chín</title>"
        f"<body><h1>Nhà văn hóa thứ chín</h1><p>12/03/2019 15:42</p><div>{body}</div></body></html>"
    )


MEGABYTE = 1_000_000
HOSTILE = {
    "a megabyte of nested elements": page_of("<div>" * (MEGABYTE // 5) + SENTENCE),
    "a megabyte of nested elements with text": page_of(f"<b>{SENTENCE}" * 10_000),
    "a megabyte of nested lists": page_of("<ul><li>một" * (MEGABYTE // 11)),
    "nested tables": page_of("<table><tr><td>" * 60_000 + SENTENCE),
    "two hundred levels around ten thousand lines": page_of(
        "<div class='tin'>" * 200 + "<p>Một dòng.</p>" * 10_000 + "</div>" * 200
    ),
    "elements that close each other": page_of(f"<b><p>{SENTENCE}</b></p><i></div><div>" * 5_000),
    "a page in a page in a page": page_of(f"<html><body>{TEXT}" * 2_000),
    "10,000 paragraphs": page_of(f"<p>{SENTENCE}</p>" * 10_000),
    "10,000 names as paragraphs": page_of("<p><b>Nguyễn Văn An</b></p>" * 10_000),
    "a megabyte in one text": page_of(f"<p>{SENTENCE * (MEGABYTE // 80)}</p>"),
    "a megabyte in one word": page_of(TEXT + f"<p>{'á' * MEGABYTE}</p>"),
    "a megabyte of figures": page_of(TEXT + f"<p>{'1/' * (MEGABYTE // 2)}</p>"),
    "a megabyte of spaces": page_of(f"{TEXT}<p>một{' ' * MEGABYTE}hai</p>"),
    "a megabyte of marks over one letter": page_of(f"{TEXT}<p>a{chr(0x301) * (MEGABYTE // 2)}</p>"),
    "100,000 line breaks": page_of(SENTENCE + "<br>" * 100_000 + SENTENCE),
    "50,000 lines": page_of(TEXT + "một dòng<br>" * 50_000),
    "100,000 attributes": page_of("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{TEXT}"),
    "100,000 attributes with brackets in quotes": page_of(
        "<p " + " ".join(f"a{n}='>'" for n in range(100_000)) + f">{TEXT}"
    ),
    "100,000 classes": page_of(
        f"<div class='{' '.join(f'a{n}' for n in range(100_000))}'>{TEXT}</div>"
    ),
    "50,000 links": page_of(
        TEXT
        + "".join(f"<a href='/{n}.html'>Tin số {n} về nhà văn hóa thôn</a>" for n in range(50_000))
    ),
    "20,000 links to the home page": page_of(TEXT + "<a href='/'>Trang chủ</a>" * 20_000),
    "a table of 200 by 200": page_of(
        f"{TEXT}<table>{('<tr>' + '<td>1</td>' * 200 + '</tr>') * 200}</table>"
    ),
    "10,000 pictures in one frame": page_of(
        f"{TEXT}<figure>{'<img src=a.jpg>' * 10_000}<figcaption>Một ảnh.</figcaption></figure>"
    ),
    "10,000 headlines": page_of("<h1>Tin mới hôm nay ở xã</h1>" * 10_000 + TEXT),
    "10,000 boxes of related articles": page_of(
        "<div><h3>Tin khác</h3><p>một</p></div>" * 10_000 + TEXT
    ),
    "10,000 dates": page_of("<span class='date'>12/03/2019 15:42</span>" * 10_000 + TEXT),
    "10,000 radio buttons": page_of(
        "<form><b>Thăm dò ý kiến</b>" + "<label><input type=radio name=a>Có</label>" * 10_000
        + f"</form>{TEXT}"
    ),
    "a comment that never ends": page_of(TEXT + "<!--" + "x" * MEGABYTE),
    "250,000 comments that never end": page_of(TEXT + "<!--" * 250_000),
    "a script that never ends": page_of(TEXT + "<script>" + "x<" * (MEGABYTE // 2)),
    "a megabyte of brackets": page_of(TEXT + "<" * MEGABYTE),
    "a megabyte of escapes": page_of(TEXT + "&amp;" * (MEGABYTE // 5)),
    "a megabyte of mojibake": page_of("<p>" + "Ã¡Â»Â¡ " * (MEGABYTE // 13) + "</p>"),
    "data nested 100,000 times": page_of(
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
_SECONDS = 300  # all pages together need about 20; a quadratic parser would need an hour


@pytest.mark.slow
def test_hostile_pages_are_parsed_in_bounded_time() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        input=json.dumps(HOSTILE).encode(),
        stdout=subprocess.PIPE,
        timeout=_SECONDS,  # the error shows the output so far, whose last line names the page
        cwd=ROOT,
        check=True,
    )
    kinds = dict(line.split(": ") for line in done.stdout.decode().splitlines())
    assert kinds.keys() == HOSTILE.keys()
    assert {*kinds.values()} <= {"article", "listing", "not_article", "UnreadablePage"}
