"""The findings room's part of the client folder: raw scans, and extracts of intelligence."""

from quarterdeck.business.models import System
from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.models import Client
from quarterdeck.findings.folder_intel import IntelPart
from quarterdeck.findings.folder_scans import ScansPart
from quarterdeck.findings.matching import rematch


def _match_again(client: Client, table: Table) -> None:
    """Findings stand at the systems whose names they bear, and those have just changed."""
    if table.model is System:
        rematch(client)


FOLLOW = (_match_again,)
PARTS = [IntelPart(), ScansPart()]
