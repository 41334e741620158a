"""warc: TODO."""
