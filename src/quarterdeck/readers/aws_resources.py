"""Resources as AWS names them, in the Security Hub's layout, as systems."""

from ipaddress import ip_address
from typing import Any

from quarterdeck.readers.json_value import at, part, texts
from quarterdeck.readers.record import Identifier, ScanKind, SystemSeen
from quarterdeck.readers.text import distinct, line

_KINDS: dict[str, ScanKind] = {"AwsEc2Instance": "host", "AwsEcrContainerImage": "image"}


def kind_of(resource: dict[str, Any]) -> ScanKind:
    """What a scanner of workloads looked at."""
    return _KINDS.get(_type(resource), "cloud")


def is_account(resource: dict[str, Any], account: str) -> bool:
    """Whether a resource is the whole account, as controls without one resource name it."""
    name = at(resource, "Id")
    return not name or name == account or ":Account:" in name or name.endswith(":root")


def system_of(resource: dict[str, Any], account: str, platform: str = "") -> SystemSeen:
    """The resource; the account where none is named. An image is known by its repository and tags,
    because its own number is another after every build."""
    account = account or _account(at(resource, "Id"))
    if is_account(resource, account):
        return SystemSeen(
            name=line(account, 255) or "unnamed account",
            identifiers=(("cloud_account", line(account, 255)),) if account else (),
        )
    details = part(resource, "Details", _type(resource))
    name, found = _named(resource, details)
    if account:
        found.append(("cloud_account", account))
    return SystemSeen(
        name=name,
        identifiers=tuple(dict.fromkeys((kind, line(value, 500)) for kind, value in found)),
        operating_system=line((platform or at(details, "Platform")).replace("_", " ")),
    )


def _account(name: str) -> str:
    """The account that a resource's name gives away."""
    if ":Account:" in name:
        return name.rpartition(":")[2]
    parts = name.split(":")
    return parts[4] if parts[0] == "arn" and len(parts) > 5 else ""


def _named(resource: dict[str, Any], details: dict[str, Any]) -> tuple[str, list[Identifier]]:
    if at(details, "RepositoryName"):
        images = _images(at(resource, "Id"), details)
        return images[0].rpartition("/")[2], [("image", image) for image in images]
    name = line(at(resource, "Id").removesuffix(":$LATEST"), 500)
    found: list[Identifier] = [("cloud_id", name)]
    found += [("ip", said) for key in ("IpV4Addresses", "IpV6Addresses")
              for said in texts(details.get(key)) if _is_own(said)]  # fmt: skip
    called = at(resource, "Tags", "Name") or at(details, "FunctionName")
    return line(called, 255) or name.rpartition("/")[2].rpartition(":")[2] or name, found


def _images(arn: str, details: dict[str, Any]) -> tuple[str, ...]:
    parts = [*arn.split(":"), "", "", "", "", ""]
    registry, region = at(details, "RegistryId") or at(details, "Registry"), parts[3]
    host = f"{registry}.dkr.ecr.{region}.amazonaws.com/" if registry and region else ""
    name = host + at(details, "RepositoryName")
    digest = at(details, "ImageDigest") or at(details, "ImageHash")
    tagged = [f"{name}:{tag}" for tag in texts(details.get("ImageTags"))]
    return distinct([*tagged, f"{name}@{digest}" if digest else name])


def _is_own(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return not (found.is_loopback or found.is_unspecified)


def _type(resource: dict[str, Any]) -> str:
    details = part(resource, "Details")
    return next((key for key in details if key.startswith("Aws")), at(resource, "Type"))
