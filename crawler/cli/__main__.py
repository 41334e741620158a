"""`python -m crawler.cli` is `baotinh`."""

from crawler.cli import main

main(prog_name="baotinh")
