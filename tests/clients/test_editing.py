"""Changing records one by one: checked as an import, one row on the ledger, and back again."""

import pytest

from quarterdeck.business.models import Edge, Service, System
from quarterdeck.clients import ledger
from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.drafting import as_before, filled, pasted, removed
from quarterdeck.clients.folder.editing import look, store
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.folder.sheets.columns import Column
from quarterdeck.clients.folder.state import state_hash
from quarterdeck.clients.folder.typed import grouped, plain
from quarterdeck.clients.models import LedgerRow
from tests.clients import folders

ME = "leader@example.com"
TABLES = {table.file: table for table in registry.tables()}
SERVICES, SYSTEMS, EDGES = (TABLES[f] for f in ("services.yaml", "systems.csv", "edges.csv"))


@pytest.fixture
def acme(tmp_path, firm):
    return import_folder(folders.write(tmp_path / "in"), firm, ME).client


def stored(client, table):
    return {values["key"]: values for values in table.values(client)}


def change(client, table, key, lists=None, **texts):
    """A draft as a form makes it; a name's double underscore is a dot."""
    named = {name.replace("__", "."): text for name, text in texts.items()}
    return filled(table, stored(client, table).get(key), named, lists or {})


def problems(client, draft):
    before = state_hash(client), ledger.length(client)
    with pytest.raises(FolderError) as caught:
        store(client, draft, ME)
    assert (state_hash(client), ledger.length(client)) == before
    return [(p.line, p.field, p.expected) for p in caught.value.report.errors]


def test_a_change_keeps_what_the_form_does_not_say_and_tells_both_values(acme):
    store(acme, change(acme, SERVICES, "orders", owner="Sales", rto_hours="1,200"), ME)
    row = Service.objects.of(acme).get(key="orders")
    assert (row.owner, row.rto_hours, row.revenue_share) == ("Sales", 1200, 0.6)
    assert len(row.downtime_cost) == 2
    told = LedgerRow.objects.of(acme).order_by("-number").first()
    assert (told.actor, told.subject) == (ME, "services:orders")
    assert told.before["orders"]["owner"] == ""
    assert told.after["orders"]["owner"] == "Sales"
    assert not ledger.verify(acme)


def test_a_change_that_changes_nothing_leaves_no_row(acme):
    rows = ledger.length(acme)
    assert store(acme, change(acme, SERVICES, "orders", name="Online orders"), ME).after == {}
    assert ledger.length(acme) == rows


def test_a_list_of_groups_is_written_whole(acme):
    rows = [{"hours": "8", "cost": "$20,000"}]
    store(acme, change(acme, SERVICES, "orders", {"downtime_cost": rows}), ME)
    assert Service.objects.of(acme).get(key="orders").downtime_cost == [
        {"hours": 8.0, "cost": 20000.0}
    ]


def test_a_fault_names_its_field_and_stores_nothing(acme):
    rows = [{"hours": "8", "cost": "20"}, {"hours": "soon", "cost": "30"}]
    found = problems(acme, change(acme, SERVICES, "orders", {"downtime_cost": rows}, name=""))
    assert [field for _, field, _ in found] == ["name", "downtime_cost.1.hours"]
    assert found[0][2] == "is missing"


def test_a_key_of_another_table_must_stand_there(acme):
    (fault,) = problems(acme, change(acme, SYSTEMS, "web1", services="order"))
    assert fault[1] == "services"
    assert "did you mean “orders”?" in fault[2]


def test_a_new_record_takes_nobodys_place(acme):
    new = filled(SERVICES, None, {"key": "pay", "name": "Payroll"}, {})
    (fault,) = problems(acme, new)
    assert fault[1] == "key"
    assert Service.objects.of(acme).get(key="pay").name == "Pay"


def test_what_is_named_elsewhere_stays_until_it_is_not(acme):
    says = [expected for _, _, expected in problems(acme, removed(SYSTEMS, ["db1"]))]
    assert any("in edges.csv" in each for each in says)
    assert any("in holdings.csv" in each for each in says)
    store(acme, removed(EDGES, ["web1:depends_on:db1"]), ME)
    store(acme, removed(TABLES["holdings.csv"], ["db1:personal"]), ME)
    store(acme, removed(SYSTEMS, ["db1"]), ME)
    assert not System.objects.of(acme).filter(key="db1").exists()


