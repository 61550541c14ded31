"""The room’s pages."""
