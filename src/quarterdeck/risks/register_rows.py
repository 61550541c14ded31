"""The register as people read it: each risk against its share of what the board allows."""

from collections.abc import Iterator
from dataclasses import dataclass

from quarterdeck.engine.verdicts import Band, Standing, standing
from quarterdeck.engine.wording import common_base
from quarterdeck.risks.results import Assessment, RiskResult

COUNTS_FROM = 0.01


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A risk with its part of the limit that decides (None: no limit) and how it stands."""

    risk: RiskResult
    limit: float | None
    standing: Standing | None
    base: int

    @property
    def counts(self) -> bool:
        """Whether it bears enough of the loss beyond the limit for its state to say anything."""
        return self.standing is not None and self.risk.beyond >= COUNTS_FROM

    @property
    def state(self) -> str:
        """For templates."""
        return self.standing.value if self.standing else "unproven"


def register_rows(found: Assessment) -> list[RegisterRow]:
    """In the order of the assessment: who bears most of the loss beyond the limit comes first."""
    return list(_rows(found))


def limit_of_risk(found: Assessment, risk: RiskResult) -> float | None:
    """Its share of the deciding limit's chance; None where no limit is set."""
    return found.limits[0].limit * risk.beyond if found.limits else None


def standing_of_risk(found: Assessment, risk: RiskResult) -> Standing | None:
    """The chance that it alone breaks the limit, against its share of what the board allows."""
    limit = limit_of_risk(found, risk)
    band = Band(min(risk.over.low, risk.over.chance), max(risk.over.high, risk.over.chance))
    return None if limit is None else standing(band, limit)


def _rows(found: Assessment) -> Iterator[RegisterRow]:
    base = common_base([risk.odds.chance for risk in found.risks])
    for risk in found.risks:
        limit = limit_of_risk(found, risk)
        yield RegisterRow(risk, limit, standing_of_risk(found, risk), base)
