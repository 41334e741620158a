"""The pages of the archive, one file each: what it reads, and the template that shows it."""
