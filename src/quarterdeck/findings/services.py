"""What can be done in the findings room; the only way to write into it."""

from quarterdeck.findings.columns import Columns, Forecast, Host, columns, forecasts, hosts
from quarterdeck.findings.importing import ImportedScan, import_scan
from quarterdeck.findings.intelligence import IntelligenceAge, intelligence_age, intelligence_on
from quarterdeck.findings.loading import (
    IntelligenceLoaded,
    load_epss,
    load_intelligence,
    load_kev,
)
from quarterdeck.findings.matching import rematch
from quarterdeck.findings.reading import Looked, Weakness, Weaknesses, looked, weaknesses

__all__ = [
    "Columns",
    "Forecast",
    "Host",
    "ImportedScan",
    "IntelligenceAge",
    "IntelligenceLoaded",
    "Looked",
    "Weakness",
    "Weaknesses",
    "columns",
    "forecasts",
    "hosts",
    "import_scan",
    "intelligence_age",
    "intelligence_on",
    "load_epss",
    "load_intelligence",
    "load_kev",
    "looked",
    "rematch",
    "weaknesses",
]
