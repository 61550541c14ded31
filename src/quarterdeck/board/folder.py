"""The board part of the client folder: packs/, one file a pack."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from quarterdeck.board.models import Pack
from quarterdeck.clients import ledger
from quarterdeck.clients.folder.part import Loaded
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.models import Client
from quarterdeck.risks.inputs import from_json

FIELDS = ("key", "meeting", "version", "made_at", "data_as_of", "hash", "figures", "inputs")


class Packs:
    """Frozen packs travel whole; an altered one is refused."""

    file = "packs/"
    says = "Papers as they were given to the board, with the inputs of each."

    def check(self, folder: Path, report: Report) -> None:
        for path in sorted((folder / self.file).glob("*.json")):
            name = f"{self.file}{path.name}"
            try:
                values = json.loads(path.read_text(encoding="utf-8"))
                mark = ledger.digest({"inputs": values["inputs"], "figures": values["figures"]})
                if mark != values["hash"]:
                    report.error(name, 0, "hash", "was altered after it was frozen")
                from_json(values["inputs"])
            except (ValueError, KeyError, TypeError) as error:
                report.error(name, 0, "", f"must be as `client export` wrote it ({error})")

    def load(self, client: Client, folder: Path, _actor: str) -> Loaded:
        known = set(Pack.objects.of(client).values_list("key", flat=True))
        new = 0
        for path in sorted((folder / self.file).glob("*.json")):
            values = json.loads(path.read_text(encoding="utf-8"))
            if values["key"] not in known:
                values["made_at"] = datetime.fromisoformat(values["made_at"])
                Pack.objects.of(client).create(**values)
                new += 1
        return Loaded(new=new, same=len(known))

    def dump(self, client: Client, folder: Path) -> int:
        rows = list(Pack.objects.of(client))
        if rows:
            (folder / self.file).mkdir()
        for row in rows:
            text = json.dumps(_values(row), ensure_ascii=False, indent=1, sort_keys=True)
            (folder / self.file / f"{row.key}.json").write_text(text + "\n", encoding="utf-8")
        return len(rows)

    def state(self, client: Client) -> Any:
        return list(Pack.objects.of(client).values_list("key", "hash"))


def _values(row: Pack) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in FIELDS}
    dates = {name: values[name].isoformat() for name in ("meeting", "made_at", "data_as_of")}
    return values | dates


PARTS = (Packs(),)
