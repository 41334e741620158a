"""A bundled, invented newspaper, "Báo Mẫu", for demonstrations and tests of a crawl offline.

Its markup is that of Báo Bạc Liêu; its province, people, figures and sentences are invented. The
texts are in `content/*.toml`; `crawler.demo.server` serves them over HTTP.
"""

from crawler.demo.site import SampleNewspaper

__all__ = ["SampleNewspaper"]
