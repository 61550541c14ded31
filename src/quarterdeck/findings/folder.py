"""The findings room's part of the client folder: raw scans, and extracts of intelligence."""

from quarterdeck.findings.folder_intel import IntelPart
from quarterdeck.findings.folder_scans import ScansPart

PARTS = [IntelPart(), ScansPart()]
