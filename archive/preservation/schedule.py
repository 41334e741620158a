"""Generates crontab lines and systemd units that run crawls, health checks and fixity checks.

The minute of a task is a hash of archive and command, so that tasks do not all start at the full
hour. The output of crawls is appended to `<database>.log`. Alarms are mailed by cron, since
`baotinh health --quiet` prints nothing else.
"""

from __future__ import annotations

import shlex
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SYSTEMD = """# {name}.service
[Unit]
Description=baotinh {words}
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
Environment={contact}
ExecStart={command}
SuccessExitStatus=4
KillSignal=SIGTERM
TimeoutStopSec=60

# {name}.timer
[Unit]
Description=baotinh {words}, by the clock

[Timer]
OnCalendar={calendar}
Persistent=true

[Install]
WantedBy=timers.target
"""


@dataclass(frozen=True, slots=True)
class _Task:
    words: tuple[str, ...]
    minute: int
    hours: str  # as cron has them
    day: str = "*"  # of the week: cron's number
    is_logged: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The schedule: crawls of `papers` (empty: of all) every `every` hours.

    `options` are added to each crawl; `notify` is a command that is run for alarms.
    """

    papers: Sequence[str]
    every: int
    contact: str
    options: Sequence[str] = ()
    notify: str | None = None


def crontab(program: str, db: Path, plan: Plan) -> list[str]:
    """The lines of a crontab."""
    lines = [
        "# Exit codes: 0 done, 1 failed, 3 alarm, 4 locked, 5 refused, 6 interrupted, 7 storage.",
        "# MAILTO is who reads of alarms.",
        "MAILTO=root",
        f"BAOTINH_CONTACT={plan.contact}",
    ]
    log = shlex.quote(f"{db}.log")
    for task in _tasks(db, plan):
        command = shlex.join((program, *task.words, "--db", str(db)))
        end = f' >>{log} 2>&1 || echo "exit code $?" >>{log}' if task.is_logged else ""
        line = f"{task.minute} {task.hours} * * {task.day} {command}{end}"
        lines.append(line.replace("%", "\\%"))  # a bare one ends the line for cron
    return lines


def systemd(program: str, db: Path, plan: Plan) -> list[str]:
    """Pairs of a service and a timer unit, each preceded by a comment with its file name."""
    units = []
    for task in _tasks(db, plan):
        command = " ".join(map(_quoted, (program, *task.words, "--db", str(db))))
        calendar = f"{'Sun ' if task.day == '0' else ''}*-*-* {_hours(task.hours)}:{task.minute:02}"
        name = "-".join(
            ("baotinh", *(word.strip("-").replace("_", "-") for word in task.words[:2]))
        )
        units.append(
            _SYSTEMD.format(
                name=name,
                words=" ".join(task.words),
                contact=_quoted(f"BAOTINH_CONTACT={plan.contact}"),
                command=command,
                calendar=calendar,
            )
        )
    return units


def _tasks(db: Path, plan: Plan) -> list[_Task]:
    every = f"*/{plan.every}" if plan.every < 24 else "3"
    crawls = [("crawl", paper) for paper in plan.papers] or [("crawl", "--all")]
    health = ("health", "--quiet", *(("--notify", plan.notify) if plan.notify else ()))
    return [
        *(_Task((*words, *plan.options), _minute(db, words), every) for words in crawls),
        _Task(health, _minute(db, ("health",)), "7", is_logged=False),
        _Task(("verify", "--quiet"), _minute(db, ("verify",)), "1", "0", is_logged=False),
    ]


def _minute(db: Path, words: Sequence[str]) -> int:
    return zlib.crc32(" ".join((str(db), *words)).encode()) % 60


def _hours(hours: str) -> str:
    return hours.replace("*/", "00/") if "/" in hours else f"{int(hours):02}"


def _quoted(word: str) -> str:
    """An argument quoted for a unit file, where % and $ are special."""
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"' if set(text) & set(" \t'\"\\") else text
