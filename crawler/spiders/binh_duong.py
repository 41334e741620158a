"""Báo Bình Dương, until the merger of 1 July 2025."""

from crawler.paper import Paper, Rules
from crawler.shapes import LETTER_A


class BinhDuong(Paper):
    name, title = "binh_duong", "Báo Bình Dương"
    province, province_now, successor = "Bình Dương", "TP Hồ Chí Minh", "tp_ho_chi_minh"
    hosts = ("baobinhduong.vn",)
    evidence = "page"
    article = (LETTER_A,)
    rules = Rules(title="h1.title", body="#contentNews")
