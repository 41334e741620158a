"""Where things stand on a page: the body and its blocks, what is around it, what is none of it."""
