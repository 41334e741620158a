"""Exports: files with a manifest, citations, and data frames."""
