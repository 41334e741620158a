"""Debian's cron runs the printed lines: in namespaces of its own, where it can do nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import environment
from tests.support.crawls import value

pytestmark = pytest.mark.slow
CRON = shutil.which("cron", path="/usr/sbin:/usr/bin:/sbin") or os.environ.get("BAOTINH_CRON", "")
UNSHARE = shutil.which("unshare")
MINUTES = 3

# Its folders are empty disks that only it sees; the mailer writes what cron would send.
ALONE = """
set -e
for folder in /var/spool/cron /etc/cron.d /run /etc/pam.d /etc/security; do
    mkdir -p $folder; mount -t tmpfs tmpfs $folder
done
mkdir -p /var/spool/cron/crontabs
echo 'auth sufficient pam_permit.so' > /etc/pam.d/cron
echo 'account sufficient pam_permit.so' >> /etc/pam.d/cron
echo 'session sufficient pam_permit.so' >> /etc/pam.d/cron
cp "$LINES_OF_CRON" /etc/cron.d/baotinh; chmod 644 /etc/cron.d/baotinh
exec "$CRON_PROGRAM" -f
"""


@pytest.mark.skipif(not CRON, reason="cron is not installed: apt-get install cron")
@pytest.mark.skipif(not UNSHARE or os.geteuid() != 0, reason="cron needs root and unshare")
def test_cron_runs_a_printed_line_and_the_log_tells_the_end(baotinh, newspaper, db, tmp_path):
    printed = baotinh("cron", "sample", "--contact", "archive@library.example", "--db", db).stdout
    (crawl,) = (line for line in printed.splitlines() if " crawl sample " in line)
    *_, command = crawl.split(" ", 5)
    program = command.split(" ", 1)[0]
    ours = tmp_path / "baotinh"
    # The command of this checkout, with the sample newspaper in the place of the real one.
    ours.write_text(
        f'#!/bin/sh\nexec {sys.executable} -m crawler.cli "$@" --mirror {newspaper.url} --delay 0\n'
    )
    ours.chmod(0o755)
    settings = [f"{name}={environment()[name]}" for name in ("PYTHONPATH",)]
    head = [line for line in printed.splitlines() if line.startswith(("MAILTO", "BAOTINH"))]
    line = f"* * * * * root {command.replace(program, str(ours), 1)}"
    table = tmp_path / "lines"
    table.write_text("\n".join([*head, *settings, line]) + "\n")
    cron = subprocess.Popen(
        [str(UNSHARE), "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ALONE],
        env=environment(LINES_OF_CRON=str(table), CRON_PROGRAM=CRON),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    log = Path(f"{db}.log")
    try:
        ends = time.monotonic() + 60 * MINUTES
        while time.monotonic() < ends and cron.poll() is None:
            if log.exists() and "sample: " in log.read_text():
                break
            time.sleep(1)
    finally:
        cron.kill()
        said = cron.communicate()[0]
    assert log.exists(), said
    assert f"{len(newspaper.newspaper.addresses())} new, 0 changed" in log.read_text()
    assert value(db, "SELECT outcome FROM runs") == "finished"
