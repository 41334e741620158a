"""Scrapy's settings, only what differs from its defaults, each with its reason.

`baotinh crawl` sets the database, the delay and the bounds of a call on top of these.
"""

from __future__ import annotations

import os
from importlib.metadata import version

from archive.warc.content_encoding import MAX_BYTES

BOT_NAME = "baotinh"
SPIDER_LOADER_CLASS = "crawler.spiders.loader.NewspaperLoader"  # a spider for each newspaper

# Who asks, and where to complain; BAOTINH_CONTACT is a mail or web address of whoever runs it.
CONTACT = os.environ.get("BAOTINH_CONTACT", "")
USER_AGENT = f"baotinh/{version('baotinh')} (newspaper archive{CONTACT and '; ' + CONTACT})"

# Polite: these are small newspapers' servers.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "baotinh"  # the name that a robots.txt would use for us
DOWNLOAD_DELAY = 2
DOWNLOAD_DELAY_JITTER = 0  # crawler/middlewares/throttle.py adds its own, never below the delay
CONCURRENT_REQUESTS = 1  # of a paper on all its hosts: no other request lies in wait
CONCURRENT_REQUESTS_PER_DOMAIN = 1
RETRY_TIMES = 1  # what fails twice rests in the frontier for minutes to days
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the run counts it

# Bounded: a page has 0.1 MB, a slow server answers within a minute.
DOWNLOAD_MAXSIZE = MAX_BYTES
DOWNLOAD_WARNSIZE = 0  # the bound is near enough
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = 5  # for robots.txt; the spider follows the redirects of pages itself

# Safe: nothing but the web, nothing private, nobody listens on us.
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    **dict.fromkeys(("http", "https"), "crawler.middlewares.download_handler.BoundedHandler"),
}
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "crawler.middlewares.private_hosts.PublicResolver"
HTTPPROXY_ENABLED = False  # a proxy would resolve names for us, past the guard
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
PRIVATE_HOSTS: list[str] = []  # ours: hosts that may lead to a private address

# Whole: every answer reaches the callbacks and the archive, in order.
HTTPERROR_ALLOW_ALL = True
METAREFRESH_ENABLED = False  # a page that sends readers elsewhere after a while is still a page
COOKIES_ENABLED = False  # the same page for everybody
CONCURRENT_ITEMS = 1  # what a page brought is stored before what it leads to is asked for
ARCHIVE_DB = "archive.db"  # ours: the database; WARC files stand beside it
REVISITS = 200  # ours: known articles that a crawl fetches again at most, after all that is new
EXTENSIONS = {
    "crawler.extensions.run_lifecycle.RunLifecycle": 400,
    "crawler.extensions.idle.IdleExtension": 500,
}
ITEM_PIPELINES = {"crawler.pipelines.ArchivePipeline": 500}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # it drops without a word
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # ours is stricter
    "crawler.middlewares.private_hosts.PrivateHostsMiddleware": 90,  # before robots.txt
    "crawler.middlewares.robotstxt.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.decompression.DecompressionMiddleware": 590,  # as Scrapy's own
    # after all that may refuse; a retry waits too
    "crawler.middlewares.throttle.ThrottleMiddleware": 940,
    # so near to the network that bodies are as sent
    "crawler.middlewares.warc.WarcMiddleware": 950,
    "crawler.middlewares.clock.ClockMiddleware": 960,  # before anything is kept under a wrong time
}

LOG_LEVEL = "INFO"
