"""What the brief's assumptions say of figures that nobody at the client has given."""

from quarterdeck.engine.estimates import JUDGEMENT
from quarterdeck.risks.assessing import assess
from tests.risks.firms import RECORDS, firm


def sources(sector):
    profile = RECORDS["profile.yaml"] | {"sector": sector}
    found = assess(firm(records={"profile.yaml": profile}))
    return {assumption.key: assumption.source for assumption in found.assumptions}


def test_an_unknown_sector_stands_among_the_assumptions():
    says = "no figures for the sector “falconry”, so the mean of all"
    unknown, known = sources("falconry"), sources("retail")
    told = {key for key, source in unknown.items() if says in source}
    assert "extortion:orders rate" in told
    assert not any("no figures" in source for source in known.values())


def test_judgements_and_publications_stand_among_the_assumptions_by_name():
    found = sources("retail")
    assert found["outage:orders rate"] == JUDGEMENT
    assert found["extortion:orders rate"] == (
        "Coalition 2025 claims (F12, R02); Cyentia IRIS 2025 (F03, Z01); NetDiligence 2026 (Z05)"
    )
