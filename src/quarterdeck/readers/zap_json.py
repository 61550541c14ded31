"""ZAP's JSON: traditional and plus reports, with their sites in a list or (old versions) one alone,
and the alerts of its API. Places stand within alerts, which may be large, so a report is walked
twice and never held."""

from collections.abc import Iterator
from typing import Any

from quarterdeck.readers.encoding import as_utf8
from quarterdeck.readers.json_stream import walk
from quarterdeck.readers.json_value import at, expect, text
from quarterdeck.readers.record import FindingSeen, Record, SystemSeen
from quarterdeck.readers.sites import site
from quarterdeck.readers.sniffing import HEAD_BYTES, json_has
from quarterdeck.readers.source import Source
from quarterdeck.readers.spelled_times import spelled
from quarterdeck.readers.text import line
from quarterdeck.readers.zap_findings import (
    FAMILY,
    Alert,
    Instance,
    alert_of,
    finding,
    instance_of,
    system,
)
from quarterdeck.readers.zap_rules import scans

__all__ = ["FAMILY", "read", "sniff"]

_TOP = ("@version", "@generated", "created")
_NAMES = ("@name", "@host", "name", "host")
_FIELDS = ("pluginid", "alertRef", "alert", "name", "riskcode", "riskdesc", "confidence", "desc",
           "solution", "reference", "otherinfo", "cweid", "tags")  # fmt: skip
_API = "alerts.item"
_MEND = "Export the report again."
Facts = dict[str, Any]


def sniff(head: bytes, _name: str) -> float | bool:
    return any(
        json_has(head, *paths)
        for paths in (
            ("@programName", "site"),
            ("@generated", "site"),
            ("site.item.@name", "site.item.alerts"),
            ("site.item.alerts.item.pluginid",),
            ("site.alerts.item.pluginid",),
            ("alerts.item.pluginId", "alerts.item.url"),
        )
    )


def read(source: Source) -> Iterator[Record]:
    """Every site under its headers, and a finding for every place of an alert."""
    head = as_utf8(source.head(HEAD_BYTES))
    if json_has(head, "alerts") and not json_has(head, "site"):
        yield from scans("", None, _api(source))
        return
    prefix = (
        "site" if json_has(head, "site.alerts") or json_has(head, "site.@name") else "site.item"
    )
    top, sites, alerts = _facts(source, prefix)
    generated = spelled(text(top.get("created"))) or spelled(text(top.get("@generated")))
    version = text(top.get("@version"))
    systems = [system(_name(facts)) for facts in sites]
    read_alerts = [
        alert_of(source, facts, f"alert {n:,}") for n, facts in enumerate(alerts, start=1)
    ]
    yield from scans(version, generated, _places(source, prefix, systems, read_alerts))


def _facts(source: Source, prefix: str) -> tuple[Facts, list[Facts], list[Facts]]:
    """What the report says of itself, its sites and its alerts, without their places."""
    alert = f"{prefix}.alerts.item"
    paths = {*_TOP, *(f"{prefix}.{name}" for name in _NAMES), *(f"{alert}.{f}" for f in _FIELDS)}
    top: Facts = {}
    sites: list[Facts] = []
    alerts: list[Facts] = []
    there = False
    for path, _, value in walk(source, paths, marks=(prefix, alert, "site")):
        if path == prefix:
            sites.append({})
        elif path == alert:
            alerts.append({})
        elif path in paths:
            owner, _, key = path.rpartition(".")
            (top if not owner else sites[-1] if owner == prefix else alerts[-1])[key] = value
        there = there or path in (prefix, "site")
    if not there:
        raise source.error("", "holds no ZAP report: it lacks “site”.", _MEND)
    return top, sites, alerts


def _places(
    source: Source, prefix: str, systems: list[SystemSeen], alerts: list[Alert]
) -> Iterator[SystemSeen | FindingSeen]:
    """Each site, and its alerts at each of their places; an alert without any comes once."""
    alert = f"{prefix}.alerts.item"
    instance = f"{alert}.instances.item"
    begun = number = places = 0
    bare: FindingSeen | None = None
    for path, place, value in walk(source, (instance,), marks=(prefix, alert)):
        if path != instance and bare:
            yield bare
        if path == prefix:
            begun, bare = begun + 1, None
            yield systems[begun - 1]
        elif path == alert:
            number, places = number + 1, 0
            bare = finding(systems[begun - 1], alerts[number - 1], Instance(), f"alert {number:,}")
        else:
            bare, places = None, places + 1
            where = instance_of(expect(source, value, place))
            words = f"alert {number:,}, instance {places:,}"
            yield finding(systems[begun - 1], alerts[number - 1], where, words)
    if bare:
        yield bare


def _name(facts: Facts) -> str:
    return next((line(said, 255) for name in _NAMES if (said := text(facts.get(name)))), "")


def _api(source: Source) -> Iterator[SystemSeen | FindingSeen]:
    """The API's alerts, each site before its first alert."""
    systems: dict[str, SystemSeen] = {}
    for _, place, value in walk(source, (_API,)):
        raw = expect(source, value, place)
        where = site(at(raw, "url"))
        if where not in systems:
            systems[where] = system(where)
            yield systems[where]
        yield finding(systems[where], alert_of(source, raw, place), instance_of(raw), place)
