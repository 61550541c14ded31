"""What a vulnerability in ASFF sits in: packages, code, or nothing that is named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.json_value import at, objects, part, texts
from quarterdeck.readers.packages import ecosystem, place_of, upgrade_key, upgrade_words
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import bounded, distinct, line


@dataclass(frozen=True, slots=True)
class AffectedPart:
    """A package or a piece of code; `raw` is the vulnerability in it, empty when there is none."""

    raw: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    version: str = ""
    fixed_version: str = ""
    fix: str = ""
    fix_key: str = ""
    location: str = ""
    path: str = ""
    cwes: tuple[str, ...] = ()
    is_code: bool = False


def affected(
    source: Source, raw: dict[str, Any], platform: str, place: str
) -> Iterator[AffectedPart]:
    """Every package and piece of code of every vulnerability; one bare part when none is named."""
    known = list(objects(source, raw.get("Vulnerabilities"), f"{place}, Vulnerabilities"))
    for found in known:
        packages = list(objects(source, found.get("VulnerablePackages"), f"{place}, packages"))
        codes = list(objects(source, found.get("CodeVulnerabilities"), f"{place}, code"))
        yield from (_package(found, package, platform) for package in packages)
        yield from (_code(found, code) for code in codes)
        if not packages and not codes:
            yield AffectedPart(found)
    if not known:
        yield AffectedPart()


def _package(found: dict[str, Any], package: dict[str, Any], platform: str) -> AffectedPart:
    name = line(at(package, "Name"))
    version = line("-".join(filter(None, (at(package, "Version"), at(package, "Release")))))
    fixed = _given(at(package, "FixedInVersion")).removeprefix("0:")
    manager = at(package, "PackageManager")
    kind = platform.partition("_")[0] if manager.upper() == "OS" else manager
    return AffectedPart(
        raw=found,
        name=name,
        version=version,
        fixed_version=fixed,
        fix=upgrade_words(name, fixed) or bounded(_given(at(package, "Remediation"))),
        fix_key=upgrade_key(ecosystem("", kind), name),
        location=place_of(name, version, line(at(package, "FilePath"), 1_000)),
    )


def _given(text: str) -> str:
    return "" if text.strip().lower() in ("notavailable", "none provided") else line(text)


def _code(found: dict[str, Any], code: dict[str, Any]) -> AffectedPart:
    where = part(code, "FilePath")
    path = line(at(where, "FilePath") or at(where, "FileName"), 1_000)
    number = at(where, "StartLine")
    return AffectedPart(
        raw=found,
        path=path,
        location=f"{path}:{number}" if path and number else path,
        cwes=tuple(texts(code.get("Cwes"))),
        is_code=True,
    )


def _ratings(found: dict[str, Any]) -> list[dict[str, Any]]:
    given = found.get("Cvss")
    ratings = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return sorted(ratings, key=lambda one: at(one, "Version"), reverse=True)


def score_of(raw: dict[str, Any], found: dict[str, Any]) -> float | None:
    """The newest CVSS base score, else Inspector's own."""
    scores = [severity.score(at(one, "BaseScore")) for one in _ratings(found)]
    own = severity.score(at(raw, "ProductFields", "aws/inspector/inspectorScore"))
    return next((one for one in scores if one is not None), own)


def vectors(found: dict[str, Any]) -> tuple[str, ...]:
    return distinct([line(at(one, "BaseVector")) for one in _ratings(found)])
