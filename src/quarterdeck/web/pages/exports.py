"""Everything about a client to take away: the folder as ZIP, and the workbook."""

import tempfile
import zipfile
from pathlib import Path

from django.http import FileResponse

from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.folder.exporting import export_folder
from quarterdeck.clients.folder.sheets.writing import export_book


@door("business", "change")
def folder(request: Visited) -> FileResponse:
    """The client folder, with its scans, packs and ledger; imports to the same."""
    client = request.visit.client
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / client.key
        export_folder(client, root)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(root.rglob("*")):
                archive.write(path, path.relative_to(place))
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{client.key}.zip")


@door("business", "change")
def workbook(request: Visited) -> FileResponse:
    """The workbook that a business owner fills in and sends back."""
    client = request.visit.client
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / f"{client.key}.xlsx"
        export_book(client, path)
        out.write(path.read_bytes())
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{client.key}.xlsx")
