"""Báo Khánh Hòa; in what was moved from its older site the minute is the month."""

from crawler.newspaper import Paper, Rules, Section
from crawler.urls.patterns import MONTH_FOLDER


class KhanhHoa(Paper):
    name, title = "khanh_hoa", "Báo Khánh Hòa"
    province, province_now = "Khánh Hòa", "Khánh Hòa"
    hosts = ("baokhanhhoa.vn", "baokhanhhoa.com.vn", "news.baokhanhhoa.vn")
    family = "td_post_content"
    article = (MONTH_FOLDER, MONTH_FOLDER.on("news.baokhanhhoa.vn"))
    seeds = (Section("/english"),)
    rules = Rules(minutes_from="2019-01-01")
