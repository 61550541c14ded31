"""What only the whole folder shows: that every risk of the client has its figures."""

from datetime import date

from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.profile import PROFILE
from quarterdeck.clients.folder.whole import Whole
from quarterdeck.data import priors as shipped
from quarterdeck.risks.business_facts import rate_needed
from quarterdeck.risks.inputs import Inputs
from quarterdeck.risks.register import without_figures

SCENARIOS = "scenarios.yaml"


def check(whole: Whole, report: Report) -> None:
    """Adds a rate that is missing, and scenarios with neither figures nor a starter."""
    lacks = rate_needed(whole.profile)
    if lacks:
        report.error(PROFILE, 0, "rates", lacks)
        return
    inputs = Inputs(
        as_of=date.max, seed=0, records=whole.values(), weaknesses=(), looked=(),
        priors=shipped.raw(), reference=None,
    )  # fmt: skip
    for key, needs in without_figures(inputs).items():
        report.error(SCENARIOS, whole.line(SCENARIOS, key), "rate_per_year", needs)
