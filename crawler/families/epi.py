"""NetCMS by ePi: `article__body zce-content-body cms-body` (Báo Lào Cai, Báo Gia Lai, Báo Hà Tĩnh).

Recognised by `.zce-content-body`. Articles are `/<slug>-post<id>.html` (also as `.amp` and on the
host `m.`); listing pages link by `a.cms-link` inside `article.story`.

The title is `h1.cms-title`, the lead `.article__sapo` (PLO starts it with "(PLO)-"), the date a
`time` with an ISO `datetime` and the text "17/06/2025 13:43", repeated in `meta.cms-date`. Related
articles have `time` too, so the date is selected in the article's header. The body is
`div.cms-body[itemprop=articleBody]`: paragraphs and byline of Lào Cai are `div` (`<div
class="t1"><span class="t2">`), others use `p` and `h2`. Images are `figure > img + figcaption` with
the credit at the end; a group is `div.layout-image-2` with one `figcaption` for all. Adverts are
between the paragraphs (`.sda_middle`, `#sdaWeb_…`, `.ads_middle`, `#adsWeb_…`); in-text links are
`a.cms-relate`. Editors can add a poll (`.article-poll`) and a weather box. `.cms-author` lists
people, whose names may end in a dash.

Newspapers: Lào Cai, Gia Lai, Hà Tĩnh, Bắc Kạn, Sài Gòn Giải Phóng; national ones: Nhân Dân,
VietnamPlus, Tiền phong, Pháp luật TP.HCM, An ninh Thủ đô.
"""

from __future__ import annotations

from crawler.newspaper import Family, Rules
from crawler.urls.patterns import POST

EPI = Family(
    name="epi",
    signs=(".zce-content-body",),
    article=POST,
    rules=Rules(
        title="h1.cms-title, h1.article__title",
        dateline="time.article__time, .article__meta time, .article__header time",
        lead=".article__sapo",
        body=".zce-content-body",
        drop=".sda_middle, .ads_middle, [id^=sdaWeb_], [id^=adsWeb_], [id^=adsMobile_]",
        tags=".article__tags a",
    ),
)
