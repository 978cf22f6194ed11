"""One reader a file format; each gives grids and lets nothing hostile through to a library."""
