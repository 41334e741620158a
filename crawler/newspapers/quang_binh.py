"""Báo Quảng Bình, until the merger of 2025; its system serves Báo Quảng Trị now."""

from crawler.newspaper import Paper


class QuangBinh(Paper):
    name, title = "quang_binh", "Báo Quảng Bình"
    province, province_now, successor = "Quảng Bình", "Quảng Trị", "quang_tri"
    hosts = ("baoquangbinh.vn",)
    family = "td_post_content"
    marks = ("QBĐT",)
