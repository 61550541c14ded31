"""Quarterdeck: from what engineers know and the business knows to what a board decides."""

__version__ = "0.1.0"
