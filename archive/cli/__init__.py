"""The commands that search, export, keep and serve an archive; it never imports the crawler.

Results go to stdout, messages about them to stderr.
"""

import click

from archive.cli.group import Command, Form, LazyGroup, archive_option, entries

__all__ = ["COMMANDS", "Command", "Form", "LazyGroup", "archive_option", "commands", "entries"]

COMMANDS = (
    *entries(
        "Ask",
        "archive.cli.search",
        search="Find articles, newest first.",
        kwic="Show matches in context, one per line (KWIC).",
        sample="Draw a random, repeatable sample of articles.",
    ),
    *entries(
        "Ask",
        "archive.cli.stats",
        histogram="Count articles over time.",
        trend="Compare several queries over time.",
        facets="Count articles by newspaper, section, author.",
        collocates="Rank words that co-occur with a query.",
    ),
    *entries(
        "Ask",
        "archive.cli.articles",
        history="Show how an article changed.",
        copies="Find near-duplicate articles.",
        polls="List reader polls and their votes over time.",
        weather="List printed weather forecasts by day.",
    ),
    *entries(
        "Take away",
        "archive.cli.export",
        export="Write articles to a file, with a manifest.",
        repeat="Repeat an exported query and list changes.",
        cite="Print references: text, BibTeX, RIS, CSL-JSON.",
    ),
    *entries(
        "Keep",
        "archive.cli.preservation",
        cron="Print crontab lines or systemd timers.",
        runs="List recent crawls, ingests and reparses.",
        health="Check newspapers for silence and lost fields.",
        verify="Check captures and revisions by their digests.",
        backup="Back up the archive as a BagIt bag.",
        restore="Restore an archive from a backup.",
        hide="Withdraw an article from readers.",
    ),
    *entries(
        "Keep",
        "archive.cli.admin",
        migrate="Upgrade an archive's tables.",
        reindex="Rebuild the search index.",
    ),
    *entries("Serve", "archive.cli.serve", serve="Serve the archive as web pages."),
    *entries("Serve", "archive.cli.publish", publish="Make a dated, read-only copy for readers."),
)


@click.group(cls=LazyGroup, table=COMMANDS)
def commands() -> None:
    """Search, export, keep and serve an archive of Viet Nam's provincial newspapers."""
