"""Tables of data in the body as rows of cells; those that only lay out the page are not here."""

from __future__ import annotations

from crawler.parsers.layout.blocks import Block


def find_tables(blocks: list[Block]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Rows of cell texts, table by table; the blocks are claimed."""
    tables = [block for block in blocks if block.kind == "table" and block.claimed is None]
    for block in tables:
        block.claim("tables")
    return tuple(block.rows for block in tables)
