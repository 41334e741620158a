"""Báo Ấp Bắc (Tiền Giang), until the merger of 1 July 2025."""

from crawler.newspaper import Feed, Paper


class TienGiang(Paper):
    name, title = "tien_giang", "Báo Ấp Bắc"
    province, province_now, successor = "Tiền Giang", "Đồng Tháp", "dong_thap"
    hosts = ("baoapbac.vn",)
    family = "hemera"
    seeds = (Feed("/xa-hoi/index.rss"),)
