"""Báo Bạc Liêu, until the merger of 1 July 2025; listing pages are a path level above articles."""

from crawler.families.newscontent import NEWSCONTENT
from crawler.newspaper import Newspaper, Section

NEWSPAPER = Newspaper(
    title="Báo Bạc Liêu",
    province="Bạc Liêu",
    province_now="Cà Mau",
    successor="ca_mau",
    hosts=("baobaclieu.vn",),
    family=NEWSCONTENT,
    evidence="page",
    seeds=tuple(
        Section(f"/{menu}.html")
        for menu in "chinh-tri-3 kinh-te-4 xa-hoi-5 van-hoa-6 phap-luat-7 xay-dung-dang-8".split()
    ),
)