def test_an_edit_is_taken_back_by_its_values_before(acme):
    before = state_hash(acme)
    gone = store(acme, removed(EDGES, ["web1:depends_on:db1"]), ME)
    assert state_hash(acme) != before
    store(acme, as_before(EDGES, gone.before), ME)
    assert state_hash(acme) == before
    added = store(acme, filled(SERVICES, None, {"key": "hr", "name": "People"}, {}), ME)
    store(acme, as_before(SERVICES, added.before), ME)
    assert state_hash(acme) == before


def test_a_record_whose_key_is_made_from_it_moves_with_it(acme):
    store(acme, change(acme, EDGES, "web1:depends_on:db1", kind="holds_credentials_for"), ME)
    assert [row.key for row in Edge.objects.of(acme)] == ["web1:holds_credentials_for:db1"]


def test_rows_of_a_spreadsheet_are_laid_over_what_is_stored(acme):
    text = 'Key *\tName\tRevenue share\npay\tPayments\t25%\nhr\t"People, and pay"\t\n'
    text += "orders\tOnline orders\t60%\n"
    edit = look(acme, pasted(SERVICES, stored(acme, SERVICES), text))
    assert not Service.objects.of(acme).filter(key="hr").exists()
    assert edit.before["hr"] is None
    assert "orders" not in edit.after
    assert edit.after["pay"]["revenue_share"] == 0.25
    store(acme, pasted(SERVICES, stored(acme, SERVICES), text), ME)
    assert Service.objects.of(acme).get(key="hr").name == "People, and pay"
    assert Service.objects.of(acme).count() == 3


def test_faults_of_a_paste_name_row_and_column(acme):
    text = "key\tname\treach\tenvironment\nweb2\tTwo\tmoon\tproduction\nweb3\t\tinternal\ttest\n"
    found = problems(acme, pasted(SYSTEMS, stored(acme, SYSTEMS), text))
    assert [(line, field) for line, field, _ in found] == [
        (2, "column C (reach)"),
        (3, "column B (name)"),
    ]
    (fault,) = problems(acme, pasted(SYSTEMS, {}, "web2\tTwo\n"))
    assert "row of headings" in fault[2]


def test_a_group_whose_cells_are_emptied_is_gone(acme):
    store(acme, filled(TABLES["obligations.yaml"], None, {
        "key": "law", "name": "Law", "kind": "law", "penalty.low": "10", "penalty.high": "20",
    }, {}), ME)  # fmt: skip
    emptied = {"penalty__low": "", "penalty__high": "", "penalty__likely": ""}
    store(acme, change(acme, TABLES["obligations.yaml"], "law", penalty__source="", **emptied), ME)
    assert stored(acme, TABLES["obligations.yaml"])["law"]["penalty"] is None


def test_what_was_wrong_before_does_not_stop_an_edit(acme, tmp_path):
    from quarterdeck.risks.models import Scenario

    Scenario.objects.of(acme).create(
        key="odd", name="Odd", kind="outage", starter="no-such-starter", rate_per_year=None
    )
    store(acme, change(acme, SERVICES, "orders", owner="Sales"), ME)
    assert Service.objects.of(acme).get(key="orders").owner == "Sales"


def test_findings_go_to_the_system_that_bears_their_name(acme):
    from quarterdeck.findings.models import Asset, AssetName

    asset = Asset.objects.of(acme).create(name="mail1")
    AssetName.objects.of(acme).create(asset=asset, kind="hostname", value="mail1")
    text = "key\tname\tenvironment\treach\thostname\nmail\tMail\tproduction\tinternal\tmail1\n"
    store(acme, pasted(SYSTEMS, stored(acme, SYSTEMS), text), ME)
    asset.refresh_from_db(from_queryset=Asset.objects.of(acme))
    assert asset.system.key == "mail"


@pytest.mark.parametrize(
    ("kind", "said", "means"),
    [
        ("number", "$1,200,000.50", "1200000.50"), ("number", "40%", "0.4"),
        ("whole", "12,000", "12000"), ("number", "about 5", "about 5"),
        ("number", "1,2", "1,2"), ("text", "40%", "40%"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_spreadsheets_show_them(kind, said, means):
    column = Column(("x",), kind)
    assert plain(column, said) == means
    assert plain(column, grouped(column, means)) == means
