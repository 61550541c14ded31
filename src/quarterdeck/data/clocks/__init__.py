"""The shipped tables of clocks: regimes, facts, places, calendars, notices."""

from quarterdeck.data.clocks.loading import read_regimes, regimes, tables
from quarterdeck.data.clocks.plain import plain

__all__ = ["plain", "read_regimes", "regimes", "tables"]
