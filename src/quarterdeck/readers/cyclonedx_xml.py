"""CycloneDX in XML, and the vulnerability extension that served until version 1.3."""

from collections.abc import Iterator

from quarterdeck.readers.cyclonedx_bom import FIELDS, Bom, Facts, reference
from quarterdeck.readers.cyclonedx_findings import Rating, Vulnerability, findings
from quarterdeck.readers.record import Record
from quarterdeck.readers.source import Source
from quarterdeck.readers.xml_stream import Element, walk
from quarterdeck.readers.xml_value import every, local, path_of, said

_WHOLE = ("{*}metadata", "{*}vulnerability")
_MANY = ("{*}component", "{*}dependency")
_TEXTS = tuple(f"{{*}}{name}" for name in ("group", "name", "version", "purl"))
_TOOLS = ("tools/tool", "tools/components/component", "tools/services/service")


def read(source: Source) -> Iterator[Record]:
    """The header and the subject, then a finding for each component with a vulnerability."""
    bom = _facts(source)
    system = bom.system()
    yield bom.header()
    yield system
    if not bom.has_vulnerabilities:
        return
    owners: list[Facts] = []
    number = 0
    for event, element in walk(source, (*_WHOLE, *_MANY, *_TEXTS), whole=_WHOLE):
        tag = local(element)
        if tag == "component" and event == "start":
            owners.append(_attributes(element))
            if owners[-1]["bom-ref"] in bom.refs:
                bom.components[owners[-1]["bom-ref"]] = owners[-1]
        elif event == "start":
            continue
        elif tag == "component":
            owners.pop()
        elif tag == "vulnerability" and not _is_mention(element):
            number += 1
            place = f"vulnerability {number:,}"
            found = _vulnerability(source, element, place)
            yield from findings(bom, system, found, place, owners[-1] if owners else None)
        elif tag != "vulnerability" and owners and _is_component(element.getparent()):
            owners[-1][tag] = (element.text or "").strip()


def _is_mention(vulnerability: Element) -> bool:
    """Whether it stands in a composition, which only refers to it."""
    return next(vulnerability.iterancestors("{*}composition"), None) is not None


def _is_component(element: Element | None) -> bool:
    return element is not None and local(element) == "component"


def _attributes(component: Element) -> Facts:
    return {name: component.get(name) or "" for name in ("bom-ref", "type")}


def _facts(source: Source) -> Bom:
    """All but the components; those inside the subject are few."""
    bom = Bom()
    for _, element in walk(source, (*_WHOLE, *_MANY), ("end",), whole=_WHOLE):
        if local(element) == "metadata":
            _describe(bom, element)
        elif local(element) == "vulnerability" and not _is_mention(element):
            bom.has_vulnerabilities = True
            bom.refs.update(ref for ref, _ in _affects(element))
    return bom


def _describe(bom: Bom, metadata: Element) -> None:
    bom.written = said(metadata, "timestamp")
    subject = metadata.find(path_of("component"))
    for component in subject.iter("{*}component") if subject is not None else ():
        facts = _attributes(component) | {name: said(component, name) for name in FIELDS[2:]}
        bom.subject = bom.subject or facts
        bom.components[facts["bom-ref"]] = facts
    tools = (tool for path in _TOOLS for tool in metadata.iterfind(path_of(path)))
    tool = next(tools, None)
    if tool is not None:
        bom.tool, bom.tool_version = said(tool, "name"), said(tool, "version")


def _affects(found: Element) -> tuple[tuple[str, bool], ...]:
    """The components affected: named in an attribute by the extension, in a list since 1.4."""
    targets = [
        (reference(said(target, "ref")), _is_safe(target))
        for target in found.iterfind(path_of("affects/target"))
    ]
    ref = found.get("ref")
    return tuple(targets) or (((reference(ref), False),) if ref else ())


def _is_safe(target: Element) -> bool:
    statuses = every(target, "versions/version/status")
    return bool(statuses) and all(status == "unaffected" for status in statuses)


def _vulnerability(source: Source, found: Element, place: str) -> Vulnerability:
    others = every(found, "references/reference/id")
    known = (said(found, "id"), *others, said(found, "source/url"), found.get("bom-ref") or "")
    name = next(filter(None, known), "")
    if not name:
        raise source.error(place, "has no “id”.", "Export the bill of materials again.")
    origin = found.find(path_of("source"))
    links = [said(found, "source/url"), *every(found, "advisories/advisory/url")]
    recommended = every(found, "recommendations/recommendation")
    explained = (said(found, "analysis/justification"), said(found, "analysis/detail"))
    return Vulnerability(
        id=name,
        source=said(found, "source/name") or ("" if origin is None else origin.get("name") or ""),
        others=others,
        ratings=tuple(_rating(rating) for rating in found.iterfind(path_of("ratings/rating"))),
        cwes=every(found, "cwes/cwe"),
        description="\n".join(filter(None, (said(found, "description"), said(found, "detail")))),
        recommendation=said(found, "recommendation") or "\n".join(recommended),
        links=(*links, *every(found, "advisories/advisory")),
        state=said(found, "analysis/state"),
        rejected=bool(said(found, "rejected")),
        first_issued=said(found, "analysis/firstIssued"),
        evidence=": ".join(filter(None, explained)),
        affects=_affects(found),
    )


def _rating(rating: Element) -> Rating:
    return Rating(
        source=said(rating, "source/name"),
        score=said(rating, "score/base") or said(rating, "score"),
        word=said(rating, "severity"),
        method=said(rating, "method"),
        vector=said(rating, "vector"),
    )
