"""One module per file format, out and in."""
