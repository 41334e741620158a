"""Charts as SVG, and their layout."""
