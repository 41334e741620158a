"""The commands that read an archive, by theme; `archive.cli.group` has what they share.

Results go to stdout, words about them to stderr. What a command needs is imported when it runs: a
search should not wait for the web server's libraries.
"""

from archive.cli import admin, articles, export, preservation, publish, search, stats
from archive.cli.group import Command, Commands, Form, archive_option, commands

__all__ = ["Command", "Commands", "Form", "archive_option", "commands"]

for _theme in (search, stats, export, articles, admin, publish, preservation):
    for _command in _theme.COMMANDS:
        commands.add_command(_command)
