"""urls: TODO."""
