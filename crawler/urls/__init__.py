"""URLs: the canonical form, article patterns, heuristics, traps."""
