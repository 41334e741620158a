"""The archive: articles in, answers out. Never imports the crawler, so who searches or serves needs no Scrapy."""
