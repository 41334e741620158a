"""Papers of the Mekong delta with `div.newscontent` (Bạc Liêu; Cà Mau and Sóc Trăng before 2020).

Recognised by `div.newscontent` with `div.date` in the same column. An article lies two levels
deep, `/{section}/{slug}-{id}.html`; a listing one level, `/{section}-{n}.html?page=N`: only the
depth tells them apart. The rubric stands over the headline in `div.series`. There is no metadata
but a cut-off description. The lead is the first paragraph in bold; captions are centred `em` in the
paragraph after the picture; headings are capitals in bold; the author signs in the last paragraph,
to the right. Poll and weather box stand in the right column.
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
