"""Comparisons with the alternatives, run side by side; nothing here is asserted by a test."""
