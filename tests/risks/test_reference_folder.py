import pytest

from quarterdeck.clients import ledger
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.risks.models import Reference
from tests.clients.folders import write

pytestmark = pytest.mark.django_db
ME = "cli:tester"
OLDER = "set_on: 2026-09-04\nfindings: {level: 1}\nduties: {}\nscope: [web1 by nessus]\n"
LINKED = OLDER.replace("level: 1", "level: 2").replace("nessus]", "nessus, db1 by nessus]")
LATER = OLDER.replace("09-04", "10-04")


@pytest.mark.parametrize("newer", [LINKED, LATER])
def test_an_older_reference_replaces_no_newer_one(newer, tmp_path, firm):
    older = write(tmp_path / "older", reference__yaml=OLDER)
    client = import_folder(older, firm, ME).client
    done = import_folder(write(tmp_path / "newer", reference__yaml=newer), firm, ME)
    assert done.tables["reference.yaml"].changed == 1
    stored = Reference.objects.of(client).get().findings, ledger.length(client)
    again = import_folder(older, firm, ME)
    assert not again.changed
    assert again.tables["reference.yaml"].changed == 0
    assert (Reference.objects.of(client).get().findings, ledger.length(client)) == stored


def test_importing_again_after_the_engine_linked_its_reference_changes_nothing(tmp_path, firm):
    folder = write(tmp_path / "in", reference__yaml=OLDER)
    client = import_folder(folder, firm, ME).client
    row = Reference.objects.of(client).get()
    row.scope = ["db1 by nessus", "web1 by nessus"]
    row.save()
    rows = ledger.length(client)
    again = import_folder(folder, firm, ME)
    assert not again.changed
    assert ledger.length(client) == rows
    assert Reference.objects.of(client).get().scope == row.scope
