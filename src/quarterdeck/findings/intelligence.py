"""What the world knows of CVEs: FIRST's EPSS and CISA's known exploited vulnerabilities."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from quarterdeck.findings.models import Epss, KnownExploited, Release
from quarterdeck.findings.states import batches

_BATCH = 500


class Intelligence(NamedTuple):
    """Of one CVE: EPSS from 0 to 1 with its date (None: no forecast), and known use."""

    epss: float | None = None
    epss_date: date | None = None
    known_exploited: bool = False
    exploited_since: date | None = None
    ransomware: bool = False


@dataclass(frozen=True, slots=True)
class IntelligenceAge:
    """The day of the newest data; None where nothing was loaded. Counts of CVEs held."""

    epss_on: date | None
    epss_version: str
    epss_cves: int
    kev_on: date | None
    kev_cves: int


def intelligence_on(cves: Iterable[str]) -> dict[str, Intelligence]:
    """What is known of these CVEs, for those of which something is."""
    found: dict[str, Intelligence] = {}
    for some in batches(cves, _BATCH):
        for cve, score, on in Epss.objects.filter(pk__in=some).values_list("pk", "score", "date"):
            found[cve] = Intelligence(score, on)
        listed = KnownExploited.objects.filter(pk__in=some)
        for cve, added, ransomware in listed.values_list("pk", "added", "ransomware"):
            found[cve] = found.get(cve, Intelligence())._replace(
                known_exploited=True, exploited_since=added, ransomware=ransomware
            )
    return found


def intelligence_age() -> IntelligenceAge:
    """How old the stored intelligence is."""
    epss = Release.objects.filter(source="epss").order_by("date", "pk").last()
    kev = Release.objects.filter(source="kev").order_by("date", "pk").last()
    return IntelligenceAge(
        epss_on=epss.date if epss else None,
        epss_version=epss.version if epss else "",
        epss_cves=Epss.objects.count(),
        kev_on=kev.date if kev else None,
        kev_cves=KnownExploited.objects.count(),
    )
