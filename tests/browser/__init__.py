"""What a reader does, done in a real browser."""
