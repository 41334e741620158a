"""What is kept in the database: articles, revisions, the frontier, runs, images."""
