"""The four pages after page one, a module a section."""
