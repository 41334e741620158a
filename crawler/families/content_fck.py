"""The `#newscontents` and `.content-fck` system of the Mekong delta (Cần Thơ, An Giang).

Recognised by these two names. An article is `/<slug>-a<id>.html`; Đồng Khởi adds the day to the
slug, `…-16072023-a117157.html`; Cần Thơ's Khmer edition is `/khmer/detail-a<id>.html`. A listing is
`/<section>/?p=N`. Other papers use the same address form over another template.

The first `h1` of a Cần Thơ page is the breadcrumb (`div.titlecate h1`); the headline carries the
mark of a photo story behind a no-break space. The date is `.pubdate`, "08/01/2026 - 18:21"; JSON-LD
has the day only. The lead is `.detail-desc p` at An Giang and Đồng Khởi, `p.fontd.fw600.justify` at
Huế and the older Tây Ninh; Cần Thơ has none, its first paragraph opens "(CTO) - Ngày 8-1, …". The
lead uses the class `.content-fck` too, so the body is asked inside `#newscontents`. There is no
`figure`: a caption is the centred `em` paragraph after the picture, at An Giang `p.note.ignore`.
The last paragraph signs, right-aligned in bold with the photo credit ("Tin, ảnh: P.Y"), at An Giang
`p.author.ignore`, which is also used for "Theo …". The styles `.surveyquest` and `.mucyk` stand for
a question to readers.

Papers: Cần Thơ, An Giang, Đồng Khởi (Bến Tre), Tây Ninh before 2021, Huế before `huengaynay.vn`.
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
