"""`regimes`: the tables behind the clocks, for counsel to review."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table as Grid

from quarterdeck.clients.cli_support import AsJson, Mistake, emit
from quarterdeck.clients.folder.formulas import guarded
from quarterdeck.data.clocks import regimes, tables
from quarterdeck.engine.clocks import Regime, Stage, Tables
from quarterdeck.engine.clocks.running import newest_source, outdated
from quarterdeck.incidents import clock_texts as texts
from quarterdeck.incidents import table_texts


def regimes_(
    sheet: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write a row for each stage.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the laws, schemes and rules behind `clocks`, with their sources and dates."""
    known, today = tables(), datetime.now(UTC).date()
    if sheet:
        _write(sheet, known)
    rows = [_regime(regime, today) for regime in regimes()]
    data = {"file": str(sheet) if sheet else None, "regimes": rows}
    emit("regimes", data, as_json, lambda out: _show(out, rows, sheet))


def _regime(regime: Regime, today: date) -> dict[str, Any]:
    return {
        "key": regime.key,
        "name": regime.name,
        "authority": regime.authority,
        "citation": regime.citation,
        "force": regime.force,
        "status": regime.status,
        "in_force_from": regime.in_force_from,
        "in_force_until": regime.in_force_until,
        "confidence": regime.confidence,
        "newest_source": newest_source(regime),
        "outdated": outdated(regime, today),
        "sources": [{"url": s.url, "dated": s.dated, "says": s.says} for s in regime.sources],
        "note": regime.note,
        "stages": [
            {"key": s.key, "says": s.says, "audience": s.audience, "period": texts.period(s)}
            for s in regime.stages
        ],
    }


def _write(path: Path, known: Tables) -> None:
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as file:
            rows = [_row(regime, stage, known) for regime, stage in _stages()]
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows({key: guarded(str(cell)) for key, cell in row.items()} for row in rows)
    except FileExistsError as error:
        raise Mistake(f"{path} exists already: name a new file.") from error


def _stages() -> Iterator[tuple[Regime, Stage]]:
    return ((regime, stage) for regime in regimes() for stage in regime.stages)


def _row(regime: Regime, stage: Stage, known: Tables) -> dict[str, object]:
    """A stage as counsel reads it: what it asks for, of whom, when, by what source."""
    return {
        "id": f"{regime.key}.{stage.key}",
        "regime": regime.name,
        "stage": stage.says,
        "audience": stage.audience,
        "citation": stage.citation or regime.citation,
        "force": regime.force,
        "status": regime.status,
        "in force from": stage.in_force_from or regime.in_force_from or "",
        "in force until": stage.in_force_until or regime.in_force_until or "",
        "applies when": "; and ".join(
            table_texts.condition(c, known) for c in (regime.when, stage.when) if c
        ),
        "starts from": table_texts.starts(stage, known),
        "period": texts.period(stage),
        "counted": "" if stage.amount is None else stage.begins,
        "ends at": stage.at,
        "moved off days off": table_texts.rolling(stage, known),
        "whose clock": stage.place or regime.place,
        "one duty with": stage.group,
        "reading": stage.reading,
        "notice": stage.template,
        "confidence": stage.confidence or regime.confidence,
        "newest source": newest_source(regime) or "",
        "sources": " ".join(source.url for source in regime.sources),
        "note": " ".join(filter(None, (stage.note, regime.note))),
    }


def _show(out: Console, rows: list[dict[str, Any]], sheet: Path | None) -> None:
    grid = Grid(box=None, header_style="")
    for head in ("Key", "Name", "Status", "Confidence", "Newest source"):
        grid.add_column(head, overflow="fold")
    for row in rows:
        dated = f"{row['newest_source'] or ''}{' (old)' if row['outdated'] else ''}"
        grid.add_row(row["key"], row["name"], row["status"], row["confidence"], dated)
    out.print(grid)
    if sheet:
        out.print(f"Wrote every stage to {sheet}.")
