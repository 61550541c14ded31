"""CycloneDX in JSON, from version 1.2 on."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.cyclonedx_bom import FIELDS, Bom, Facts, reference
from quarterdeck.readers.cyclonedx_findings import Rating, Vulnerability, findings
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, objects, part, text, texts
from quarterdeck.readers.record import Record
from quarterdeck.readers.source import Source

_LISTED = "vulnerabilities.item"
_REF = f"{_LISTED}.affects.item.ref"
_SUBJECT = "metadata.component"
_NESTED = 6
_COMPONENTS = tuple(
    f"{start}{'.components.item' * depth}"
    for start in (_SUBJECT, "components.item")
    for depth in range(_NESTED)
)


def read(source: Source) -> Iterator[Record]:
    """The header and the subject, then a finding for each component with a vulnerability."""
    bom = _facts(source)
    if bom.refs:
        bom.components = _components(source, bom.refs)
    system = bom.system()
    yield bom.header()
    yield system
    if bom.has_vulnerabilities:
        for _, place, value in walk(source, (_LISTED,)):
            found = _vulnerability(source, expect(source, value, place), place)
            yield from findings(bom, system, found, place)


def _facts(source: Source) -> Bom:
    """All but the components. Raises ReadError for what is no bill of materials."""
    bom, format_ = Bom(), ""
    subject = {f"{_SUBJECT}.{name}": name for name in FIELDS}
    paths = (*subject, "bomFormat", "metadata.timestamp", "metadata.tools", _REF)
    for path, _, value in walk(source, paths, marks=(_LISTED,)):
        if path == _LISTED:
            bom.has_vulnerabilities = True
        elif path == _REF:
            bom.refs.add(reference(text(value)))
        elif path in subject:
            bom.subject[subject[path]] = text(value)
        elif path == "metadata.tools":
            bom.tool, bom.tool_version = _tool(value)
        elif path == "metadata.timestamp":
            bom.written = text(value)
        else:
            format_ = text(value)
    if format_ != "CycloneDX":
        problem = "is no CycloneDX bill of materials: its “bomFormat” is not “CycloneDX”."
        raise source.error("", problem, "Leave the format out, or export it again.")
    return bom


def _tool(tools: Any) -> tuple[str, str]:
    """The first tool: of a list until version 1.4, among components or services since 1.5."""
    if isinstance(tools, dict):
        tools = tools.get("components") or tools.get("services")
    first = tools[0] if isinstance(tools, list) and tools else None
    return at(first, "name"), at(first, "version")


def _components(source: Source, wanted: set[str]) -> dict[str, Facts]:
    """The components with a wanted reference, also those inside others."""
    paths = {f"{start}.{name}": (start, name) for start in _COMPONENTS for name in FIELDS}
    current: dict[str, Facts] = {}
    kept: dict[str, Facts] = {}
    for path, _, value in walk(source, paths, marks=_COMPONENTS):
        if path not in paths:
            current[path] = {}
            continue
        start, name = paths[path]
        current[start][name] = text(value)
        if name == "bom-ref" and text(value) in wanted:
            kept[text(value)] = current[start]
    return kept


def _vulnerability(source: Source, found: dict[str, Any], place: str) -> Vulnerability:
    def listed(name: str) -> list[dict[str, Any]]:
        return list(objects(source, found.get(name), f"{place}, {name}"))

    others = tuple(at(other, "id") for other in listed("references"))
    analysis = part(found, "analysis")
    known = (at(found, "id"), *others, at(found, "source", "url"), at(found, "bom-ref"))
    name = next(filter(None, known), "")
    if not name.strip():
        raise source.error(place, "has no “id”.", "Export the bill of materials again.")
    links = [at(found, "source", "url"), *(at(each, "url") for each in listed("advisories"))]
    return Vulnerability(
        id=name,
        source=at(found, "source", "name"),
        others=others,
        ratings=tuple(_rating(rating) for rating in listed("ratings")),
        cwes=tuple(texts(found.get("cwes"))),
        description="\n".join(filter(None, (at(found, "description"), at(found, "detail")))),
        recommendation=at(found, "recommendation"),
        links=tuple(links),
        state=at(analysis, "state"),
        rejected=bool(at(found, "rejected")),
        first_issued=at(analysis, "firstIssued"),
        evidence=": ".join(filter(None, (at(analysis, "justification"), at(analysis, "detail")))),
        affects=tuple(
            (reference(at(target, "ref")), _is_safe(source, target, place))
            for target in listed("affects")
        ),
    )


def _is_safe(source: Source, target: dict[str, Any], place: str) -> bool:
    versions = list(objects(source, target.get("versions"), f"{place}, versions"))
    return bool(versions) and all(at(each, "status") == "unaffected" for each in versions)


def _rating(rating: dict[str, Any]) -> Rating:
    return Rating(
        source=at(rating, "source", "name"),
        score=at(rating, "score"),
        word=at(rating, "severity"),
        method=at(rating, "method"),
        vector=at(rating, "vector"),
    )
