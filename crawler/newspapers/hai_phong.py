"""Báo Hải Phòng, since July 2025 in Hải Dương's system."""

from crawler.newspaper import Paper


class HaiPhong(Paper):
    name, title = "hai_phong", "Báo Hải Phòng"
    province, province_now = "Hải Phòng", "Hải Phòng"
    hosts = ("baohaiphong.vn", "baohaiphong.com.vn")
    family, evidence = "onecms", "page"
