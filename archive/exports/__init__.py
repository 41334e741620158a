"""exports: TODO."""
