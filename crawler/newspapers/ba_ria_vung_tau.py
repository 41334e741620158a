"""Báo Bà Rịa - Vũng Tàu, until the merger of 1 July 2025."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import MONTH_FOLDER

NEWSPAPER = Newspaper(
    title="Báo Bà Rịa - Vũng Tàu",
    province="Bà Rịa - Vũng Tàu",
    province_now="TP Hồ Chí Minh",
    successor="tp_ho_chi_minh",
    hosts=("baobariavungtau.com.vn",),
    article=(MONTH_FOLDER,),
)
