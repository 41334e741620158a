"""A reader of the pages: asks a served archive through Datasette's test client."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import httpx

from archive.serve import server
from tests.support.readable import AGENCY_ID, RAILWAY_ID, SLUICE_ID, UNDATED_ID

PAGES = (
    "/",
    "/tim",
    "/tim?q=bán",
    "/tim?q=gia&tu=2025&den=2025",
    "/tim?q=gia&tu=2025-03&den=2025-03&bao=vinh_long&muc=Xã+hội",
    "/tim?q=không+có+gì&bao=ca_mau&dau=1",
    "/tim?q=lua&xep=hop&gop=1&co=anh",
    f"/bai/{SLUICE_ID}",
    f"/bai/{SLUICE_ID}/ban/1",
    f"/bai/{SLUICE_ID}/ban/2",
    f"/bai/{AGENCY_ID}",
    f"/bai/{RAILWAY_ID}",
    f"/bai/{UNDATED_ID}",
    "/bao",
    "/bao/vinh_long",
    "/tac-gia?ten=Phương+Nam",
    "/the?ten=hạn+mặn",
    "/ngay/2024-10-18",
    "/ngay/2001-01-01",
    "/tham-do",
    "/thoi-tiet?nam=2025&tinh=Vĩnh+Long",
    "/thoi-tiet?nam=2019",
    "/do-phu?thang=2025-03",
    "/do-phu?thang=2025-03&bao=vinh_long",
    "/xu-huong",
    "/xu-huong?q=giá&q=lúa&buoc=thang",
    "/gioi-thieu",
)


class Reader:
    """Asks an archive for pages, through datasette's own test client."""

    def __init__(self, db: Path, *, public: bool = False) -> None:
        self.datasette = server.application(db, public=public)
        self.loop = asyncio.new_event_loop()

    def get(self, path: str, **headers: str) -> httpx.Response:
        asked = self.datasette.client.get(path, headers=headers)
        answer: httpx.Response = self.loop.run_until_complete(asked)
        return answer

    def close(self) -> None:
        self.datasette.get_database("archive").close()
        self.datasette.executor.shutdown()
        self.loop.close()


def links_to_articles(page: str) -> list[int]:
    found = re.findall(r'<h3><a href="/bai/(\d+)', page)
    return [int(number) for number in found]
