"""Báo Thanh Hóa, each of whose articles has two addresses; print views are scrambled."""

from crawler.newspaper import Feed, Paper, Rules
from crawler.urls.patterns import SLUG_ID_HTM


class ThanhHoa(Paper):
    name, title = "thanh_hoa", "Báo Thanh Hóa"
    province, province_now = "Thanh Hóa", "Thanh Hóa"
    hosts = ("baothanhhoa.vn",)
    evidence = "page"
    article = (SLUG_ID_HTM,)
    seeds = (Feed("/rss/thoi-su.xml"), Feed("/rss/phap-luat.xml"), Feed("/rss/kinh-te.xml"))
    rules = Rules(lead="div.article__sapo")
