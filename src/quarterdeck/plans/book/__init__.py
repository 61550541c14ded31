"""The plan as a workbook that works itself out, for those who would check us without us.

Inputs are numbers, all that follows from them is a formula; our engine's figures stand beside.
Only functions that Excel 2007 and LibreOffice 7.4 know.
"""

from quarterdeck.plans.book.writing import write

__all__ = ["write"]
