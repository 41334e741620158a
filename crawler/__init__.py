"""The crawler: fetches newspapers' websites with Scrapy and parses their articles."""
