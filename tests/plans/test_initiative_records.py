"""initiatives.yaml: what it may name, where it is refused, what is kept of it."""

import pytest

from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.plans.folder import InitiativeRecord
from quarterdeck.plans.models import Initiative
from tests.risks.test_importable import FIRM, ME, STEP, write

pytestmark = pytest.mark.django_db


def refused(folder, firm, *initiatives):
    with pytest.raises(FolderError) as refusal:
        import_folder(write(folder, FIRM | {"initiatives.yaml": list(initiatives)}), firm, ME)
    return [(p.field, p.found) for p in sorted(refusal.value.report.errors)]


@pytest.mark.parametrize(
    ("said", "field", "found"),
    [
        ({"improves": [{"control": "moat"}]}, "improves.0.control", "moat"),
        ({"unblocks": [{"says": "x", "plan_ahead": "mars"}]}, "unblocks.0.plan_ahead", "mars"),
        ({"serves": ["Grow"]}, "serves.0", "Grow"),
        ({"demanded_by": ["nobody"]}, "demanded_by", "nobody"),
    ],
)
def test_what_an_initiative_names_must_be_there(tmp_path, firm, said, field, found):
    assert (field, found) in refused(tmp_path, firm, STEP | said)


def test_initiatives_do_not_wait_for_one_another(tmp_path, firm):
    one, two = STEP | {"needs": ["other"]}, STEP | {"key": "other", "needs": ["step"]}
    ((field, _),) = refused(tmp_path, firm, one, two)
    assert field == "needs"


def test_what_initiatives_carry_is_stored_and_given_back(tmp_path, firm):
    said = STEP | {
        "state": "considered",
        "people_days": {"low": 5, "high": 20},
        "duration_months": {"low": 1, "high": 3},
        "improves": [{"control": "wall", "coverage": 0.9}],
        "unblocks": [{"says": "A hospital", "worth_per_year": {"low": 1e5, "high": 3e5}}],
        "fixes": ["patch:openssl"],
        "from_catalogue": "sign-in-second-step",
    }
    folder = write(tmp_path, FIRM | {"initiatives.yaml": [said]})
    client = import_folder(folder, firm, ME).client
    row = Initiative.objects.of(client).get(key="step")
    assert InitiativeRecord.model_validate(said).improves[0].model_dump() == row.improves[0]
    assert (row.people_days["high"], row.fixes, row.state) == (20, ["patch:openssl"], "considered")
    assert not import_folder(folder, firm, ME).changed
