"""A small firm as inputs, without storage: a shop with cards, an isolated server, a duty."""

from datetime import date
from typing import Any

import msgspec

from quarterdeck.data import priors
from quarterdeck.risks.inputs import Inputs, Looked, Weakness

DAY = date(2026, 11, 20)
PROFILE = {
    "key": "shop", "name": "Shop", "sector": "retail", "revenue_per_year": 40e6,
    "board": {"next_meeting": "2026-12-03"},
}  # fmt: skip
RECORDS: dict[str, Any] = {
    "profile.yaml": PROFILE,
    "services.yaml": [
        {"key": "orders", "name": "Online orders", "revenue_share": 0.7, "rto_hours": 8,
         "downtime_cost": [{"hours": 24, "cost": 90e3}, {"hours": 168, "cost": 900e3}]},
        {"key": "payroll", "name": "Payroll",
         "downtime_cost": [{"hours": 72, "cost": 4e3}]},
    ],
    "systems.csv": [
        {"key": "web", "name": "Shop web", "environment": "production", "reach": "internet",
         "zone": "cloud", "services": ["orders"]},
        {"key": "cards", "name": "Card processing", "environment": "production",
         "reach": "partner", "zone": "card", "services": ["orders"]},
        {"key": "ledger", "name": "Ledger", "environment": "production", "reach": "internal",
         "zone": "office", "services": ["payroll"]},
        {"key": "sandbox", "name": "Sandbox", "environment": "development",
         "reach": "isolated", "zone": "sandbox", "services": []},
    ],
    "edges.csv": [{"source": "web", "target": "cards", "kind": "depends_on",
                   "key": "web:depends_on:cards"},
                  {"source": "web", "target": "cards", "kind": "holds_credentials_for",
                   "key": "web:holds_credentials_for:cards"}],
    "holdings.csv": [
        {"system": "cards", "data_class": "payment_card", "records": 60_000, "key": "a"},
        {"system": "ledger", "data_class": "financial", "records": 900, "key": "b"},
    ],
    "obligations.yaml": [
        {"key": "card-rules", "name": "Card rules", "kind": "contract",
         "penalty": {"low": 50e3, "high": 400e3},
         "looked_at_per_year": {"low": 0.2, "high": 0.6}},
    ],
    "requirements.csv": [
        {"key": "pages", "obligation": "card-rules", "says": "Pages are watched",
         "state": "not met"},
        {"key": "tests", "obligation": "card-rules", "says": "Outsiders test", "state": "met",
         "proof": "tested", "proof_valid_until": "2027-01-01"},
    ],
    "suppliers.yaml": [],
    "controls.yaml": [],
    "appetite.yaml": [{"key": "appetite", "set_on": "2026-06-01", "points": [
        {"loss": 200e3, "chance": 0.05}, {"loss": 1e6, "chance": 0.01}],
        "materiality": {"loss": 1.5e6, "chance": 0.02, "why": "our bank may ask for its loan"}}],
    "insurance.yaml": [{"key": "p", "name": "Policy", "retention": 100e3, "limit": 2e6}],
}  # fmt: skip
LOOKED = (
    Looked("web", "nessus network", date(2026, 11, 3)),
    Looked("cards", "nessus network", date(2026, 11, 3)),
    Looked("ledger", "nessus network", date(2026, 11, 3)),
    Looked("sandbox", "nessus network", date(2026, 11, 3)),
)
WHOLE = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def weakness(key: str, system: str, **changed: Any) -> Weakness:
    """An open finding; high, with a middling forecast, unless told otherwise."""
    given: dict[str, Any] = {
        "key": f"{system} {key}", "system": system, "asset": system, "reach": "internal",
        "zone": "", "title": f"Weakness {key}", "severity": "high", "score": 7.5,
        "category": "vulnerability", "cves": (), "cvss": (WHOLE,), "epss": 0.02,
        "known_exploited": False, "fix_key": f"fix:{key}", "fix": f"Mend {key}",
        "tool": "nessus", "looks": ("nessus network",), "place": "",
    }  # fmt: skip
    return Weakness(**given | changed)


WEAKNESSES = (
    weakness("a", "web"),
    weakness("b", "web", epss=0.004, severity="medium", score=5.0),
    weakness("m", "cards", severity="medium", score=5.3, epss=0.03),
    weakness("l", "ledger", severity="low", score=3.0, epss=0.001),
    weakness("c", "sandbox", severity="critical", score=9.8, epss=0.05),
)


def firm(**changed: Any) -> Inputs:
    """The firm's inputs; keywords change fields, `records` is laid over the records."""
    given = Inputs(
        as_of=DAY, seed=7, records=RECORDS, weaknesses=WEAKNESSES, looked=LOOKED,
        priors=priors.raw(), reference=None,
    )  # fmt: skip
    records = changed.pop("records", {})
    return msgspec.structs.replace(given.with_records(records), **changed)


def referenced(inputs: Inputs, **changed: Any) -> Inputs:
    """The inputs of a later day, with the reference that `inputs` froze."""
    from quarterdeck.risks.assessing import look
    from quarterdeck.risks.exposing import frozen_values

    frozen = frozen_values(look(inputs).frozen)
    return msgspec.structs.replace(inputs, reference=frozen, **changed)
