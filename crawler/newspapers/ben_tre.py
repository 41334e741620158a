"""Báo Đồng Khởi (Bến Tre), since 2025 an edition of Báo Vĩnh Long; the day stands in the slug."""

from crawler.newspaper import Paper


class BenTre(Paper):
    name, title = "ben_tre", "Báo Đồng Khởi"
    province, province_now, successor = "Bến Tre", "Vĩnh Long", "vinh_long"
    hosts = ("dongkhoi.baovinhlong.vn", "baodongkhoi.vn")
    family, evidence = "content_fck", "page"
