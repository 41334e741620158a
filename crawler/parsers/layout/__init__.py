"""Page layout: the article's body and its blocks, header and footer, boilerplate, boxes."""
