"""What leaves the archive: files, manifests, citations, data frames."""
