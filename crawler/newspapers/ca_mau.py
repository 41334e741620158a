"""Báo Cà Mau, merged with Bạc Liêu on 1 July 2025; a clock is above the dateline."""

from crawler.newspaper import Newspaper, Rules, Section
from crawler.urls.patterns import LETTER_A

NEWSPAPER = Newspaper(
    title="Báo Cà Mau",
    province="Cà Mau",
    province_now="Cà Mau",
    hosts=("baocamau.vn", "baocamau.com.vn"),
    evidence="page",
    article=(LETTER_A,),
    seeds=(Section("/phong-su-ky-su/"),),
    rules=Rules(body="div.post-content, section.post-content, div.newscontent"),
)
