"""Detects soft 404s: "not found" pages with status 200.

The whole headline must match, since an article about something that was not found has more words.
"""

from __future__ import annotations

import re

from archive.model import Article
from archive.vietnamese import fold

REASON = "soft-404"
_MISSING = re.compile(
    r"(?:loi |error |http )?404(?: error| not found| ?[:.!-].{0,40})?"
    r"|(?:oops[ !.]*)?(?:trang|bai viet|noi dung|duong dan|tin bai)(?: web)?"
    r"(?: nay| ban (?:tim|yeu cau))?"
    r" (?:khong ton tai|khong tim thay|da bi xoa|khong co)(?: hoac .{0,40})?"
    r"|khong tim thay(?: trang| bai viet| noi dung)?(?: ban (?:yeu cau|can|tim))?"
    r"|(?:page |file )?not found|object moved|an error (?:has )?occurred"
)


def is_soft_404(article: Article) -> bool:
    """Whether the headline of a page says that there is no such page.

    >>> is_soft_404(Article(url="", canonical_url="", paper=None, title="Lỗi 404"))
    True
    >>> title = "Không tìm thấy nạn nhân thứ ba trong vụ chìm tàu"
    >>> is_soft_404(Article(url="", canonical_url="", paper=None, title=title))
    False
    """
    title = " ".join(fold(article.title or "").split()).strip(" .!-:|")
    return _MISSING.fullmatch(title) is not None
