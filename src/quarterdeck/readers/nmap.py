"""Nmap XML, and Masscan's, which borrows the layout: hosts that answered, open ports, scripts.

One header for the run. A host counts as seen only if something of it answered: one that was merely
assumed up (-Pn), timed out or is down proves nothing fixed.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b

from quarterdeck.readers.nmap_scripts import Spot, script_findings
from quarterdeck.readers.nmap_services import exposure
from quarterdeck.readers.record import FindingSeen, Identifier, Record, ScanHeader, SystemSeen
from quarterdeck.readers.sniffing import xml_root
from quarterdeck.readers.source import Source
from quarterdeck.readers.text import action_key, distinct, line
from quarterdeck.readers.times import moment
from quarterdeck.readers.xml_stream import Element, walk

FAMILY = "nmap"
_TAGS = ("nmaprun", "scaninfo", "host", "hosthint", "finished", "taskbegin", "taskend")
_SCRIPTS = re.compile(r"--script[ =](\S+)")
_VERSIONS = re.compile(r"(?:^| )(-sV|-A|-sC|-O|-sU)(?= |$)")
_ANSWERED = frozenset(("open", "closed", "unfiltered"))


def sniff(head: bytes, _name: str) -> float | bool:
    return xml_root(head) == "nmaprun"


def read(source: Source) -> Iterator[Record]:
    """The run's header, then every host that answered, with its ports and what scripts found."""
    run, infos, finished = _run(source)
    yield _header(run, infos, finished)
    for number, host in enumerate(_hosts(source), start=1):
        yield from _host(source, host, f"host {number:,}")


def _run(source: Source) -> tuple[dict[str, str], list[str], str]:
    """What the run says of itself, at both ends of the file."""
    run: dict[str, str] = {}
    infos: list[str] = []
    finished = ""
    for event, element in walk(source, _TAGS):
        if event == "start" and element.tag == "nmaprun":
            run = {str(name): str(value) for name, value in element.attrib.items()}
        elif event == "start" and element.tag == "scaninfo":
            infos.append(_scope(element))
        elif event == "start" and element.tag == "finished":
            finished = element.get("time") or ""
    return run, infos, finished


def _scope(info: Element) -> str:
    """ "syn tcp 1-1024", or the number of ports and a digest of them when the list is long."""
    ports = info.get("services") or ""
    if len(ports) > 40:
        digest = blake2b(ports.encode("utf-8", "replace"), digest_size=4).hexdigest()
        ports = f"{info.get('numservices') or ''} ports {digest}"
    return line(f"{info.get('type') or ''} {info.get('protocol') or ''} {ports}")


def _header(run: dict[str, str], infos: list[str], finished: str) -> ScanHeader:
    scanner, arguments = run.get("scanner") or "nmap", run.get("args") or ""
    scope = [*infos, *_VERSIONS.findall(arguments), *sorted(_SCRIPTS.findall(arguments))]
    return ScanHeader(
        family=FAMILY if scanner == "nmap" else line(scanner.lower()),
        tool=line(scanner.capitalize()),
        tool_version=run.get("version") or "",
        started_at=moment(run.get("start") or ""),
        finished_at=moment(finished),
        kind="network",
        policy=line("; ".join(distinct(scope))),
    )


def _hosts(source: Source) -> Iterator[Element]:
    for _, element in walk(source, _TAGS, ("end",)):
        if element.tag == "host":
            yield element


def _host(source: Source, host: Element, place: str) -> Iterator[Record]:
    if not _is_seen(host):
        return
    system = _system(source, host, place)
    yield system
    for port in host.iterfind("ports/port"):
        if _attribute(port, "state", "state") == "open":
            yield from _port(system, port, place)
    spot = Spot(system, place=place)
    for script in host.iterfind("hostscript/script"):
        yield from script_findings(spot, script)


def _is_seen(host: Element) -> bool:
    if host.get("timedout") == "true" or _attribute(host, "status", "state") in ("down", "skipped"):
        return False
    if _attribute(host, "status", "reason") != "user-set":
        return True
    states = {state.get("state") for state in host.iterfind("ports/port/state")}
    states |= {others.get("state") for others in host.iterfind("ports/extraports")}
    return bool(states & _ANSWERED)


def _attribute(element: Element, child: str, name: str) -> str:
    found = element.find(child)
    return "" if found is None else found.get(name) or ""


def _system(source: Source, host: Element, place: str) -> SystemSeen:
    asked: list[Identifier] = []
    looked_up: list[Identifier] = []
    for hostname in host.iterfind("hostnames/hostname"):
        if name := (hostname.get("name") or "").strip().rstrip("."):
            names = looked_up if hostname.get("type") == "PTR" else asked
            names.append(("fqdn" if "." in name else "hostname", name))
    addresses: list[Identifier] = []
    for address in host.iterfind("address"):
        if value := (address.get("addr") or "").strip():
            addresses.append(("mac" if address.get("addrtype") == "mac" else "ip", value))
    found = tuple(dict.fromkeys((*asked, *addresses, *looked_up)))
    if not found:
        raise source.error(place, "has neither an address nor a name.", "Export the scan again.")
    return SystemSeen(
        name=(*asked, *looked_up, *addresses)[0][1],
        identifiers=found,
        operating_system=line(_attribute(host, "os/osmatch", "name")),
        place=place,
    )


def _port(system: SystemSeen, port: Element, place: str) -> Iterator[FindingSeen]:
    number = f"{port.get('portid') or ''}/{port.get('protocol') or ''}"
    place = f"{place}, port {number}"
    service = port.find("service")
    said = {k: line(str(v)) for k, v in (() if service is None else service.items())}
    name, product, version = (said.get(key, "") for key in ("name", "product", "version"))
    why, fix = exposure(name)
    yield FindingSeen(
        system=system,
        weakness=f"exposed {name}" if why else f"open port {number}",
        title=f"Port {number} is open: {name} {why}" if why else f"Port {number} is open",
        severity="medium" if why else "none",
        category="exposure" if why else "information",
        location=number,
        package=product,
        package_version=version,
        fix=fix,
        fix_key=action_key(fix),
        evidence=line(f"{name} {product} {version} {said.get('extrainfo', '')}"),
        raw_id=number,
        place=place,
    )
    spot = Spot(system, number, product or name, version, place)
    for script in port.iterfind("script"):
        yield from script_findings(spot, script)
