"""jobs: TODO."""
