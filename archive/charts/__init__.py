"""charts: TODO."""
