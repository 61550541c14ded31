"""The ground of exposure from columns: which weakness stands on which system, and how it bites."""

from dataclasses import replace

import numpy as np

from quarterdeck.clients.models import Client
from quarterdeck.engine.exposure import NO_FIX, Weaknesses, effect_of, prior_chance
from quarterdeck.findings import services as findings
from quarterdeck.findings.services import Columns
from quarterdeck.risks.controls import Controls
from quarterdeck.risks.exposing import Ground, Stranger, recently_looked, stranger_key, terrain
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.telling_ranks import severity_score


def ground_of(client: Client, inputs: Inputs, controls: Controls, found: Columns) -> Ground:
    """The inventory, and what scanners saw that it does not know."""
    on, system = _terrain(client, inputs, controls, found)
    table = inputs.parsed_priors.exploited_within_30_days
    priors = np.array([prior_chance(*kind, table) for kind in found.kinds])
    told = findings.forecasts(found.cves)
    forecast = _each(told.chance, found.forecast)
    effects = np.array([effect_of(cvss.split(), category) for cvss, category in found.impacts])
    fixes = np.array([NO_FIX if not key else n for n, key in enumerate(found.fixes)], dtype="<i4")
    columns = Weaknesses.of(
        system=system,
        chance=np.where(np.isnan(forecast), _each(priors, found.kind), forecast),
        known_exploited=_each(told.known_exploited, found.forecast),
        effect=effects[found.impact] if len(found) else (1.0, 1.0, 1.0),
        fix=_each(fixes, found.fix),
    )
    return replace(on, columns=columns)


def seen_by(on: Ground, inputs: Inputs, known: np.ndarray) -> Ground:
    """The same ground by other inputs' looks, with the weaknesses (N,) that these make known."""
    seen = recently_looked(inputs)
    scanned = ~on.systems.in_inventory | np.array([key in seen for key in on.keys], dtype=bool)
    systems = replace(on.systems, scanned=scanned)
    return replace(on, systems=systems, columns=on.columns.only(known))


def severities(found: Columns) -> np.ndarray:
    """The score of each for the order by severity (N,)."""
    words = np.array([severity_score(severity, 0) for _, severity in found.kinds])
    return _each(words, found.kind) + np.nan_to_num(found.score)


def _terrain(
    client: Client, inputs: Inputs, controls: Controls, found: Columns
) -> tuple[Ground, np.ndarray]:
    """Systems and edges, with those that only scans know; and on which each weakness stands."""
    known = findings.hosts(client)
    used = np.bincount(found.asset, minlength=len(found.assets)) > 0
    hosts = {
        asset: known[asset]
        for asset in sorted(found.assets[place] for place in np.flatnonzero(used))
    }
    strangers = {h.name: Stranger(h.reach, h.reach) for h in hosts.values() if not h.system}
    on = terrain(inputs, controls, strangers)
    places = {asset: on.place[h.system or stranger_key(h.name)] for asset, h in hosts.items()}
    by_asset = np.array([places.get(asset, -1) for asset in found.assets], dtype=np.int32)
    return on, by_asset[found.asset]


def _each(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    return values[places] if len(values) else np.zeros(0)
