"""ePi's NetCMS: `article__body zce-content-body cms-body` (Báo Lào Cai, Báo Gia Lai, Báo Hà Tĩnh).

Recognised by `.zce-content-body`. An article is `/<slug>-post<id>.html` (with an `.amp` twin and an
`m.` host); lists link by `a.cms-link` inside `article.story`.

Title `h1.cms-title`, lead `.article__sapo` (PLO opens "(PLO)-"), date `time` with an ISO `datetime`
and "17/06/2025 13:43" as text, the same again in `meta.cms-date`. Related stories carry `time` as
well, so the date is asked in the article's header. The body is
`div.cms-body[itemprop=articleBody]`: Lào Cai writes its paragraphs as `div` and signs in one, `<div
class="t1"><span class="t2">`; others use `p` and `h2`. Pictures are `figure > img + figcaption`
with the credit at the end; a group is `div.layout-image-2` with one `figcaption` for all. Adverts
stand between the paragraphs (`.sda_middle`, `#sdaWeb_…`, `.ads_middle`, `#adsWeb_…`), in-text links
are `a.cms-relate`. An editor can add a poll (`.article-poll`) and a weather box. `.cms-author`
lists people, each name perhaps ending in a dash.

Papers: Lào Cai, Gia Lai, Hà Tĩnh, Bắc Kạn, Sài Gòn Giải Phóng; outside the provinces Nhân Dân,
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
