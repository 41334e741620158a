"""Báo Lào Cai, merged with Yên Bái on 1 July 2025; -tag123.html are listing pages."""

from crawler.families.epi import EPI
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Lào Cai",
    province="Lào Cai",
    province_now="Lào Cai",
    hosts=("baolaocai.vn",),
    family=EPI,
    evidence="page",
)
