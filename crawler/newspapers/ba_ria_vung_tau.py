"""Báo Bà Rịa - Vũng Tàu, until the merger of 1 July 2025."""

from crawler.newspaper import Paper
from crawler.urls.patterns import MONTH_FOLDER


class BaRiaVungTau(Paper):
    name, title = "ba_ria_vung_tau", "Báo Bà Rịa - Vũng Tàu"
    province, province_now, successor = "Bà Rịa - Vũng Tàu", "TP Hồ Chí Minh", "tp_ho_chi_minh"
    hosts = ("baobariavungtau.com.vn",)
    article = (MONTH_FOLDER,)
