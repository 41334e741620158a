"""What leads a crawler of a test newspaper round."""

from __future__ import annotations

import re

ABOUT = {
    "/gioi-thieu.html": "Giới thiệu về tờ báo và ban biên tập",
    "/quang-cao.html": "Bảng giá đăng quảng cáo trên báo điện tử",
    "/lien-he.html": "Liên hệ với tòa soạn",
    "/chinh-sach-bao-mat-thong-tin-ban-doc.html": "Chính sách bảo mật thông tin bạn đọc",
    "/dieu-khoan-su-dung-trang-bao-dien-tu-12345.html": "Điều khoản sử dụng trang báo điện tử",
}


_TRAPS = {
    "calendar": r"/lich/",
    "repeating": r"/tin-moi",
    "session": r"PHPSESSID",
    "sort": r"[?&]sort=",
    "print": r"/in-bai/|[?&]print=",
    "circle": r"vong-tron",
    "elsewhere": r"sang-trang-khac",
    "about": "|".join(map(re.escape, ABOUT)),
    "tag": r"/tag/",
}


def trap_of(path: str) -> str | None:
    """The trap that a path leads into, or None for what a reader came for."""
    return next((name for name, looks in _TRAPS.items() if re.search(looks, path)), None)
