"""A newspaper whose one article is made to do harm, from its lists to the box of its poll.

Every text of a page in the newspaper's markup is followed by markup that is live, by the same as
text, by signs that turn the direction, and in some places by a megabyte of words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from html import escape
from pathlib import Path

from tests.support.http_server import Answer, serve
from tests.support.paths import PAPERS
from tests.support.readable import EVIL, LONG, RTL

PAGE = PAPERS / "bac_lieu" / "to-dang-vien-giu-kenh-giu-xom-90101.html"
ADDRESS = "xay-dung-dang/bai-pha-hoai-90999.html"
LIVE = (
    '<script>document.title="owned"</script><img src="x" onerror="document.title=\'owned\'" />'
    '<a href="javascript:document.title=1">bấm</a><svg onload="document.title=2"></svg>'
)
ENDLESS = ("title", "lead")
"""Fields with a megabyte of words."""
LISTING = (
    "<title>Xây dựng Đảng</title><h1>Xây dựng Đảng</h1>"
    f'<h3><a href="/{ADDRESS}">{escape(EVIL)} Bài phá hoại</a></h3>'
)


def page() -> str:
    """The page of the article."""
    said = json.loads(PAGE.with_suffix(".json").read_text())
    text = PAGE.read_text().replace("to-dang-vien-giu-kenh-giu-xom-90101", Path(ADDRESS).stem)
    texts = [said[name] for name in ("title", "kicker", "lead", "byline_raw", "published_raw")]
    texts += [image[name] for image in said["images"] for name in ("caption", "credit")]
    texts += [one for part in said["sections"] for one in (part["heading"], *part["paragraphs"])]
    texts += [said["poll"]["question"], said["weather"]["text"], *said["category"]]
    for one in texts:
        more = f"{LONG} " if one in [said[name] for name in ENDLESS] else ""
        text = text.replace(f"{one}<", f"{one} {escape(EVIL)} phá hoại {RTL} {more}{LIVE}<")
    return text.replace('src="/uploads/', 'src="javascript:document.title=3//uploads/')


@contextmanager
def hostile_newspaper() -> Iterator[str]:
    """Its address, while it is served."""
    pages = {f"/{ADDRESS}": page(), "/xay-dung-dang-8.html": LISTING}

    def respond(path: str, _: Message) -> Answer:
        return (200, {}, pages[path].encode()) if path in pages else (404, {}, b"")

    with serve(respond) as url:
        yield url
