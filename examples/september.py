"""Makes Northmere's paper of September 2026 again: `make sample`.

The sample tells of two quarters. This script lays out the folder as it stood in September (fewer
scans, an earlier state of some records), has the product publish the paper of that meeting, and
puts the frozen pack, the reference of that day and the ledger into examples/northmere.
"""

import os
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import yaml

NOW = Path(__file__).parent / "northmere"
DAY, MEETING = date(2026, 9, 4), date(2026, 9, 10)
LATER = {
    "services.yaml": ["video-visits"],
    "controls.yaml": ["second-step-staff", "locked-copies"],
    "plans_ahead.yaml": ["notes-assistant"],
    "decisions.yaml": ["d-2026-09-robots", "a-2026-analysers"],
    "incidents.yaml": ["2026-10-invoice"],
}
LATER_SYSTEMS = ("video-bridge",)
STATES_THEN = {"cascade-second-step": "not met", "hp-copies": "not met"}
WRITTEN_BACK = ("packs", "reference.yaml", "ledger.jsonl")


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["QUARTERDECK_DATA"] = str(Path(scratch) / "data")
        then = _as_it_stood(Path(scratch) / "northmere")
        _publish(then, Path(scratch) / "out")
        for name in WRITTEN_BACK:
            made, kept = Path(scratch) / "out" / name, NOW / name
            if kept.is_dir():
                shutil.rmtree(kept)
            (shutil.copytree if made.is_dir() else shutil.copy)(made, kept)


def _as_it_stood(folder: Path) -> Path:
    skip = shutil.ignore_patterns(*WRITTEN_BACK)
    shutil.copytree(NOW, folder, ignore=skip)
    for path in (folder / "scans").iterdir():
        if path.name[:10] > f"{DAY}":
            path.unlink()
    for file, keys in LATER.items():
        rows = _plain(folder / file)
        kept = [row for row in rows if row["key"] not in keys]
        (folder / file).write_text(yaml.safe_dump(kept, sort_keys=False), encoding="utf-8")
    profile = _plain(folder / "profile.yaml")
    profile["board"]["next_meeting"] = f"{MEETING}"
    (folder / "profile.yaml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        kept = re.sub(r"(?m)^ *- video-visits\n", "", text)
        path.write_text(kept.replace(", video-visits", ""), encoding="utf-8")
    _without_rows(folder)
    return folder


def _plain(path: Path) -> Any:
    """Every scalar as it is written: the product reads it, not YAML's own idea of `on`."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def _without_rows(folder: Path) -> None:
    """Tables as they stood: later systems gone, requirements in their earlier state."""
    for name in ("systems.csv", "edges.csv", "holdings.csv"):
        path = folder / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [x for x in lines if not any(key in x.split(",")[:2] for key in LATER_SYSTEMS)]
        path.write_text("".join(kept), encoding="utf-8")
    path = folder / "requirements.csv"
    rows = [x.split(",") for x in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        if row[0] in STATES_THEN:
            row[3] = STATES_THEN[row[0]]
            row[5:10] = [""] * 5
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")


def _publish(folder: Path, out: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quarterdeck.web.settings")
    import django

    django.setup()
    from quarterdeck.board import packs
    from quarterdeck.board.services import prepare
    from quarterdeck.clients.cli_support import firm, open_storage
    from quarterdeck.clients.folder.exporting import export_folder
    from quarterdeck.clients.folder.importing import import_folder

    open_storage()
    actor = "cli:sample"
    client = import_folder(folder, firm(), actor).client
    brief = prepare(client, DAY, actor, lambda _step: None)
    packs.publish(client, brief, actor)
    export_folder(client, out)


if __name__ == "__main__":
    main()
