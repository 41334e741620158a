"""Báo Bắc Kạn, until the merger of 1 July 2025."""

from crawler.newspaper import Paper


class BacKan(Paper):
    name, title = "bac_kan", "Báo Bắc Kạn"
    province, province_now, successor = "Bắc Kạn", "Thái Nguyên", "thai_nguyen"
    hosts = ("baobackan.vn", "baobackan.com.vn", "baobackan.org.vn")
    family = "epi"
