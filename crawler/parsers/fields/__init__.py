"""The fields of an Article, one module each: from a page and its layout to a value."""
