"""Báo Lào Cai, with Yên Bái since 1 July 2025; -tag123.html are lists."""

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
