"""Báo Hải Phòng, since July 2025 in Hải Dương's system."""

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
