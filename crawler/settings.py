"""Scrapy settings that differ from the defaults, each with its reason.

`baotinh crawl` overrides the database, the delay and the limits by its options.
"""

from __future__ import annotations

import os
from importlib.metadata import version

from archive.warc.content_encoding import MAX_BYTES

BOT_NAME = "baotinh"
SPIDER_LOADER_CLASS = "crawler.spiders.loader.NewspaperLoader"  # a spider for each newspaper

# The User-Agent names the crawler and the operator's e-mail address or URL (BAOTINH_CONTACT).
CONTACT = os.environ.get("BAOTINH_CONTACT", "")
USER_AGENT = f"baotinh/{version('baotinh')} (newspaper archive{CONTACT and '; ' + CONTACT})"

# Politeness: the servers of these newspapers are small.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "baotinh"  # the name of this crawler in robots.txt
DOWNLOAD_DELAY = 2
DOWNLOAD_DELAY_JITTER = 0  # crawler/middlewares/throttle.py adds its own, never below the delay
CONCURRENT_REQUESTS = 1  # for a newspaper, on all its hosts
CONCURRENT_REQUESTS_PER_DOMAIN = 1
RETRY_TIMES = 1  # after a second failure the frontier retries, minutes to days later
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the run counts it

# Limits: a page has about 0.1 MB, and a slow server responds within a minute.
DOWNLOAD_MAXSIZE = MAX_BYTES
DOWNLOAD_WARNSIZE = 0  # the limit is low enough
DOWNLOAD_TIMEOUT = 60
REDIRECT_MAX_TIMES = 5  # for robots.txt; the spider follows the redirects of pages itself

# Security: only http and https, no private hosts, no open ports.
DOWNLOAD_HANDLERS = {
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
    **dict.fromkeys(("http", "https"), "crawler.middlewares.download_handler.BoundedHandler"),
}
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "crawler.middlewares.private_hosts.PublicResolver"
HTTPPROXY_ENABLED = False  # a proxy would resolve host names, without the check of PublicResolver
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
PRIVATE_HOSTS: list[str] = []  # own setting: hosts that may have a private IP address

# Completeness: every response reaches the callbacks and the archive, in order.
HTTPERROR_ALLOW_ALL = True
METAREFRESH_ENABLED = False  # a page with a meta refresh is stored like any other
COOKIES_ENABLED = False  # every visitor should get the same page
CONCURRENT_ITEMS = 1  # the result of a page is recorded before its links are requested
ARCHIVE_DB = "archive.db"  # own setting: the database; WARC files are in the same folder
REVISITS = 200  # own setting: maximum of revisits in a crawl, after all new pages
EXTENSIONS = {
    "crawler.extensions.run_lifecycle.RunLifecycle": 400,
    "crawler.extensions.idle.IdleExtension": 500,
}
ITEM_PIPELINES = {"crawler.pipelines.ArchivePipeline": 500}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # it drops requests silently
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # see below
    "crawler.middlewares.private_hosts.PrivateHostsMiddleware": 90,  # before robots.txt
    "crawler.middlewares.robotstxt.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.middlewares.decompression.DecompressionMiddleware": 590,  # as Scrapy's
    # after all middlewares that may refuse a request; retries wait too
    "crawler.middlewares.throttle.ThrottleMiddleware": 940,
    # close to the network, so that bodies are as sent
    "crawler.middlewares.warc.WarcMiddleware": 950,
    "crawler.middlewares.clock.ClockMiddleware": 960,  # before a response is stored
}

LOG_LEVEL = "INFO"
