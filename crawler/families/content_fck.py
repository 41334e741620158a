"""The CMS with `#newscontents` and `.content-fck`, of the Mekong delta (Cần Thơ, An Giang).

Recognised by these two names. Articles are `/<slug>-a<id>.html`; Đồng Khởi adds the date to the
slug, `…-16072023-a117157.html`; the Khmer edition of Cần Thơ is `/khmer/detail-a<id>.html`. Listing
pages are `/<section>/?p=N`. Other newspapers use the same form of URL with another template.

The first `h1` of a Cần Thơ page is the breadcrumb (`div.titlecate h1`); the headline contains the
icon of a photo story after a no-break space. The date is `.pubdate`, "08/01/2026 - 18:21"; JSON-LD
has only the day. The lead is `.detail-desc p` in An Giang and Đồng Khởi, `p.fontd.fw600.justify` in
Huế and the older Tây Ninh; Cần Thơ has none, its first paragraph starts with "(CTO) - Ngày 8-1, …".
The lead has the class `.content-fck` too, so the body is selected inside `#newscontents`. There is
no `figure`: the caption is the centred `em` paragraph after the image, in An Giang `p.note.ignore`.
The byline is the last paragraph, bold and right-aligned, with the photo credit ("Tin, ảnh: P.Y"),
in An Giang `p.author.ignore`, which is also used for the source ("Theo …"). `.surveyquest` and
`.mucyk` are questions to readers.

Newspapers: Cần Thơ, An Giang, Đồng Khởi (Bến Tre), Tây Ninh before 2021, Huế before
`huengaynay.vn`.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import LETTER_A

CONTENT_FCK = Family(
    name="content_fck",
    signs=("#newscontents", ".content-fck"),
    article=LETTER_A,
    rules=Rules(
        title="h1.margintopbot10, div.detail-title h1",
        dateline=".pubdate",
        lead=".detail-desc p, p.fontd.fw600.justify",
        body="#newscontents .content-fck, #newscontents",
        drop=".surveyquest, .mucyk, .news-relate, .box-relate",
        tags="a.tag_item",
    ),
)
