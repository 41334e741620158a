"""Báo Long An, until its last issue of 30 June 2025."""

from crawler.newspaper import Newspaper
from crawler.urls.patterns import LETTER_A

NEWSPAPER = Newspaper(
    title="Báo Long An",
    province="Long An",
    province_now="Tây Ninh",
    successor="tay_ninh",
    hosts=("baolongan.vn",),
    article=(LETTER_A,),
)
