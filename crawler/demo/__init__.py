"""A small invented newspaper, "Báo Mẫu", bundled so that a crawl can be shown and tested offline.

Its markup is that of Báo Bạc Liêu; its province, people, figures and every sentence are made up.
The texts stand in `content/*.toml`, to be read and edited as text; `crawler.demo.server` puts
them on a socket.
"""

from crawler.demo.site import SampleNewspaper

__all__ = ["SampleNewspaper"]
