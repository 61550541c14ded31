from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quarterdeck.business.models import Edge, Holding, Service, System
from quarterdeck.clients import ledger
from quarterdeck.clients.folder.exporting import export_folder
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.folder.starting import write_starter
from quarterdeck.clients.models import Client
from tests.clients.folders import FILES, PROFILE, SERVICES, SYSTEMS, write

ME = "cli:tester"


def problems(folder, firm):
    with pytest.raises(FolderError) as caught:
        import_folder(folder, firm, ME)
    return [str(problem) for problem in caught.value.report.errors]


def tree(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_becomes_records(tmp_path, firm):
    client = import_folder(write(tmp_path / "in"), firm, ME).client
    assert client.revenue_per_year == 60_000_000
    assert [s.key for s in Service.objects.of(client)] == ["orders", "pay"]
    assert System.objects.of(client).get(key="web1").hostname == ["web1", "www"]
    edge = Edge.objects.of(client).get()
    assert (edge.source.key, edge.target.key) == ("web1", "db1")
    assert Holding.objects.of(client).get().records == 12_000


def test_importing_again_changes_nothing(tmp_path, firm):
    folder = write(tmp_path / "in")
    first = import_folder(folder, firm, ME)
    rows = list(ledger.export(first.client))
    again = import_folder(folder, firm, ME)
    assert first.changed
    assert not again.changed
    assert list(ledger.export(first.client)) == rows
    assert all(not (done.new or done.changed) for done in again.tables.values())


def test_export_and_import_are_inverse(tmp_path, firm):
    client = import_folder(write(tmp_path / "in"), firm, ME).client
    export_folder(client, tmp_path / "one")
    client.delete()
    again = import_folder(tmp_path / "one", firm, ME).client
    assert ledger.verify(again) == []
    export_folder(again, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_one_import_is_one_row_on_the_ledger(tmp_path, firm):
    client = import_folder(write(tmp_path / "in"), firm, ME).client
    [row] = ledger.export(client)
    assert row["actor"] == ME
    assert row["after"]["new_and_changed"]["services.yaml"] == [2, 0]


def test_what_the_folder_lacks_is_kept_and_listed_unless_replaced(tmp_path, firm):
    folder = write(tmp_path / "in")
    client = import_folder(folder, firm, ME).client
    fewer = SYSTEMS.replace("orders; pay", "orders")
    write(folder, services__yaml=SERVICES.split("- key: pay")[0], systems__csv=fewer)
    kept = import_folder(folder, firm, ME)
    assert kept.kept == {"services.yaml": ["pay"]}
    assert Service.objects.of(client).count() == 2
    replaced = import_folder(folder, firm, ME, replace=True)
    assert replaced.removed == {"services.yaml": ["pay"]}
    assert [s.key for s in Service.objects.of(client)] == ["orders"]


def test_all_problems_come_at_once_with_file_line_and_field(tmp_path, firm):
    folder = write(
        tmp_path / "in",
        services__yaml=SERVICES.replace("0.6", "1.6").replace("name: Pay", "owner: x"),
        systems__csv=SYSTEMS.replace("internet", "outer space").replace("orders; pay", "ordres"),
        holdings__csv="system,data_class,records\ndb1,gossip,-3\n",
    )
    assert problems(folder, firm) == [
        "services.yaml, line 3, revenue_share: must be less than or equal to 1 (found 1.6)",
        "services.yaml, line 7, name: is missing",
        "systems.csv, line 2, reach: must be 'internet', 'partner', 'internal' or 'isolated' "
        "(found outer space)",
        "holdings.csv, line 2, data_class: must be 'payment_card', 'health', 'personal', "
        "'financial', 'credentials', 'intellectual_property' or 'confidential' (found gossip)",
        "holdings.csv, line 2, records: must be greater than or equal to 0 (found -3)",
        "systems.csv, line 3, services: must be a key in services.yaml (found ordres)",
        "edges.csv, line 2, source: must be a key in systems.csv (found web1)",
    ]
    assert not Client.objects.exists()


def test_a_wrong_key_gets_a_hint(tmp_path, firm):
    folder = write(tmp_path / "in", systems__csv=SYSTEMS.replace("orders; pay", "ordrs"))
    assert "did you mean “orders”?" in problems(folder, firm)[0]


def test_a_key_that_may_be_left_out_must_stand_somewhere_if_given(tmp_path, firm):
    spent = "key,period,says,planned,spent,initiative\ns1,2026,Tools,1,1,nothing\n"
    assert problems(write(tmp_path / "in", spending__csv=spent), firm) == [
        "spending.csv, line 2, initiative: must be a key in initiatives.yaml (found nothing)"
    ]


def test_nothing_is_half_imported(tmp_path, firm):
    folder = write(tmp_path / "in")
    client = import_folder(folder, firm, ME).client
    before = list(ledger.export(client))
    write(folder, profile__yaml=PROFILE.replace("Acme", "Other"), edges__csv="source,target\nx,y\n")
    assert problems(folder, firm)
    client.refresh_from_db()
    assert client.name == "Acme"
    assert list(ledger.export(client)) == before


def test_unknown_fields_and_files_warn(tmp_path, firm):
    folder = write(tmp_path / "in", services__yaml=SERVICES + "  colour: blue\n", notes__txt="hm")
    warnings = [str(problem) for problem in import_folder(folder, firm, ME).warnings]
    assert warnings == [
        "notes.txt: is no file of a client folder and was passed over",
        "services.yaml, line 9, colour: is not known here and was passed over",
    ]


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("profile.yaml", None, "profile.yaml: is missing: it says who the client is"),
        ("services.yaml", "- key: [", "services.yaml, line 1: must be well-formed YAML"),
        ("services.yaml", "key: x", "services.yaml, line 1: must be a list of records"),
        (
            "services.yaml",
            "- key: a\n  key: b\n  name: A",
            "services.yaml, line 2, 0.key: is given",
        ),
        (
            "services.yaml",
            "- {key: a, name: A}\n- {key: a, name: B}",
            "line 2, key: must stand only",
        ),
        ("systems.csv", 'key,name\n"a', "systems.csv, line 2: must be well-formed CSV"),
        ("services.yaml", "- !!python/object:os.system {}", "services.yaml"),
        ("ledger.jsonl", "{}", "ledger.jsonl: must be as `client export` wrote it"),
    ],
)
def test_broken_files_are_named(tmp_path, firm, file, text, says):
    folder = write(tmp_path / "in", **{file.replace(".", "__"): text})
    assert any(says in problem for problem in problems(folder, firm))


