"""How much more often, and how much harder, firms of a sector are hit than others of their size."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quarterdeck.engine.priors.figures import Figure


@dataclass(frozen=True)
class Sector:
    """Factors on the events a year and on sizes; `also` are other words for the sector."""

    rate: Figure
    size: Figure
    also: tuple[str, ...] = ()


def sector_named(sectors: Mapping[str, Sector], unknown: Sector, given: str) -> Sector:
    """The sector of that name, whatever its case; else `unknown`, whose source says why."""
    wanted = " ".join(given.casefold().split())
    for name, sector in sectors.items():
        if wanted in (name.casefold(), *(word.casefold() for word in sector.also)):
            return sector
    why = f"no figures for the sector “{given.strip()}”" if wanted else "no sector is given"
    return replace(unknown, rate=_because(unknown.rate, why), size=_because(unknown.size, why))


def _because(figure: Figure, why: str) -> Figure:
    return replace(figure, source=f"{why}, so the mean of all; {figure.source}")
