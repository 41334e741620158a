"""Báo Hà Tĩnh; until about 2023 its URLs were /section/slug/255263.htm."""

from crawler.families.epi import EPI
from crawler.newspaper import Feed, Newspaper
from crawler.urls.patterns import POST, SLUG_ID_HTM

NEWSPAPER = Newspaper(
    title="Báo Hà Tĩnh",
    province="Hà Tĩnh",
    province_now="Hà Tĩnh",
    hosts=("baohatinh.vn",),
    family=EPI,
    evidence="page",
    article=(POST, SLUG_ID_HTM.within(until="2023-12-31")),
    seeds=(Feed("/rss/home.rss"),),
)
