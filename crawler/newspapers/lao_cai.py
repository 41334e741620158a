"""Báo Lào Cai, with Yên Bái since 1 July 2025; -tag123.html are lists."""

from crawler.newspaper import Paper


class LaoCai(Paper):
    name, title = "lao_cai", "Báo Lào Cai"
    province, province_now = "Lào Cai", "Lào Cai"
    hosts = ("baolaocai.vn",)
    family, evidence = "epi", "page"
