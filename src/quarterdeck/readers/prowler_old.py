"""Prowler's own JSON of versions 2 (an object a line) and 3 (a list)."""

from typing import Any

from quarterdeck.readers.json_value import at, part, texts
from quarterdeck.readers.prowler_checks import Check
from quarterdeck.readers.sniffing import json_has
from quarterdeck.readers.source import Source


def is_second(head: bytes) -> bool:
    """Whether the report is in version 2's layout."""
    keys = ("Control", "Account Number", "Status", "Message")
    return any(json_has(head, *(start + key for key in keys)) for start in ("", "item."))


def second(source: Source, entry: dict[str, Any], place: str) -> Check:
    """A finding in version 2's layout, whose words are those of its CSV."""
    check = at(entry, "Control ID").strip() or at(entry, "Control").strip()
    if not check:
        raise source.error(place, "names no check (Control ID).", "Export it again.")
    return Check(
        check=check,
        status=at(entry, "Status"),
        title=at(entry, "Control"),
        severity=at(entry, "Severity"),
        detail=at(entry, "Message"),
        resource=at(entry, "Resource ID"),
        region=at(entry, "Region"),
        account=at(entry, "Account Number"),
        risk=at(entry, "Risk"),
        fix=at(entry, "Remediation"),
        references=(at(entry, "Doc link"),),
        time=at(entry, "Timestamp"),
        place=place,
    )


def third(source: Source, entry: dict[str, Any], place: str) -> Check:
    """A finding in the layout that version 3 called "json"."""
    advice = part(entry, "Remediation", "Recommendation")
    check = at(entry, "CheckID").strip()
    if not check:
        raise source.error(place, "names no check (CheckID).", "Export it again.")
    return Check(
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
