"""Báo Bắc Kạn, until the merger of 1 July 2025."""

from crawler.families.epi import EPI
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Bắc Kạn",
    province="Bắc Kạn",
    province_now="Thái Nguyên",
    successor="thai_nguyen",
    hosts=("baobackan.vn", "baobackan.com.vn", "baobackan.org.vn"),
    family=EPI,
)
