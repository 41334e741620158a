"""Báo Tây Ninh, merged with Long An on 1 July 2025; some listing URLs have underscores."""

from crawler.families.content_detail import CONTENT_DETAIL
from crawler.newspaper import Newspaper, Rules
from crawler.urls.patterns import LETTER_A

NEWSPAPER = Newspaper(
    title="Báo Tây Ninh",
    province="Tây Ninh",
    province_now="Tây Ninh",
    hosts=("baotayninh.vn",),
    family=CONTENT_DETAIL,
    evidence="page",
    article=(LETTER_A,),
    rules=Rules(lead="h4.sapo, p.sapo, p.fontd.fw600.justify"),
)
