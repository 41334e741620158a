"""Full-text search: queries parsed, hits ranked, snippets, counts, concordances."""
