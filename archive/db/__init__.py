"""db: TODO."""
