"""`baotinh`: the commands that fill an archive, and those of `archive.cli` that read it.

Results go to stdout; progress, logs and words about what went wrong to stderr. What a command needs
is imported when it runs: a search should not wait for Scrapy.
"""

from __future__ import annotations

import click

from archive.cli import Commands, commands
from crawler.cli import inspect, jobs


@click.group(cls=Commands)
@click.version_option(package_name="baotinh")
def main() -> None:
    """An archive of Viet Nam's provincial newspapers: crawl, keep, take apart, search, read."""


for _command in (*commands.commands.values(), *jobs.COMMANDS, *inspect.COMMANDS):
    main.add_command(_command)
