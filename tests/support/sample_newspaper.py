"""The day and addresses at which tests look at the sample newspaper."""

from __future__ import annotations

from datetime import datetime

from archive.clock import VIETNAM

TODAY = datetime(2026, 11, 22, 16, 48, tzinfo=VIETNAM)
ORIGIN = "http://baomau.test"
EDITED = "/kinh-te/muoi-duoc-gia-diem-dan-dong-con-ra-dong-tu-nua-dem-21077.html"
