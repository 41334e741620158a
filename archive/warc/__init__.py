"""Captures as WARC records: written, read back, indexed, decoded."""
