"""extraction: TODO."""
