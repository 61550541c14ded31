"""Formats that no reader takes yet, and things that are no report: named, so that the error is."""

from quarterdeck.readers.sniffing import csv_has, json_has, xml_root, xml_start

_WEB_PAGE = "a web page, perhaps a log-in page saved in place of the report"
_OF_PAGES = ("html", "head", "body", "script", "meta", "form", "title")
_ANSWER = "a server's answer in place of the report"
_JSON_PATHS = (
    ("hits.hits", "an answer of a search index, but without Wazuh's vulnerabilities"),
    ("@odata.context", "an answer of a Microsoft service, but none of Defender's we know"),
    ("matches", "a list of matches, but not of Grype's"),
    ("error", _ANSWER),
    ("errors", _ANSWER),
    ("message", _ANSWER),
)
_TABLES = (
    (("requirements_id", "checkid", "statusextended"),
     "a compliance table of Prowler's: take the findings that it wrote beside it"),
    (("ip", "hostname", "scan start", "scan end", "false positive"),
     "Greenbone's table of hosts, which only counts: export its results, as XML or CSV"),
)  # fmt: skip
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"PK\x03\x04", "an archive inside an archive"),
    (b"\x1f\x8b", "an archive inside an archive"),
)


def looks_like(head: bytes) -> str:
    """In a few words, what a file that no reader takes seems to be; "" when we have no idea."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[257:262] == b"ustar":
        return "a tar archive: unpack it and give the reports, or pack them in a zip"
    root = xml_root(head)
    is_page = root.lower() in _OF_PAGES or "html" in xml_start(head).lower()[:200]
    if is_page or head[:200].lower().startswith(b"<!doctype html"):
        return _WEB_PAGE
    if root:
        return f"XML with the root element “{root[:60]}”"
    return _json_or_table(head)


def _json_or_table(head: bytes) -> str:
    for path, name in _JSON_PATHS:
        if json_has(head, path):
            return name
    if head[:1] in (b"{", b"["):
        return "JSON of a layout we do not know"
    if b"\0" in head:
        return "a binary file"
    told = next((name for columns, name in _TABLES if csv_has(head, *columns)), "")
    return told or ("a CSV table of a layout we do not know" if csv_has(head, "severity") else "")
