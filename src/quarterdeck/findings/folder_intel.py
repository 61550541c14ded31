"""`intel/`: extracts of EPSS and KEV for the client's own CVEs, in the layouts of their makers."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from quarterdeck.clients.folder.part import Loaded
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.models import Client
from quarterdeck.findings.feeds import is_kev, read_epss, read_kev
from quarterdeck.findings.loading import load_intelligence
from quarterdeck.findings.models import Epss, Finding, KnownExploited
from quarterdeck.findings.states import batches
from quarterdeck.readers import ReadError

KEV = "known_exploited_vulnerabilities.json"


class IntelPart:
    """Public facts that belong to no client: they never replace what is newer."""

    file = "intel/"
    says = "EPSS scores (FIRST.org) and known exploited vulnerabilities (CISA) of your own CVEs."

    def check(self, folder: Path, report: Report) -> None:
        for path in _files(folder / self.file):
            try:
                read_kev(path) if is_kev(path) else read_epss(path)
            except ReadError as error:
                said = f"{error.place}: {error.problem} {error.mend}".strip(": ")
                report.error(self.file + path.name, 0, "", said)

    def load(self, client: Client, folder: Path, actor: str) -> Loaded:  # noqa: ARG002
        loaded = [load_intelligence(path) for path in _files(folder / self.file)]
        return Loaded(same=len(loaded))

    def dump(self, client: Client, folder: Path) -> int:
        """One EPSS file for each date of scores, one catalogue of the newest date."""
        cves = _cves(client)
        days: dict[tuple[date, str], list[Epss]] = defaultdict(list)
        listed: list[KnownExploited] = []
        for some in batches(cves):
            for row in Epss.objects.filter(pk__in=some):
                days[row.date, row.version].append(row)
            listed += KnownExploited.objects.filter(pk__in=some)
        if days or listed:
            (folder / self.file).mkdir(exist_ok=True)
        for number, ((on, version), rows) in enumerate(sorted(days.items())):
            name = f"epss_scores-{on}{f'-{number}' if number else ''}.csv"
            (folder / self.file / name).write_text(_epss(on, version, rows), encoding="utf-8")
        if listed:
            (folder / self.file / KEV).write_text(_kev(listed), encoding="utf-8")
        return len(days) + bool(listed)

    def state(self, client: Client) -> Any:  # noqa: ARG002
        """Nothing: the world's facts are no part of what a client's records say."""
        return []


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if path.suffix in (".csv", ".gz", ".json")]


def _cves(client: Client) -> list[str]:
    rows = Finding.objects.of(client).exclude(cves="").values_list("cves", flat=True).distinct()
    return sorted({cve for cves in rows.iterator(chunk_size=5_000) for cve in cves.split()})


def _epss(on: date, version: str, rows: list[Epss]) -> str:
    head = (
        f"#model_version:{version or 'unknown'},score_date:{on}T00:00:00+0000\n"
        "# An extract of the Exploit Prediction Scoring System, FIRST.org\ncve,epss,percentile\n"
    )
    return head + "".join(f"{row.pk},{row.score!r},{row.percentile!r}\n" for row in rows)


def _kev(rows: list[KnownExploited]) -> str:
    newest = max(row.date for row in rows)
    entries = [
        {
            "cveID": row.pk,
            "dateAdded": row.added.isoformat(),
            "knownRansomwareCampaignUse": "Known" if row.ransomware else "Unknown",
        }
        for row in rows
    ]
    said = {
        "title": "Extract of the CISA Catalog of Known Exploited Vulnerabilities",
        "dateReleased": f"{newest}T00:00:00Z",
        "count": len(entries),
        "vulnerabilities": entries,
    }
    return json.dumps(said, indent=1) + "\n"
