"""Báo Hải Phòng, with Hải Dương's CMS since July 2025."""

from crawler.families.onecms import ONECMS
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Hải Phòng",
    province="Hải Phòng",
    province_now="Hải Phòng",
    hosts=("baohaiphong.vn", "baohaiphong.com.vn"),
    family=ONECMS,
    evidence="page",
)
