"""CVSS vectors put together from their single metrics, for tools that spell them out."""

from collections.abc import Mapping

_V3 = {"AV": "attackvector", "AC": "attackcomplexity", "PR": "privilegesrequired",
       "UI": "userinteraction", "S": "scope", "C": "confidentialityimpact",
       "I": "integrityimpact", "A": "availabilityimpact"}  # fmt: skip
_V2 = {"AV": "accessvector", "AC": "accesscomplexity", "Au": "authenticationr",
       "C": "confidentialimpact", "I": "integrityimpact", "A": "availabilityimpact"}  # fmt: skip


def vector_of(metrics: Mapping[str, str]) -> str:
    """The vector, version 3 before 2, "" when a metric is missing. `metrics` by their name in
    lower case, as words or as their first letters; `version` tells 3.0 from 3.1, the default."""
    version = metrics.get("version", "")
    three = _joined(_V3, metrics)
    if three:
        return f"CVSS:{version if version == '3.0' else '3.1'}/{three}"
    return _joined(_V2, metrics)


def _joined(names: Mapping[str, str], metrics: Mapping[str, str]) -> str:
    letters = {short: metrics.get(name, "").strip()[:1].upper() for short, name in names.items()}
    return "/".join(f"{short}:{letter}" for short, letter in letters.items()) * all(
        letters.values()
    )
