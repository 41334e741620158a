"""Bytes → a source that can be read: encodings, damage of the past undone, tags left open."""
