"""Báo Mẫu, the invented newspaper of the demo (crawler/demo), available only on a mirror."""

from crawler.families.newscontent import NEWSCONTENT
from crawler.newspaper import Feed, Newspaper, Section, Sitemap

_SECTIONS = "chinh-tri-3 kinh-te-4 xa-hoi-5 van-hoa-6 giao-duc-7 the-thao-8".split()

NEWSPAPER = Newspaper(
    title="Báo Mẫu",
    province="Vàm Giang",
    province_now="Vàm Giang",
    hosts=("bao-mau.example",),
    family=NEWSCONTENT,
    evidence="page",
    seeds=(
        *(Section(f"/{name}.html") for name in _SECTIONS),
        Feed("/rss/home.rss"),
        Sitemap("/sitemap_index.xml"),
    ),
    invented=True,
)
