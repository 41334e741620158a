"""Báo Bình Thuận, until the merger of 1 July 2025."""

from crawler.newspaper import Paper, Section
from crawler.urls.patterns import SLUG_ID


class BinhThuan(Paper):
    name, title = "binh_thuan", "Báo Bình Thuận"
    province, province_now, successor = "Bình Thuận", "Lâm Đồng", "lam_dong"
    hosts = ("baobinhthuan.com.vn",)
    article = (SLUG_ID,)
    seeds = (Section("/tin-tuc-binh-thuan-moi-nhat"),)
