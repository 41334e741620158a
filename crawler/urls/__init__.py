"""URLs: canonical form, patterns of articles, heuristics for unknown sites, crawler traps."""
