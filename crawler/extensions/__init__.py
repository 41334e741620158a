"""extensions: TODO."""
