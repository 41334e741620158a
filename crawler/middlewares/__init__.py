"""Scrapy downloader middlewares: robots.txt, throttle, private hosts, clock, WARC."""
