"""What surrounds the parser: pages read, listings and feeds read, articles attributed."""
