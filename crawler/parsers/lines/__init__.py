"""Parsers for single lines of text: datelines, bylines, captions, forecasts; no HTML."""
