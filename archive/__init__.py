"""The archive: articles in, answers out; never imports the crawler: searching needs no Scrapy."""
