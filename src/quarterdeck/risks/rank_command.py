"""`rank`: the work behind the verb."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table as Grid

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import Mistake, client_by_key, emit, progress
from quarterdeck.engine import wording
from quarterdeck.risks.assessing import told
from quarterdeck.risks.ranked import rank_all
from quarterdeck.risks.results import Assessment, Fix, Order, Ranked
from quarterdeck.risks.services import looked_at
from quarterdeck.risks.telling_ranks import TOLD_ROWS
from quarterdeck.risks.workbook import write_ranking


def run(
    client: str, day: date, top: int, by: Order, *, fixes: bool, why: bool, xlsx: Path | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Prints the ranking of a client on a day. Raises Mistake where it cannot be worked out."""
    found = client_by_key(client)
    if xlsx and (xlsx.suffix.lower() != ".xlsx" or xlsx.exists()):
        raise Mistake(f"{xlsx} cannot be written: name a new file that ends in .xlsx.")
    try:
        with progress("Ranking") as step:
            assessment = told(
                looked_at(found, day, ledger.local_actor()),
                (),
                step,
                by=by,
                most=max(top, TOLD_ROWS),
            )
    except ValueError as error:
        raise Mistake(f"The ranking cannot be worked out: {error}") from error
    if xlsx:
        write_ranking(assessment, found.name, xlsx)
    if fixes:
        chosen: list[Any] = list(assessment.fixes[:top])
    else:
        chosen = sorted(assessment.ranking, key=lambda row: _order(row, by))[:top]
    data = {
        "as_of": day,
        "currency": assessment.currency,
        "total_per_year": assessment.total_exposed,
        "rows_in_all": len(assessment.fixes) if fixes else assessment.ranked_in_all,
        "rows": [asdict(row) for row in chosen],
        "file": xlsx and str(xlsx),
    }
    emit(
        "rank",
        data,
        as_json,
        lambda out: (
            _show_fixes(out, assessment, chosen)
            if fixes
            else _show_rows(out, assessment, chosen, why)
        ),
    )


def keep(client: str, day: date, as_json: bool) -> None:
    """Ranks everything without simulating, and keeps the order. Raises Mistake as `run`."""
    found = client_by_key(client)
    try:
        with progress("Ranking"):
            kept = rank_all(found, day, ledger.local_actor())
    except ValueError as error:
        raise Mistake(f"The ranking cannot be worked out: {error}") from error
    data = {"as_of": day, "currency": found.currency, "rows_in_all": kept.count,
            "total_per_year": kept.total_per_year}  # fmt: skip
    total = wording.money(kept.total_per_year, found.currency)
    emit(
        "rank --keep", data, as_json,
        lambda out: out.print(f"{kept.count:,} rows ranked and kept; they bear {total} a year."),
    )  # fmt: skip


def _order(row: Ranked, by: Order) -> tuple[float, int]:
    if by == "severity":
        return (row.rank_by_severity or 10**9, row.rank)
    return (row.rank if by == "business" else row.rank_by_tolerance, row.rank)


def _show_rows(out: Console, found: Assessment, rows: list[Ranked], why: bool) -> None:
    if not rows:
        out.print("Nothing to rank: no findings, no gaps. Import a scan: quarterdeck scan import")
        return
    grid = _grid("#", "By severity", "Cost of leaving it, a year", "What", "Where", "Severity")
    for row in rows:
        grid.add_row(
            str(row.rank),
            str(row.rank_by_severity or "–"),
            _money(row, found.currency),
            row.title[:60],
            row.system_name[:30],
            row.severity or "–",
        )
        if why:
            grid.add_row("", "", "", row.reason, "", "")
    out.print(grid)
    total = wording.money(found.total_exposed, found.currency)
    out.print(f"{len(rows):,} of {found.ranked_in_all:,} rows; all together bear {total} a year.")


def _show_fixes(out: Console, found: Assessment, rows: list[Fix]) -> None:
    grid = _grid("#", "By severity", "Saves a year", "What to do", "Closes", "Systems")
    for row in rows:
        grid.add_row(
            str(row.rank),
            str(row.rank_by_severity),
            wording.money(row.saving.middle, found.currency),
            row.says[:70],
            str(len(row.closes)),
            ", ".join(row.systems[:3]),
        )
    out.print(grid)


def _money(row: Ranked, currency: str) -> str:
    span = row.cost_per_year
    return wording.money_range(span.low, max(span.low, span.high), currency)


def _grid(*heads: str) -> Grid:
    grid = Grid(box=None, header_style="", pad_edge=False)
    for head in heads:
        grid.add_column(head, overflow="fold")
    return grid
