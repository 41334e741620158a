"""Báo Nghệ An; its archive was numbered anew, so ids tell no order; -event123.html are lists."""

from crawler.newspaper import Paper


class NgheAn(Paper):
    name, title = "nghe_an", "Báo Nghệ An"
    province, province_now = "Nghệ An", "Nghệ An"
    hosts = ("baonghean.vn",)
    family, evidence = "onecms", "page"
