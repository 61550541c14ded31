"""OWASP Dependency-Check: XML, JSON and CSV of all its versions; its SARIF is read as SARIF."""

from collections.abc import Iterator

from quarterdeck.readers import dependency_check_csv, dependency_check_json, dependency_check_xml
from quarterdeck.readers.dependency_check_findings import FAMILY
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.record import Record
from quarterdeck.readers.sniffing import HEAD_BYTES, csv_has, json_has, xml_root, xml_start
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]


def sniff(head: bytes, _name: str) -> float | bool:
    return (
        _is_xml(head)
        or json_has(head, "scanInfo.engineVersion", "projectInfo")
        or csv_has(head, *dependency_check_csv.COLUMNS)
    )


def _is_xml(head: bytes) -> bool:
    namespace = xml_start(head).lower().replace("_", "-")
    return xml_root(head) == "analysis" and (
        "dependency-check" in namespace or (b"<scanInfo" in head and b"<projectInfo" in head)
    )


def read(source: Source) -> Iterator[Record]:
    """One header, the one system, and the vulnerabilities of its dependencies."""
    head = as_utf8(source.head(HEAD_BYTES))
    if head.startswith(b"<"):
        yield from dependency_check_xml.read(source)
    elif head.startswith(b"{"):
        yield from dependency_check_json.read(source)
    else:
        yield from dependency_check_csv.read(source)
