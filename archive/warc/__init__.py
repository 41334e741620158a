"""WARC files: writer, reader, CDX indexes, and decoding of HTTP content codings."""
