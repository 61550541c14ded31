"""A reader for Quarterdeck, in a package of its own."""
