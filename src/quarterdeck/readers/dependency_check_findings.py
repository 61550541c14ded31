"""What Dependency-Check's layouts share: a project, its dependencies, and what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from quarterdeck.readers import severity
from quarterdeck.readers.artefacts import folder
from quarterdeck.readers.cvss_parts import vector_of
from quarterdeck.readers.packages import ecosystem, named_by, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.record import FindingSeen, ScanHeader, SystemSeen
from quarterdeck.readers.text import addresses, bounded, cves, cwes, distinct, line
from quarterdeck.readers.times import moment

FAMILY = "dependency-check"


@dataclass(frozen=True, slots=True)
class Project:
    """What was scanned, when, and by which version."""

    name: str = ""
    coordinates: str = ""
    version: str = ""
    reported: str = ""

    def system(self) -> SystemSeen:
        """The one system of a report."""
        name, coordinates = line(self.name), line(self.coordinates).strip(":")
        return folder(coordinates, (name,) if name else ())

    def header(self) -> ScanHeader:
        """The scan."""
        return ScanHeader(
            family=FAMILY,
            tool="OWASP Dependency-Check",
            tool_version=line(self.version),
            finished_at=moment(self.reported),
            target=self.system().name,
            kind="repository",
        )


@dataclass(frozen=True, slots=True)
class Dependency:
    """A file or package. `known_as`: package URLs, or the older (type, coordinates)."""

    file_name: str = ""
    path: str = ""
    known_as: tuple[tuple[str, str], ...] = ()
    related: tuple[str, ...] = ()

    def package(self) -> tuple[str, str, str]:
        """(ecosystem, name, version), from what the file is called when nothing else is known."""
        for type_, name in self.known_as:
            if name.startswith("pkg:"):
                return (ecosystem(name, ""), *named_by(name))
            if type_ in ("maven", "npm", "nuget", "composer", "pypi"):
                package, _, version = name.strip("()").rpartition(":")
                return type_, line(package), line(version)
        name, _, version = line(self.file_name.rpartition(": ")[2]).rpartition(":")
        return "", name or version, version if name else ""


@dataclass(frozen=True, slots=True)
class Rating:
    """One CVSS rating as written."""

    score: str = ""
    word: str = ""
    vector: str = ""


def rating_of(metrics: Mapping[str, str]) -> Rating:
    """A rating from its single parts, by their names in lower case."""
    score = metrics.get("basescore") or metrics.get("score") or ""
    word = metrics.get("baseseverity") or metrics.get("severity") or ""
    return Rating(score, word, metrics.get("vectorstring") or vector_of(metrics))


@dataclass(frozen=True, slots=True)
class Weakness:
    """A vulnerability of a dependency; `ratings` of the newest CVSS version first."""

    name: str
    source: str = ""
    word: str = ""
    ratings: tuple[Rating, ...] = ()
    cwes: str = ""
    description: str = ""
    notes: str = ""
    links: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    muted: bool = False


def finding(
    system: SystemSeen, dependency: Dependency, weakness: Weakness, place: str
) -> FindingSeen:
    """The finding of one vulnerability; copies of the dependency elsewhere are its evidence."""
    kind, package, version = dependency.package()
    name, known = line(weakness.name, 200), cves(weakness.name)
    scores = [severity.score(rating.score) for rating in weakness.ratings]
    score = next((found for found in scores if found is not None), None)
    word = _word(weakness)
    fixed = line(", ".join(distinct(weakness.fixed)))
    ours = severity.from_word(word)
    copies = f"Also in: {', '.join(dependency.related)}" if dependency.related else ""
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else _identity(name, weakness.source, package),
        title=f"{name} in {package}",
        severity=severity.from_score(score) if ours == "unknown" else ours,
        severity_word=word,
        score=None if score is None else round(score, 1),
        status="muted" if weakness.muted else "open",
        cves=known,
        cwes=cwes(weakness.cwes),
        cvss=distinct([line(rating.vector).strip("/") for rating in weakness.ratings]),
        location=place_of(package, version, line(dependency.path)),
        package=package,
        package_version=version,
        fixed_version=fixed,
        fix=upgrade_words(package, fixed),
        fix_key=upgrade_key(kind, package),
        description=bounded(weakness.description),
        evidence=bounded("\n".join(filter(None, (weakness.notes.strip(), copies)))),
        references=addresses([link for link in map(line, weakness.links) if "://" in link]),
        raw_id=name,
        place=place,
    )


def _word(weakness: Weakness) -> str:
    """Dependency-Check's own word, else that of a rating."""
    words = [line(word) for word in (weakness.word, *(rating.word for rating in weakness.ratings))]
    known = (word for word in words if severity.from_word(word) != "unknown")
    return next(known, next(filter(None, words), ""))


def _identity(name: str, source: str, package: str) -> str:
    """Numbers are those of their source; a name in words may stand for many things."""
    if name.isdecimal():
        return f"{source or 'advisory'} {name}"
    return f"{name} {package}" if " " in name else name
