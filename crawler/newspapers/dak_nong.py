"""Báo Đắk Nông, until the merger of 1 July 2025; its URL pattern is that of its CMS, untested."""

from crawler.families.onecms import ONECMS
from crawler.newspaper import Feed, Newspaper

NEWSPAPER = Newspaper(
    title="Báo Đắk Nông",
    province="Đắk Nông",
    province_now="Lâm Đồng",
    successor="lam_dong",
    hosts=("baodaknong.vn", "baodaknong.org.vn"),
    family=ONECMS,
    evidence="none",
    seeds=(Feed("/rss/video"),),
)
