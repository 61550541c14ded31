"""Microsoft Defender's machines and vulnerabilities, whichever of its interfaces wrote them."""

from collections.abc import Iterable, Mapping
from typing import Any

from quarterdeck.readers import severity
from quarterdeck.readers.json_value import part, text, texts
from quarterdeck.readers.packages import place_of, upgrade_key
from quarterdeck.readers.record import FindingSeen, Identifier, Status, SystemSeen
from quarterdeck.readers.text import addresses, cves, line
from quarterdeck.readers.times import moment

FAMILY = "ms-defender"
TOOL = "Microsoft Defender for Endpoint"
_COLUMNS = {
    "cve": ("cveid",),
    "machine": ("machineid", "deviceid"),
    "host": ("computerdnsname", "devicename"),
    "vendor": ("productvendor", "softwarevendor"),
    "product": ("productname", "softwarename"),
    "version": ("productversion", "softwareversion"),
    "severity": ("severity", "vulnerabilityseveritylevel"),
    "score": ("cvssscore",),
    "patch": ("fixingkbid", "recommendedsecurityupdateid"),
    "advice": ("recommendedsecurityupdate",),
    "link": ("recommendedsecurityupdateurl",),
    "first": ("firstseentimestamp",),
    "state": ("status", "cvemitigationstatus"),
    "id": ("id",),
}
_STATES: dict[str, Status] = {"fixed": "fixed", "mitigated": "muted"}
_MACHINE = ("computerdnsname", "healthstatus")
_VULNERABILITIES = (("machineid", "cveid"), ("deviceid", "cveid"), ("devicename", "cveid"))
Row = Mapping[str, Any]


def is_machine(names: Iterable[str]) -> bool:
    """Whether fields of these names, in lower case, describe a machine."""
    return set(names).issuperset(_MACHINE)


def is_vulnerability(names: Iterable[str]) -> bool:
    """Whether fields of these names, in lower case, describe a vulnerability on a machine."""
    given = set(names)
    return any(given.issuperset(layout) for layout in _VULNERABILITIES)


def said(row: Row, field: str) -> str:
    """The text of the first column for `field` that says something."""
    return next((found for name in _COLUMNS[field] if (found := line(text(row.get(name))))), "")


def machine(row: Row) -> SystemSeen:
    """A machine of the inventory. The address it shows to the outside is left out: that is the
    office's, and shared."""
    known = row.get("ipaddresses")
    cards = [part(card) for card in known] if isinstance(known, list) else []
    found: list[Identifier] = [("fqdn", said(row, "host"))]
    found.append(("cloud_id", line(text(part(row.get("vmmetadata")).get("resourceId")))))
    found += [("ip", text(card.get("ipAddress"))) for card in cards]
    found.append(("ip", text(row.get("lastipaddress"))))
    found += [("mac", text(card.get("macAddress"))) for card in cards]
    found.append(("other", said(row, "id")))
    return _system(row, found, said(row, "id"))


def unlisted(row: Row) -> SystemSeen:
    """The machine as a vulnerability names it, when no inventory lies beside."""
    number = said(row, "machine")
    return _system(row, [("fqdn", said(row, "host")), ("other", number)], number)


def _system(row: Row, found: list[Identifier], number: str) -> SystemSeen:
    release = text(row.get("osversion")) or text(row.get("version"))
    identifiers = [(kind, value[:500]) for kind, value in found if value]
    host = said(row, "host")
    return SystemSeen(
        name=host[:255] or number or "unnamed machine",
        identifiers=tuple(
            ("hostname", value) if kind == "fqdn" and "." not in value else (kind, value)
            for kind, value in dict.fromkeys(identifiers)
        ),
        operating_system=line(f"{text(row.get('osplatform'))} {release}"),
    )


def finding(row: Row, system: SystemSeen, place: str) -> FindingSeen:
    """A vulnerability of one product on one machine; `row` has a CVE."""
    name, product, version = said(row, "cve"), said(row, "product"), said(row, "version")
    known = cves(name)
    word, score = said(row, "severity"), severity.score(said(row, "score"))
    ours = severity.from_word(word)
    return FindingSeen(
        system=system,
        weakness=known[0] if len(known) == 1 else name,
        title=f"{name} in {product.replace('_', ' ')}" if product else name,
        severity=ours if ours != "unknown" else severity.from_score(score),
        severity_word=word,
        score=score,
        status=_STATES.get(said(row, "state").lower(), "open"),
        cves=known,
        location=place_of(product, version, _path(row)),
        package=product,
        package_version=version,
        fix_key=_fix_key(row, product),
        fix=_fix(row),
        references=addresses([link for link in (said(row, "link"),) if "://" in link]),
        first_seen=moment(said(row, "first")),
        raw_id=said(row, "id"),
        place=place,
    )


def _path(row: Row) -> str:
    return line(next(iter(texts(row.get("diskpaths"))), ""), 1_000)


def _patch(row: Row) -> str:
    number = said(row, "patch").removeprefix("KB")
    return f"KB{number}" if number.isascii() and number.isdecimal() else number


def _fix_key(row: Row, product: str) -> str:
    patch = _patch(row)
    return f"fix:{patch}" if patch else upgrade_key(said(row, "vendor"), product)


def _fix(row: Row) -> str:
    patch, advice = _patch(row), said(row, "advice")
    if advice:
        return f"Install {advice} ({patch})." if patch and patch not in advice else (
            f"Install {advice}."
        )  # fmt: skip
    return f"Install {patch}." if patch else ""
