"""Writing to the database: articles, revisions, the frontier, runs, images, takedowns."""
