"""The business case: two pages for whoever holds the purse, as HTML, PDF and PPTX."""

from quarterdeck.plans.paper.composing import compose
from quarterdeck.plans.paper.matter import Matter
from quarterdeck.plans.paper.writing import write

__all__ = ["Matter", "compose", "write"]
