"""Bytes → HTML source: character encoding, mojibake and legacy fonts, too deeply nested tags."""
