"""Báo Vĩnh Long, with Bến Tre and Trà Vinh since 1 July 2025, which keep editions of their own."""

from crawler.newspaper import Paper, Section


class VinhLong(Paper):
    name, title = "vinh_long", "Báo Vĩnh Long"
    province, province_now = "Vĩnh Long", "Vĩnh Long"
    hosts = ("baovinhlong.com.vn", "baovinhlong.vn")
    family = "hemera"
    seeds = (Section("/xa-hoi/du-lich/"),)
