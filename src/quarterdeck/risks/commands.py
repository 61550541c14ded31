"""`rank`; and registers `simulate`."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table as Grid

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import (
    AsJson,
    AsOf,
    ClientKey,
    Mistake,
    client_by_key,
    emit,
    progress,
)
from quarterdeck.engine import wording
from quarterdeck.risks.assessing import told
from quarterdeck.risks.results import Assessment, Fix, Ranked
from quarterdeck.risks.services import looked_at
from quarterdeck.risks.simulate_command import simulate_

Order = Literal["business", "severity", "tolerance"]


def register(app: typer.Typer) -> None:
    app.command("rank")(rank)
    app.command("simulate")(simulate_)


def rank(
    client: ClientKey,
    top: Annotated[int, typer.Option("--top", min=1, help="How many rows.")] = 20,
    by: Annotated[Order, typer.Option("--by", help="Which order.")] = "business",
    fixes: Annotated[bool, typer.Option("--fixes", help="The work instead of findings.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Print each row's reason.")] = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Findings and gaps by what leaving them costs the business, beside their severity."""
    found = client_by_key(client)
    day = as_of.date() if as_of else date.today()
    try:
        with progress("Ranking") as step:
            assessment = told(looked_at(found, day, ledger.local_actor()), (), step)
    except ValueError as error:
        raise Mistake(f"The ranking cannot be worked out: {error}") from error
    if fixes:
        chosen: list[Any] = list(assessment.fixes[:top])
    else:
        chosen = sorted(assessment.ranking, key=lambda row: _order(row, by))[:top]
    data = {
        "as_of": day,
        "currency": assessment.currency,
        "total_per_year": assessment.total_exposed,
        "rows": [asdict(row) for row in chosen],
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
    out.print(f"{len(rows)} of {len(found.ranking):,} rows; all together bear {total} a year.")


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
