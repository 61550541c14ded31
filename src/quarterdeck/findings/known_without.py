# ruff: noqa: S608 - constants and marks alone are put into the statement
"""Which weaknesses would be known without some looks."""

from collections import defaultdict

import numpy as np

from quarterdeck.clients.models import Client
from quarterdeck.findings.column_rows import of_assets
from quarterdeck.findings.columns import Columns
from quarterdeck.findings.models import WEAK
from quarterdeck.findings.surroundings import hosts


def known_without(client: Client, found: Columns, gone: set[tuple[str, str]]) -> np.ndarray:
    """Whether each (N,) would be, without looks at systems ("web-1", "nessus network"): those that
    another look at the system reported as well, and all on other systems."""
    systems = {system for system, _ in gone}
    assets = {pk: h.system for pk, h in hosts(client).items() if h.system in systems}
    by: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    findings: dict[tuple[str, str], set[int]] = defaultdict(set)
    for some in of_assets(_LOOKS, client, assets):
        for finding, asset, key, family, kind in some:
            system = assets[asset]
            by[system, key].add((system, f"{family} {kind}"))
            findings[system, key].add(finding)
    lost = [pk for place, looks in by.items() if looks <= gone for pk in findings[place]]
    return ~np.isin(found.finding, lost)


_WEAK = ", ".join(f"'{state}'" for state in WEAK)
_LOOKS = f"""
SELECT DISTINCT f.id, f.asset_id, f.key, c.family, c.kind FROM findings_finding f
JOIN findings_sighting s ON s.finding_id = f.id
JOIN findings_scope c ON c.id = s.scope_id
WHERE f.client_id = %s AND f.state IN ({_WEAK})
"""
