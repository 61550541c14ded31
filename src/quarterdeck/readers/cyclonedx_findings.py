"""A vulnerability in a CycloneDX bill as findings, one for each component that it affects."""

from collections.abc import Iterator
from dataclasses import dataclass

from quarterdeck.readers import severity
from quarterdeck.readers.cyclonedx_bom import Bom, Facts, package_of
from quarterdeck.readers.packages import place_of, upgrade_key
from quarterdeck.readers.record import FindingSeen, Status, SystemSeen
from quarterdeck.readers.text import addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment

_STATES: dict[str, Status] = {
    "resolved": "fixed",
    "resolved_with_pedigree": "fixed",
    "false_positive": "muted",
    "not_affected": "not-applicable",
}
_CVSS = {"CVSSv4": "CVSS:4.0/", "CVSSv31": "CVSS:3.1/", "CVSSv3": "CVSS:3.0/", "CVSSv2": ""}
_OF_RISK = ("owasp", "owasp risk", "ssvc", "open fair")


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating as written."""

    source: str = ""
    score: str = ""
    word: str = ""
    method: str = ""
    vector: str = ""


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """`affects`: references to components, each with whether all its named versions are safe."""

    id: str
    source: str = ""
    others: tuple[str, ...] = ()
    ratings: tuple[Rating, ...] = ()
    cwes: tuple[str, ...] = ()
    description: str = ""
    recommendation: str = ""
    links: tuple[str, ...] = ()
    state: str = ""
    rejected: bool = False
    first_issued: str = ""
    evidence: str = ""
    affects: tuple[tuple[str, bool], ...] = ()


def findings(
    bom: Bom, system: SystemSeen, found: Vulnerability, place: str, owner: Facts | None = None
) -> Iterator[FindingSeen]:
    """A finding for each affected component; `owner` is the one in which the vulnerability stands,
    as the extension of 2019 has it."""
    state: Status = "not-applicable" if found.rejected else _STATES.get(found.state, "open")
    if owner:
        yield _finding(system, found, package_of(owner), state, place)
        return
    for ref, safe in found.affects or (("", False),):
        status = "not-applicable" if safe and state == "open" else state
        yield _finding(system, found, bom.package(ref), status, place)


def _finding(
    system: SystemSeen,
    found: Vulnerability,
    package: tuple[str, str, str],
    status: Status,
    place: str,
) -> FindingSeen:
    kind, name, version = package
    known = cves(found.id, *found.others)
    weakness = known[0] if len(known) == 1 else line(found.id, 200)
    word, score = _graded(found)
    ours = severity.from_word(word)
    return FindingSeen(
        system=system,
        weakness=weakness,
        title=f"{weakness} in {name}" if name else weakness,
        severity=severity.from_score(score) if ours == "unknown" else ours,
        severity_word=word,
        score=score,
        status=status,
        cves=known,
        cwes=cwes(*(f"CWE-{number}" for number in found.cwes)),
        cvss=distinct([_vector(rating) for rating in _of_cvss(found)]),
        location=place_of(name, version),
        package=name,
        package_version=version,
        fix=bounded(found.recommendation),
        fix_key=upgrade_key(kind, name),
        description=bounded(found.description),
        evidence=bounded(found.evidence),
        references=addresses([link for link in map(line, found.links) if "://" in link]),
        first_seen=moment(found.first_issued),
        raw_id=line(found.id),
        place=place,
    )


def _in_order(found: Vulnerability) -> list[Rating]:
    """The ratings of the vulnerability's own source first, those by methods that weigh more than
    severity last."""
    return sorted(
        found.ratings,
        key=lambda rating: (
            rating.method.strip().lower() in _OF_RISK,
            rating.source != found.source or not found.source,
        ),
    )


def _of_cvss(found: Vulnerability) -> list[Rating]:
    """The CVSS ratings, the newest version first."""
    rated = [rating for rating in _in_order(found) if rating.method in _CVSS]
    return sorted(rated, key=lambda rating: list(_CVSS).index(rating.method))


def _graded(found: Vulnerability) -> tuple[str, float | None]:
    words = [line(rating.word) for rating in _in_order(found) if rating.word.strip()]
    known = (word for word in words if severity.from_word(word) != "unknown")
    scores = (severity.score(rating.score) for rating in _of_cvss(found))
    score = next((score for score in scores if score is not None), None)
    return next(known, next(iter(words), "")), score


def _vector(rating: Rating) -> str:
    vector = line(rating.vector).strip("()")
    return vector if not vector or "CVSS" in vector else _CVSS[rating.method] + vector
