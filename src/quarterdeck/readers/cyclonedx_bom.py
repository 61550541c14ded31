"""What a CycloneDX bill of materials is about: its subject, the tool, the components."""

from dataclasses import dataclass, field
from urllib.parse import unquote

from quarterdeck.readers.artefacts import folder, image
from quarterdeck.readers.packages import ecosystem, named_by
from quarterdeck.readers.record import ScanHeader, ScanKind, SystemSeen
from quarterdeck.readers.text import line
from quarterdeck.readers.times import moment

FAMILY = "cyclonedx"
INVENTORY = "bill of materials without vulnerabilities"
FIELDS = ("bom-ref", "type", "group", "name", "version", "purl")
_LOOKERS = ("grype", "osv-scanner", "cve-bin-tool")
_MACHINES = ("operating-system", "device", "firmware", "device-driver", "platform")
Facts = dict[str, str]


@dataclass(slots=True)
class Bom:
    """`subject` and `components` (by their references) as the texts of `FIELDS`; of the components
    only those that a vulnerability refers to, so that memory does not grow with the rest."""

    subject: Facts = field(default_factory=dict)
    tool: str = ""
    tool_version: str = ""
    written: str = ""
    refs: set[str] = field(default_factory=set)
    has_vulnerabilities: bool = False
    components: dict[str, Facts] = field(default_factory=dict)

    def kind(self) -> ScanKind:
        """An image, a machine, or else something built from source."""
        type_ = self.subject.get("type", "")
        return "image" if type_ == "container" else "host" if type_ in _MACHINES else "repository"

    def system(self) -> SystemSeen:
        """The subject, to which all components belong."""
        group, name, version = (self.subject.get(key, "") for key in ("group", "name", "version"))
        if self.kind() == "image":
            return image(*_image_names(name, version))
        if self.kind() == "host":
            name = line(name, 255) or "unnamed machine"
            return SystemSeen(name=name, identifiers=(("other", name),))
        return folder(f"{group}/{name}" if group and name else name)

    def header(self) -> ScanHeader:
        """The scan. Another tool may look for other things, and a bill without vulnerabilities may
        come from a tool that looked for none: the policy tells them apart, so that neither is taken
        for proof that something was fixed. Some tools do nothing but look."""
        looked = self.has_vulnerabilities or self.tool.strip().lower() in _LOOKERS
        return ScanHeader(
            family=FAMILY,
            tool=line(self.tool) or "CycloneDX",
            tool_version=line(self.tool_version),
            finished_at=moment(self.written),
            target=self.system().name,
            kind=self.kind(),
            policy=line(self.tool) if looked else INVENTORY,
        )

    def package(self, ref: str) -> tuple[str, str, str]:
        """(ecosystem, name, version) of the component that `ref` means; of the address that it is
        itself where the bill lacks the component."""
        facts = self.components.get(ref) or {"purl": ref if ref.startswith("pkg:") else ""}
        return package_of(facts) if any(facts.values()) else ("", line(ref), "")


def package_of(facts: Facts) -> tuple[str, str, str]:
    """(ecosystem, name, version) of a component, by its package URL where it has one."""
    purl, group = facts.get("purl", ""), facts.get("group", "")
    name, version = named_by(purl)
    own = f"{group}/{facts.get('name', '')}".strip("/")
    return ecosystem(purl, ""), line(name or own), line(facts.get("version") or version)


def reference(text: str) -> str:
    """The reference within a bill, also out of a link to another one ("urn:cdx:…#reference")."""
    return unquote(text.partition("#")[2]) if text.startswith("urn:cdx:") else text


def _image_names(name: str, version: str) -> tuple[str, tuple[str, ...]]:
    bare = name if ":" not in name.rpartition("/")[2] else name.rpartition(":")[0]
    if version.startswith("sha256:"):
        return name, (f"{bare}@{version}",)
    return (f"{name}:{version}" if version and bare == name and "@" not in name else name), ()
