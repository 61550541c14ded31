"""The pages of docs/ say what is so."""

import re
from pathlib import Path

import pytest

from docs.write_client_folder import PAGE, page
from tests.cli.running import ROOT

LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")]


def test_the_client_folder_is_written_from_the_schemas():
    assert PAGE.read_text(encoding="utf-8") == page(), "python docs/write_client_folder.py"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files(path: Path):
    text = path.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (path.parent / link).exists()] == []


def test_every_method_is_in_the_index():
    index = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    methods = [path.name for path in (ROOT / "docs" / "methods").glob("*.md")]
    assert [name for name in methods if f"methods/{name}" not in index] == []


def test_modules_named_in_the_architecture_exist():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?)`", text))
    source = ROOT / "src" / "quarterdeck"
    assert named
    assert [name for name in sorted(named) if not (source / name).exists()] == []
