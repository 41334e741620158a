"""Báo Cao Bằng; old slugs have capital letters, in 2017 articles ended in .bcb."""

from crawler.newspaper import Paper, Section


class CaoBang(Paper):
    name, title = "cao_bang", "Báo Cao Bằng"
    province, province_now = "Cao Bằng", "Cao Bằng"
    hosts = ("baocaobang.vn",)
    family = "content_detail"
    seeds = (Section("/Thoi-su"), Section("/chinh-tri"))
