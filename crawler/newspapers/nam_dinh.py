"""Báo Nam Định; in what was moved from its older site the minute is the month."""

from crawler.newspaper import Paper, Rules


class NamDinh(Paper):
    name, title = "nam_dinh", "Báo Nam Định"
    province, province_now, successor = "Nam Định", "Ninh Bình", "ninh_binh"
    hosts = ("baonamdinh.vn", "baonamdinh.com.vn")
    family = "hemera"
    rules = Rules(minutes_from="2019-01-01")
