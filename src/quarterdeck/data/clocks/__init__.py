"""The shipped tables of clocks: regimes, facts, places, calendars, notices."""

from quarterdeck.data.clocks.loading import read_regimes, regimes, tables

__all__ = ["read_regimes", "regimes", "tables"]
