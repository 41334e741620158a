"""Báo Nghệ An; its archive was renumbered, so ids are unordered; -event123.html are listings."""

from crawler.families.onecms import ONECMS
from crawler.newspaper import Newspaper

NEWSPAPER = Newspaper(
    title="Báo Nghệ An",
    province="Nghệ An",
    province_now="Nghệ An",
    hosts=("baonghean.vn",),
    family=ONECMS,
    evidence="page",
)
