"""Data tables in the body as rows of cell texts; layout tables are not included."""

from __future__ import annotations

from crawler.parsers.layout.blocks import Block


def find_tables(blocks: list[Block]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Claim the table blocks; return tables as tuples of rows, rows as tuples of cell texts."""
    tables = [block for block in blocks if block.kind == "table" and block.claimed is None]
    for block in tables:
        block.claim("tables")
    return tuple(block.rows for block in tables)
