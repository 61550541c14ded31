"""Greenbone XML: a result element as a `Result`, whichever version of the protocol wrote it."""

import re

from quarterdeck.readers.openvas_findings import Result
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import bounded, line
from quarterdeck.readers.xml_stream import Element

_TAG = re.compile(r"(?:^|\|)\s*([a-z_A-Z]+)=")
_REFERENCE = re.compile(r"(https?://[^\s,]+)")
_SUMMARY = ("summary", "insight", "impact")


def result_of(source: Source, element: Element, place: str) -> Result:
    """The result; ReadError when it says neither which check it comes from nor what it found."""
    nvt = element.find("nvt")
    check = nvt if nvt is not None else element
    tags = _tags(_text(check, "tags"))
    oid = line(check.get("oid") if nvt is not None else "")
    threat = line(element.findtext("threat"))
    name = line(_text(check, "name") or element.findtext("name"))
    if oid == "0":
        oid = ""
    if not oid and not name:
        if threat.lower() not in ("log", "debug"):
            raise source.error(place, "a result names no check.", "Export the report again.")
        name = "Message of the scanner"
    return Result(
        oid=oid,
        name=name,
        threat=threat,
        score=_text(element, "severity") or _text(check, "cvss_base"),
        original=_text(element, "original_threat"),
        quality=_text(element, "qod/value"),
        port=_text(element, "port"),
        cves=" ".join((_text(check, "cve"), *_references(check, "cve"))),
        vectors=_vectors(check, tags),
        summary="\n".join(filter(None, (tags.get(key, "") for key in _SUMMARY))),
        fix=_text(check, "solution") or tags.get("solution", ""),
        detail=_text(element, "description"),
        product=_product(element),
        references=(*_references(check, "url"), *_REFERENCE.findall(_text(check, "xref"))),
        compliance=_text(element, "compliance"),
        delta=_text(element, "delta").split("\n")[0].strip(),
        refuted=any(map(_refutes, element.iterfind("overrides/override"))),
        uid=element.get("id") or "",
        place=place,
    )


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()


def _tags(text: str) -> dict[str, str]:
    """The parts of "summary=…|insight=…", whose texts may hold bars and equals signs too."""
    parts = _TAG.split(f"|{text[:200_000]}")[1:]
    found = zip(parts[::2], parts[1::2], strict=False)
    return {key: bounded(said.rstrip("|")) for key, said in found if said.strip("|\n ") != "NOTAG"}


def _references(check: Element, kind: str) -> tuple[str, ...]:
    found = (ref.get("id") or "" for ref in check.iterfind("refs/ref") if ref.get("type") == kind)
    return tuple(filter(None, found))


def _vectors(check: Element, tags: dict[str, str]) -> tuple[str, ...]:
    scored = (_text(severity, "value") for severity in check.iterfind("severities/severity"))
    return (*scored, tags.get("cvss_base_vector", ""))


def _product(element: Element) -> str:
    """The product that was detected, by its CPE."""
    for detail in element.iterfind("detection/result/details/detail"):
        if _text(detail, "name") == "product":
            return _text(detail, "value")
    return ""


def _refutes(override: Element) -> bool:
    """Whether an override in force calls the result a false positive."""
    if _text(override, "active") == "0":
        return False
    return _text(override, "new_threat") == "False Positive" or _text(
        override, "new_severity"
    ).startswith("-1")
