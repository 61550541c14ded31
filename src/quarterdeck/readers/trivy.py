"""Aqua Trivy JSON: the old list of results, schema 2, and Kubernetes clusters."""

from quarterdeck.readers.record import ScanKind

FAMILY = "trivy"
_KINDS: dict[str, ScanKind] = {
    "container_image": "image",
    "image": "image",
    "filesystem": "repository",
    "repository": "repository",
    "vm": "host",
    "aws_account": "cloud",
    "cyclonedx": "repository",
    "spdx": "repository",
}
_LISTS = ("Vulnerabilities", "Misconfigurations", "Secrets", "Licenses")
_FACTS = ("Target", "Class", "Type")
_RESULTS = {
    "": "Results.item",
    "list": "item",
    "Resources": "Resources.item.Results.item",
    "Vulnerabilities": "Vulnerabilities.item.Results.item",
    "Misconfigurations": "Misconfigurations.item.Results.item",
}
_OWNERS = ("Resources.item", "Vulnerabilities.item", "Misconfigurations.item")
_OWNER_FACTS = ("Namespace", "Kind", "Name")
_TOP = ("SchemaVersion", "ArtifactName", "ArtifactType", "CreatedAt", "Metadata", "ClusterName",
        "Trivy.Version")  # fmt: skip
