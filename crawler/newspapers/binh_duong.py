"""Báo Bình Dương, until the merger of 1 July 2025."""

from crawler.newspaper import Paper


class BinhDuong(Paper):
    name, title = "binh_duong", "Báo Bình Dương"
    province, province_now, successor = "Bình Dương", "TP Hồ Chí Minh", "tp_ho_chi_minh"
    hosts = ("baobinhduong.vn",)
    family, evidence = "content_news", "page"
