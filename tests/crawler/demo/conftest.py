"""The sample newspaper of one day."""

from __future__ import annotations

import pytest

from crawler.demo.site import SampleNewspaper
from tests.support.sample_newspaper import TODAY


@pytest.fixture(scope="module")
def paper() -> SampleNewspaper:
    return SampleNewspaper(today=TODAY)
