"""The pause between two requests: what makes it longer, and what takes that back."""

from __future__ import annotations

from crawler.middlewares.throttle import MAX_GAP, Throttle


class TestPace:
    """The rules themselves, by a clock that stands still."""

    def pace(self, delay: float) -> Throttle:
        return Throttle(delay, clock=lambda: 1000.0, random_source=lambda: 0.0)

    def test_a_slow_server_gets_more_time(self) -> None:
        pace = self.pace(2)
        for _ in range(30):
            pace.on_response(200, 0.1, 0)
        assert pace.gap() == 2
        for _ in range(30):
            pace.on_response(200, 10, 0)
        assert 19 < pace.gap() <= 20

    def test_refusals_double_the_pause_up_to_a_minute_and_answers_take_it_back(self) -> None:
        pace = self.pace(2)
        seen = []
        for _ in range(8):
            pace.on_response(503, 0, 0)
            seen.append(pace.gap())
        assert seen == [4, 8, 16, 32, MAX_GAP, MAX_GAP, MAX_GAP, MAX_GAP]
        for _ in range(40):
            pace.on_response(200, 0, 0)
        assert pace.gap() == 2

    def test_a_crawl_delay_only_slows(self) -> None:
        pace = self.pace(2)
        pace.apply_crawl_delay(1)
        assert pace.gap() == 2
        pace.apply_crawl_delay(86_400)
        assert pace.gap() == MAX_GAP

    def test_turns_follow_each_other(self) -> None:
        pace = self.pace(2)
        assert [pace.next_slot() for _ in range(3)] == [1000, 1002, 1004]
