"""preservation: TODO."""
