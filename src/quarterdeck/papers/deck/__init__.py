"""A paper as a deck of slides with native charts, in Georgia and Arial.

The same description of pages as for HTML and PDF; what a slide does not bear and the reasons that
figures open to stand in the speaker's notes.
"""

from quarterdeck.papers.deck.slides import render

__all__ = ["render"]
