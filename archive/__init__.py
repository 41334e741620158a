"""The archive: articles in, answers out; never imports the crawler, so searching needs no Scrapy."""
