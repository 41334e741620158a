"""Fields of an Article, one module each: page and layout → value."""
