"""Báo Bạc Liêu, until the merger of 1 July 2025; its lists lie one level above its articles."""

from crawler.paper import Paper
from crawler.seeds import Section


class BacLieu(Paper):
    name = "bac_lieu"
    title, province, province_now = "Báo Bạc Liêu", "Bạc Liêu", "Cà Mau"
    hosts = ("baobaclieu.vn", "www.baobaclieu.vn")
    article = r"^/[^/]+/[^/]+-\d{4,7}\.html$"
    seeds = tuple(
        Section(f"/{menu}.html")
        for menu in "chinh-tri-3 kinh-te-4 xa-hoi-5 van-hoa-6 phap-luat-7 xay-dung-dang-8".split()
    )
