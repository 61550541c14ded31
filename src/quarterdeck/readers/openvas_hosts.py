"""Greenbone XML: a host, by what its results say of it and what its own entry does."""

from dataclasses import dataclass, field

from quarterdeck.readers.hosts import kind_of, system_of
from quarterdeck.readers.record import Identifier, SystemSeen
from quarterdeck.readers.text import line
from quarterdeck.readers.xml_stream import Element

_MOST_NAMES = 20


@dataclass(slots=True)
class Host:
    """A host; `signed_in` says that the scanner was, by any protocol."""

    names: dict[str, None] = field(default_factory=dict)
    asset: str = ""
    mac: str = ""
    operating_system: str = ""
    signed_in: bool = False

    def system(self, address: str) -> SystemSeen:
        found: list[Identifier] = [(kind_of(name), name) for name in self.names if name != address]
        found += [(kind_of(address), address), ("mac", self.mac), ("other", self.asset)]
        return system_of(found, self.operating_system) or SystemSeen(name="unnamed host")

    def name(self, result: Element) -> None:
        """Takes what a result says of its host."""
        self._called(line(result.findtext("host/hostname"), 255))
        self._listed(result.find("host/asset"))

    def describe(self, element: Element) -> None:
        """Takes a part of the host's own entry: its asset, or a detail."""
        if element.tag == "asset":
            self._listed(element)
        if element.tag != "detail":
            return
        name, value = line(element.findtext("name")), line(element.findtext("value"), 255)
        if name == "hostname":
            self._called(value)
        elif name == "best_os_txt" or (name == "OS" and not self.operating_system):
            self.operating_system = value
        elif name == "MAC":
            self.mac = value
        elif name.startswith("Auth-") and name.endswith("-Success"):
            self.signed_in = True

    def _called(self, name: str) -> None:
        if name and len(self.names) < _MOST_NAMES:
            self.names[name] = None

    def _listed(self, asset: Element | None) -> None:
        if asset is not None and not self.asset:
            self.asset = line(asset.get("asset_id"), 255)


def address_of(result: Element) -> str:
    """The address that a result names its host by, "" when it names none."""
    return line(result.findtext("host"), 255)
