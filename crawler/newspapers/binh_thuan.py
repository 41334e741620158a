"""Báo Bình Thuận, until the merger of 1 July 2025."""

from crawler.newspaper import Newspaper, Section
from crawler.urls.patterns import SLUG_ID

NEWSPAPER = Newspaper(
    title="Báo Bình Thuận",
    province="Bình Thuận",
    province_now="Lâm Đồng",
    successor="lam_dong",
    hosts=("baobinhthuan.com.vn",),
    article=(SLUG_ID,),
    seeds=(Section("/tin-tuc-binh-thuan-moi-nhat"),),
)
