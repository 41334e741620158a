"""The Scrapy spider of a newspaper: listing pages, pagination, backfill, revisits, images."""
