"""What scanners saw, when, under which kind of look; and what the world knows about weaknesses.

`ScanFile` → `Scan`s in it, each under a `Scope` and in a `Circle`; `Asset`s with their
`AssetName`s; a `Look` is one asset under one scope at one time; a `Finding` is one weakness on one
asset, a `Sighting` what one scope last said of it, a `Change` a turn in its history. Intelligence
belongs to no client.
"""

from quarterdeck.findings.models.assets import Asset, AssetName, Look
from quarterdeck.findings.models.findings import (
    WEAK,
    Change,
    Finding,
    PackedColumns,
    Said,
    Sighting,
    State,
    Turn,
)
from quarterdeck.findings.models.scans import Circle, Scan, ScanFile, Scope
from quarterdeck.findings.models.work import Assignment, SavedView
from quarterdeck.findings.models.world import Epss, KnownExploited, Release

__all__ = [
    "WEAK",
    "Asset",
    "AssetName",
    "Assignment",
    "Change",
    "Circle",
    "Epss",
    "Finding",
    "KnownExploited",
    "Look",
    "PackedColumns",
    "Release",
    "Said",
    "SavedView",
    "Scan",
    "ScanFile",
    "Scope",
    "Sighting",
    "State",
    "Turn",
]
