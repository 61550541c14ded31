"""Workbooks as a user handles them: out by a verb, in by another, mistakes told in sentences."""

import pytest

from tests.cli.running import run
from tests.clients import workbooks
from tests.clients.folders import write

pytestmark = pytest.mark.django_db


def test_a_workbook_goes_out_and_comes_back(tmp_path, capsys):
    run(capsys, "client", "import", write(tmp_path / "in"))
    path = tmp_path / "acme.xlsx"
    out = run(capsys, "client", "export", "acme", path, "--xlsx", "--json")
    assert (out.code, out.document["data"]["records"]["systems"]) == (0, 2)
    again = run(capsys, "client", "import", path, "--json")
    assert (again.code, again.document["data"]["changed"]) == (0, False)
    workbooks.change(path, "systems", "D3", "nowhere")
    wrong = run(capsys, "client", "import", path)
    assert wrong.code == 2
    assert "1 thing to put right; nothing was stored." in wrong.err.splitlines()[0]
    assert "acme.xlsx, sheet systems, row 3, column D (Reach *): must be" in wrong.err


@pytest.mark.parametrize("arguments", [("out.xlsx",), ("out", "--xlsx")])
def test_a_workbook_and_a_folder_are_told_apart(tmp_path, capsys, arguments):
    run(capsys, "client", "import", write(tmp_path / "in"))
    name, *flags = arguments
    ran = run(capsys, "client", "export", "acme", tmp_path / name, *flags)
    assert ran.code == 2
    assert "client export CLIENT FILE.xlsx --xlsx" in ran.err
    assert not (tmp_path / name).exists()
