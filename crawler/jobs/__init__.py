"""Whole jobs: crawl, ingest, reparse, a new newspaper."""
