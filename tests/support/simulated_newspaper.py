"""A newspaper by chance: how much it prints on a day, and with which fields."""

from __future__ import annotations

import random
from datetime import date

from archive.preservation.anomalies import HOLIDAYS

SEED = 20261123
START = date(2025, 3, 3)


class Paper:
    """A simulated newspaper: how much it prints on a day of the week, and with which fields."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.workdays = chance.choice([2, 5, 12, 30, 60])
        self.weekend = chance.choice([0, 0.2, 0.5, 1])
        self.shares = {"author": 0.9, "lead": 0.97, "image": 0.8, "caption": 0.55, "rare": 0.15}

    def prints(self, day: date) -> int:
        """How many articles of a day, on holidays fewer; now and then the site is away."""
        rate = self.workdays * (self.weekend if day.weekday() > 4 else 1)
        if day in HOLIDAYS:
            rate *= 0.1
        if (day.month, day.day) in {(1, 1), (4, 30), (5, 1), (9, 2), (9, 3)}:
            rate = 0
        if self.chance.random() < 0.01:
            rate = 0
        return sum(self.chance.random() < rate / 100 for _ in range(100))

    def fields(self, articles: int) -> dict[str, int]:
        """How many of them have each field; every day has its own mood."""
        return {
            name: sum(
                self.chance.random() < min(1, max(0, share + self.chance.gauss(0, 0.06)))
                for _ in range(articles)
            )
            for name, share in self.shares.items()
        }
