"""The crawler: newspapers on the web in, articles out."""
