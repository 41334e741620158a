"""middlewares: TODO."""
