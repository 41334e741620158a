"""Báo Đồng Nai; in what was moved from its older site the minute is the month."""

from crawler.newspaper import Paper, Rules


class DongNai(Paper):
    name, title = "dong_nai", "Báo Đồng Nai"
    province, province_now = "Đồng Nai", "Đồng Nai"
    hosts = ("baodongnai.com.vn",)
    family, evidence = "td_post_content", "page"
    rules = Rules(minutes_from="2019-01-01")
