"""Prowler JSON: OCSF as versions 3 (Security Finding) and 4 on (Detection Finding) write it, and
version 3's own layout."""

import re
from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, objects, part, texts
from quarterdeck.readers.prowler_checks import FAMILY, Check, checked, for_resources
from quarterdeck.readers.record import Record
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source

__all__ = ["FAMILY", "read", "sniff"]

_UID = re.compile(r"prowler-[a-z0-9]+-([a-z0-9_]+)-")
_SUPPRESSED = "suppressed"


def sniff(head: bytes, _name: str) -> float | bool:
    if json_has(head, "item.CheckID", "item.StatusExtended"):
        return True
    ocsf = json_has(head, "item.finding_info.uid") or json_has(head, "item.finding.uid")
    return ocsf and json_has(head, "item.metadata.product.name") and b'"Prowler' in head


def read(source: Source) -> Iterator[Record]:
    """A header for each check and account, then its resources and what became of each."""
    yield from checked(source, _checks(source))


def _checks(source: Source) -> Iterator[Check]:
    for _, place, value in walk(source, ("item",)):
        entry = expect(source, value, place)
        layout = _own if "CheckID" in entry else _ocsf
        yield from layout(source, entry, place)


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
    """The check's name, which early versions only wrote into the finding's identifier."""
    found = at(entry, "metadata", "event_code") or at(
        entry, "metadata", "product", "feature", "uid"
    )
    in_uid = _UID.match(at(info, "uid"))
    found = found.strip() or (in_uid[1] if in_uid else "")
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


def _own(source: Source, entry: dict[str, Any], place: str) -> Iterator[Check]:
    """The layout that version 3 called "json"."""
    advice = part(entry, "Remediation", "Recommendation")
    check = at(entry, "CheckID").strip()
    if not check:
        raise source.error(place, "names no check (CheckID).", "Export it again.")
    yield Check(
        check=check,
        status=at(entry, "Status"),
        title=at(entry, "CheckTitle"),
        severity=at(entry, "Severity"),
        detail=at(entry, "StatusExtended"),
        resource=at(entry, "ResourceArn") or at(entry, "ResourceId"),
        resource_name=at(entry, "ResourceName") or at(entry, "ResourceId"),
        resource_type=at(entry, "ResourceType"),
        region=at(entry, "Region") or at(entry, "Location"),
        account=at(entry, "AccountId") or at(entry, "Subscription") or at(entry, "ProjectId"),
        provider=at(entry, "Provider"),
        categories=" ".join(texts(entry.get("Categories"))),
        description=at(entry, "Description"),
        risk=at(entry, "Risk"),
        fix=at(advice, "Text"),
        references=(at(advice, "Url"), at(entry, "RelatedUrl")),
        time=at(entry, "AssessmentStartTime"),
        uid=at(entry, "FindingUniqueId"),
        place=place,
    )
