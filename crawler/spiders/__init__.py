"""spiders: TODO."""
