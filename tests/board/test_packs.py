import json
from datetime import date

import pytest

from quarterdeck.board import packs
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.models import Pack
from quarterdeck.clients import ledger
from quarterdeck.clients.folder.exporting import export_folder
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.risks.assessing import assess
from tests.clients.folders import PROFILE, write
from tests.risks.firms import RECORDS, firm

ME = "cli:tester"


@pytest.fixture(scope="module")
def brief():
    inputs = firm()
    return Briefing(inputs, assess(inputs))


def test_a_pack_is_frozen_once_and_versioned(client_, brief):
    first = packs.publish(client_, brief, ME)
    assert (first.key, first.version) == ("2026-12-03.v1", 1)
    assert packs.publish(client_, brief, ME).pk == first.pk
    other = Briefing(firm(seed=8), assess(firm(seed=8)))
    assert packs.publish(client_, other, ME).version == 2
    assert [row["action"] for row in ledger.export(client_)] == ["publish", "publish"]
    assert ledger.verify(client_) == []


def test_the_pack_before_is_that_of_the_last_meeting(client_, other_client, brief):
    packs.publish(client_, brief, ME)
    assert packs.latest_before(client_, date(2026, 12, 3)) is None
    assert packs.latest_before(client_, date(2027, 3, 3)).version == 1
    assert packs.latest_before(other_client, date(2027, 3, 3)) is None


def test_packs_travel_whole_and_altered_ones_are_refused(tmp_path, firm, brief):
    folder = write(tmp_path / "in", profile__yaml=PROFILE)
    client = import_folder(folder, firm, ME).client
    packs.publish(client, brief, ME)
    export_folder(client, tmp_path / "out")
    client.delete()
    again = import_folder(tmp_path / "out", firm, ME).client
    assert Pack.objects.of(again).get().inputs == json.loads(
        json.dumps(brief.inputs.as_json(), default=str)
    )
    path = tmp_path / "out" / "packs" / "2026-12-03.v1.json"
    path.write_text(path.read_text().replace('"chance": 0.', '"chance": 0.1', 1))
    with pytest.raises(FolderError, match=r"packs/2026-12-03\.v1\.json, hash: was altered"):
        import_folder(tmp_path / "out", firm, ME)


def test_the_published_figures_are_those_of_the_assessment(brief):
    figures = packs.figures_of(brief)
    assert [p["odds"]["chance"] for p in figures["limits"]] == [
        p.odds.chance for p in brief.found.limits
    ]
    assert len(figures["limits"]) == len(RECORDS["appetite.yaml"][0]["points"])
