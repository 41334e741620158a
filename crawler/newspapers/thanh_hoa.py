"""Báo Thanh Hóa; each article has two URLs, and the text of print views is scrambled."""

from crawler.newspaper import Feed, Newspaper, Rules
from crawler.urls.patterns import SLUG_ID_HTM

NEWSPAPER = Newspaper(
    title="Báo Thanh Hóa",
    province="Thanh Hóa",
    province_now="Thanh Hóa",
    hosts=("baothanhhoa.vn",),
    evidence="page",
    article=(SLUG_ID_HTM,),
    seeds=(Feed("/rss/thoi-su.xml"), Feed("/rss/phap-luat.xml"), Feed("/rss/kinh-te.xml")),
    rules=Rules(lead="div.article__sapo"),
)
