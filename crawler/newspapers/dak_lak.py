"""Báo Đắk Lắk, with Phú Yên since 1 July 2025."""

from crawler.newspaper import Paper, Section


class DakLak(Paper):
    name, title = "dak_lak", "Báo Đắk Lắk"
    province, province_now = "Đắk Lắk", "Đắk Lắk"
    hosts = ("baodaklak.vn",)
    family, evidence = "td_post_content", "page"
    seeds = (Section("/khoa-hoc-cong-nghe/"),)
