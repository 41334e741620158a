"""Báo Bạc Liêu, until the merger of 1 July 2025; its lists lie one level above its articles."""

from crawler.newspaper import Paper, Section


class BacLieu(Paper):
    name, title = "bac_lieu", "Báo Bạc Liêu"
    province, province_now, successor = "Bạc Liêu", "Cà Mau", "ca_mau"
    hosts = ("baobaclieu.vn",)
    family, evidence = "newscontent", "page"
    seeds = tuple(
        Section(f"/{menu}.html")
        for menu in "chinh-tri-3 kinh-te-4 xa-hoi-5 van-hoa-6 phap-luat-7 xay-dung-dang-8".split()
    )
