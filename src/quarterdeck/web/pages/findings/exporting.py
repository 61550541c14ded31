"""The filtered list as CSV and XLSX: every row of the filter, not of the page."""

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, StreamingHttpResponse

from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.folder.formulas import guarded
from quarterdeck.papers.xlsx import Head, Workbook
from quarterdeck.web.pages.findings.filters import Filters
from quarterdeck.web.pages.findings.order import order
from quarterdeck.web.pages.findings.rows import Row, rows

BLOCK = 500
MOST_IN_WORKBOOK = 100_000
HEADS = (
    "rank", "rank by severity", "kind", "title", "system", "severity", "score", "cve", "tool",
    "cost a year, low", "cost a year, middle", "cost a year, high", "saving alone", "reason",
    "fix", "assigned to",
)  # fmt: skip


@door("findings")
def as_csv(request: Visited) -> StreamingHttpResponse:
    """Streams, however long."""
    answer = StreamingHttpResponse(_lines(request), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_name(request)}.csv"'
    return answer


@door("findings")
def as_xlsx(request: Visited) -> FileResponse:
    """A workbook of the first hundred thousand rows."""
    client = request.visit.client
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "findings.xlsx"
        with Workbook(path, client.currency, title="Findings and gaps") as book:
            kinds = {5: "text", 0: "whole", 1: "whole", 6: "number"} | dict.fromkeys(
                range(9, 13), "money"
            )
            heads = [Head(name, kinds.get(n, "text")) for n, name in enumerate(HEADS)]  # type: ignore[arg-type]
            cells = (_cells(row) for row in _rows(request, MOST_IN_WORKBOOK))
            book.table("Findings", heads, cells)
        book_bytes = io.BytesIO(path.read_bytes())
    return FileResponse(book_bytes, as_attachment=True, filename=f"{_name(request)}.xlsx")


def _lines(request: Visited) -> Iterator[str]:
    yield _line(list(HEADS))
    for row in _rows(request, None):
        yield _line([guarded(c) if isinstance(c, str) else c for c in _cells(row)])


def _line(cells: list[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _rows(request: Visited, most: int | None) -> Iterator[Row]:
    client, filters = request.visit.client, Filters.of(request.GET)
    by = "severity" if request.GET.get("lens") == "severity" else "business"
    done = 0
    found = order(client, filters, "severity" if by == "severity" else "whole", 0)
    while found and done < min(found.count, most or found.count):
        block = rows(client, found.after(done, BLOCK))
        yield from block
        done += BLOCK


def _cells(row: Row) -> list[object]:
    return [
        row.rank, row.by_severity or None, row.what, row.title, row.system, row.severity, row.score,
        row.cve, row.tool, row.money.low, row.money.middle, row.money.high, row.saving, row.reason,
        row.fix, row.assigned,
    ]  # fmt: skip


def _name(request: Visited) -> str:
    return f"{request.visit.client.key}-findings"
