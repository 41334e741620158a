"""Hànộimới, the newspaper of the capital; -event123.html are listing pages."""

from crawler.families.onecms import ONECMS
from crawler.newspaper import Feed, Newspaper, Section

NEWSPAPER = Newspaper(
    title="Hànộimới",
    province="Hà Nội",
    province_now="Hà Nội",
    hosts=("hanoimoi.vn", "hanoimoi.com.vn"),
    family=ONECMS,
    evidence="page",
    seeds=(Section("/kinh-te"), Feed("/rss/kinh-te.rss")),
)
