"""CycloneDX bills of materials with their vulnerabilities, in JSON and XML, versions 1.0 to 1.7."""

from collections.abc import Iterator

from quarterdeck.readers import cyclonedx_json, cyclonedx_xml
from quarterdeck.readers.cyclonedx_bom import FAMILY
from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.record import Record
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has, xml_root, xml_start
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]


def sniff(head: bytes, _name: str) -> float | bool:
    return _is_xml(head) or json_has(head, "bomFormat")


def _is_xml(head: bytes) -> bool:
    return xml_root(head) == "bom" and "cyclonedx.org" in xml_start(head)


def read(source: Source) -> Iterator[Record]:
    """One header, the bill's subject, and what is known of its components."""
    head = as_utf8(source.head(HEAD_BYTES))
    if _is_xml(head):
        yield from cyclonedx_xml.read(source)
    elif not head.startswith(b"<"):
        yield from cyclonedx_json.read(source)
