"""What can be done in the findings room; the only way to write into it."""

from quarterdeck.findings.columns import Columns
from quarterdeck.findings.importing import ImportedScan, import_scan
from quarterdeck.findings.intelligence import IntelligenceAge, intelligence_age, intelligence_on
from quarterdeck.findings.kept_columns import columns
from quarterdeck.findings.known_without import known_without
from quarterdeck.findings.loading import (
    IntelligenceLoaded,
    load_epss,
    load_intelligence,
    load_kev,
)
from quarterdeck.findings.matching import rematch
from quarterdeck.findings.reading import Looked, Weakness, Weaknesses, looked, weaknesses
from quarterdeck.findings.surroundings import Forecasts, Host, forecasts, hosts

__all__ = [
    "Columns",
    "Forecasts",
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
    "known_without",
    "load_epss",
    "load_intelligence",
    "load_kev",
    "looked",
    "rematch",
    "weaknesses",
]
