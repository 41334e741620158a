"""Benchmarks that compare baotinh with alternatives in the same run; tests do not use them."""
