"""The CMS with `div.newscontent` of the Mekong delta (Bạc Liêu; Cà Mau, Sóc Trăng before 2020).

Recognised by `div.newscontent` with `div.date` in the same column. Articles are two levels deep,
`/{section}/{slug}-{id}.html`, listing pages one, `/{section}-{n}.html?page=N`; nothing else
distinguishes their URLs. The kicker is `div.series`, above the headline. The only metadata is a
truncated description. The lead is the first paragraph in bold; captions are centred `em` in the
paragraph after the image; headings are bold capitals; the byline is the last paragraph,
right-aligned. Poll and weather box are in the right column.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import SECTION_SLUG_ID

NEWSCONTENT = Family(
    name="newscontent",
    signs=("div.newscontent", "div.date"),
    article=SECTION_SLUG_ID,
    rules=Rules(
        title="h1.newstitle",
        kicker="div.series",
        category="div.breadcrumb a",
        dateline="div.left > div.date",
        body="div.newscontent",
    ),
)
