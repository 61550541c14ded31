"""Prowler JSON: OCSF as versions 3 (Security Finding) and 4 on (Detection Finding) write it, with
product and check or (its documentation) without; the layouts of versions 2 and 3 of its own."""

import re
from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, objects, part, texts
from quarterdeck.readers.prowler_checks import FAMILY, Check, checked, for_resources
from quarterdeck.readers.prowler_old import is_second, second, third
from quarterdeck.readers.record import Record
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import line

__all__ = ["FAMILY", "read", "sniff"]

_UID = re.compile(r"prowler-[a-z0-9]+-([a-z0-9_]+)-")
_SUPPRESSED = "suppressed"
_UNNAMED = ("finding_info.uid", "status_code", "status_detail", "risk_details", "unmapped")


def sniff(head: bytes, _name: str) -> float | bool:
    if json_has(head, "item.CheckID", "item.StatusExtended") or is_second(head):
        return True
    ocsf = json_has(head, "item.finding_info.uid") or json_has(head, "item.finding.uid")
    if json_has(head, "item.metadata.product.name"):
        return ocsf and b'"Prowler' in head
    return json_has(head, *(f"item.{key}" for key in _UNNAMED))


def read(source: Source) -> Iterator[Record]:
    """A header for each check and account, then its resources and what became of each."""
    yield from checked(source, _checks(source))


def _checks(source: Source) -> Iterator[Check]:
    head = as_utf8(source.head(HEAD_BYTES))
    many = is_second(head) and not head.startswith(b"[")
    for _, place, value in walk(source, ("",) if many else ("item",), many=many):
        entry = expect(source, value, place)
        if "CheckID" in entry:
            yield third(source, entry, place)
        elif "Control" in entry:
            yield second(source, entry, place)
        else:
            yield from _ocsf(source, entry, place)


def _ocsf(source: Source, entry: dict[str, Any], place: str) -> Iterator[Check]:
    info = part(entry, "finding_info") or part(entry, "finding")
    remediation = part(entry, "remediation") or part(info, "remediation")
    check = Check(
        check=_check_id(source, entry, info, place),
        status=at(entry, "status_code") or at(entry, "status"),
        muted=at(entry, "status").lower() == _SUPPRESSED,
        title=at(info, "title"),
        severity=at(entry, "severity"),
        detail=at(entry, "status_detail") or at(entry, "message"),
        region=at(entry, "cloud", "region"),
        account=at(entry, "cloud", "account", "uid") or at(entry, "unmapped", "provider_uid"),
        provider=at(entry, "cloud", "provider") or at(entry, "unmapped", "provider"),
        categories=" ".join(texts(part(entry, "unmapped").get("categories"))),
        description=at(info, "desc"),
        risk=at(entry, "risk_details") or at(info, "supporting_data", "Risk"),
        fix=at(remediation, "desc"),
        references=(
            *texts(remediation.get("references")),
            *texts(remediation.get("kb_articles")),
            at(entry, "unmapped", "related_url"),
        ),
        time=_time(entry, info),
        version=at(entry, "metadata", "product", "version"),
        uid=at(info, "uid"),
        place=place,
    )
    resources = objects(source, entry.get("resources"), f"{place}, resources")
    yield from for_resources(
        check,
        ((at(r, "uid"), at(r, "name"), at(r, "type"), at(r, "region")) for r in resources),
    )


def _check_id(source: Source, entry: dict[str, Any], info: dict[str, Any], place: str) -> str:
    """The check's name, which early versions only wrote into the finding's identifier, and reports
    made anonymous leave to the words."""
    found = at(entry, "metadata", "event_code") or at(
        entry, "metadata", "product", "feature", "uid"
    )
    in_uid = _UID.match(at(info, "uid"))
    found = found.strip() or (in_uid[1] if in_uid else "")
    found = found or line(at(info, "title") or at(entry, "status_detail") or at(entry, "message"))
    if not found:
        raise source.error(place, "names no check (metadata.event_code).", "Export it again.")
    return found


def _time(entry: dict[str, Any], info: dict[str, Any]) -> str:
    return (
        at(entry, "time_dt")
        or at(entry, "event_time")
        or at(entry, "time")
        or at(info, "created_time_dt")
        or at(info, "created_time")
    )