def test_a_tampered_ledger_is_refused(tmp_path, firm):
    client = import_folder(write(tmp_path / "in"), firm, ME).client
    export_folder(client, tmp_path / "out")
    path = tmp_path / "out" / "ledger.jsonl"
    path.write_text(path.read_text().replace(ME, "cli:someone"))
    assert "row 1 was altered" in problems(tmp_path / "out", firm)[0]


def test_alias_bombs_are_refused(tmp_path, firm):
    bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 10)}]\n"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    folder = write(tmp_path / "in", services__yaml=bomb)
    assert any("repeats itself too often" in problem for problem in problems(folder, firm))


def test_export_overwrites_nothing(tmp_path, firm):
    folder = write(tmp_path / "in")
    client = import_folder(folder, firm, ME).client
    with pytest.raises(FolderError, match="must be empty or new"):
        export_folder(client, folder)


def test_a_starter_folder_imports_as_it_is(tmp_path, firm):
    files = write_starter(tmp_path / "new-client")
    result = import_folder(tmp_path / "new-client", firm, ME)
    assert result.client.key == "new-client"
    assert result.warnings == []
    assert set(FILES) < set(files)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20
)
services = st.fixed_dictionaries(
    {"name": texts, "revenue_share": st.floats(0, 1), "says": texts, "rto_hours": st.floats(0, 1e6)}
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True), services, max_size=5)
)
def test_any_services_survive_the_way_out_and_in(tmp_path_factory, firm, made):
    client = Client.objects.create(
        firm=firm, key="rnd", name="R", revenue_per_year=1.5,
        board={"next_meeting": date(2026, 1, 1).isoformat()},
    )  # fmt: skip
    for key, values in made.items():
        Service.objects.of(client).create(key=key, **values)
    folder = tmp_path_factory.mktemp("out") / "rnd"
    export_folder(client, folder)
    client.delete()
    again = import_folder(folder, firm, ME).client
    stored = {s.key: s for s in Service.objects.of(again)}
    assert stored.keys() == made.keys()
    for key, values in made.items():
        assert {name: getattr(stored[key], name) for name in values} == values
    again.delete()


ODD = """\
- key: flood
  name: A flood
  kind: outage
  rate_per_year: {low: 0.1, high: 0.2}
  losses:
    - form: response
      size:
        low: 10000
        high: 50000
        likely: 90000
"""


def test_a_most_likely_value_outside_its_range_is_warned_of_where_it_stands(tmp_path, firm):
    done = import_folder(write(tmp_path / "in", scenarios__yaml=ODD), firm, ME)
    assert [str(w) for w in done.warnings] == [
        "scenarios.yaml, line 10, losses.0.size.likely: the most likely value 90000 lies outside "
        "10000 to 50000; the range alone counts"
    ]


@pytest.mark.parametrize(
    ("size", "says"),
    [
        ("{low: 5, high: 4}", "losses.0.size.high: must be at least low, 5 (found 4)"),
        (
            "{low: 0, high: 4}",
            "losses.0.size.high: needs a low above zero: in 5 of 100 cases the truth lies below it "
            "(found 4)",
        ),
        (
            "{low: 1, high: 2}\n      chance: {low: 0.5, high: 1}",
            "losses.0.chance.high: must be below 1: it is a chance or a share (found 1)",
        ),
    ],
)
def test_a_range_that_is_none_is_named(size, says, tmp_path, firm):
    own = (
        "- key: flood\n  name: Flood\n  kind: outage\n  losses:\n    - form: fines\n      size: "
        + size
    )
    [found] = problems(write(tmp_path / "in", scenarios__yaml=own), firm)
    assert found.startswith("scenarios.yaml, line ")
    assert found.endswith(f", {says}")
