"""Content systems that several newspapers run: one module each, its docstring is the manual."""
