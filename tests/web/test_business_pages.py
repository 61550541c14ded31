"""The business map and its tables: read by three roles, changed by the leader, taken back."""

import pytest

from quarterdeck.business.models import Edge, Service, System
from quarterdeck.business.picture import drawn, ground
from quarterdeck.business.places import PLACES
from quarterdeck.clients import ledger
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.state import state_hash
from quarterdeck.clients.models import LedgerRow
from tests.clients import folders

OBLIGATIONS = "- {key: law, name: The law, kind: law, consequence: A fine}\n"
REQUIREMENTS = """\
key,obligation,says,state,proof,proof_valid_until,due
shown,law,Copies come back,met,tested,,
ended,law,Access is looked at,met,tested,2020-01-31,
open,law,Scripts are known,not met,,,2030-03-01
"""


@pytest.fixture
def acme(tmp_path, firm):
    written = folders.write(
        tmp_path / "in", obligations__yaml=OBLIGATIONS, requirements__csv=REQUIREMENTS
    )
    return import_folder(written, firm, "cli:tester").client


@pytest.fixture
def leader(client, acme, seated):
    client.force_login(seated(acme, "leader"))
    return client


def url(of, rest=""):
    return f"/c/{of.address}/business/{rest}"


def posted(form):
    """What a browser sends of a form that was not touched."""
    said = {name: form[name].value() for name in form.fields}
    said |= {box.name: box.text for grid in form.grids for row in grid.boxes for box in row}
    return {name: "" if value is None else value for name, value in said.items()}


def test_the_map_counts_its_tables_and_names_what_is_missing(leader, acme):
    tables = leader.get(url(acme)).context["tables"]
    found = {table.place.stem: table for table in tables}
    assert found["systems"].count == System.objects.of(acme).count()
    assert {gap.name: count for gap, count in found["services"].lacks} == {
        "owner": 2, "downtime_cost": 1, "rto_hours": 2,
    }  # fmt: skip


def test_every_table_and_every_record_opens_as_a_form(leader, acme):
    for place in PLACES:
        answer = leader.get(url(acme, f"table/{place.stem}/"))
        assert answer.status_code == 200
        for row in answer.context["page"].rows:
            assert leader.get(url(acme, f"table/{place.stem}/of/{row.key}/")).status_code == 200
        assert leader.get(url(acme, f"table/{place.stem}/add/")).status_code == 200


def test_keeping_an_untouched_form_changes_nothing(leader, acme):
    before, rows = state_hash(acme), ledger.length(acme)
    for stem, key in (("services", "orders"), ("systems", "db1"), ("edges", "web1:depends_on:db1"),
                      ("requirements", "ended"), ("obligations", "law")):  # fmt: skip
        opened = leader.get(url(acme, f"table/{stem}/of/{key}/")).context
        said = posted(opened["form"]) | {"seen": opened["seen"]}
        answer = leader.post(url(acme, f"table/{stem}/keep/{key}/"), said)
        assert answer.status_code == 302, stem
    assert (state_hash(acme), ledger.length(acme)) == (before, rows)


def test_a_change_is_kept_and_undone(leader, acme):
    before = state_hash(acme)
    opened = leader.get(url(acme, "table/services/of/orders/")).context
    said = posted(opened["form"]) | {
        "seen": opened["seen"],
        "owner": "Sales",
        "downtime_cost-2-hours": "72",
        "downtime_cost-2-cost": "1e6",
    }
    leader.post(url(acme, "table/services/keep/orders/"), said)
    row = Service.objects.of(acme).get(key="orders")
    assert (row.owner, len(row.downtime_cost)) == ("Sales", 3)
    undo = leader.get(url(acme, "table/services/")).context["undo"]
    leader.post(url(acme, "put-back/"), {"row": undo["row"]})
    assert state_hash(acme) == before
    assert not ledger.verify(acme)


def test_an_undo_leaves_later_changes_alone(leader, acme):
    def name_owner(owner):
        opened = leader.get(url(acme, "table/services/of/pay/")).context
        said = posted(opened["form"]) | {"seen": opened["seen"], "owner": owner}
        leader.post(url(acme, "table/services/keep/pay/"), said)
        return LedgerRow.objects.of(acme).order_by("-number").first().number

    first = name_owner("Sales")
    name_owner("Finance")
    leader.post(url(acme, "put-back/"), {"row": first})
    assert Service.objects.of(acme).get(key="pay").owner == "Finance"


def test_a_form_that_was_overtaken_stores_nothing(leader, acme):
    opened = leader.get(url(acme, "table/services/of/pay/")).context
    Service.objects.of(acme).filter(key="pay").update(owner="Finance")
    said = posted(opened["form"]) | {"seen": opened["seen"], "owner": "Sales"}
    answer = leader.post(url(acme, "table/services/keep/pay/"), said)
    assert answer.status_code == 422
    assert Service.objects.of(acme).get(key="pay").owner == "Finance"


def test_a_fault_stands_at_its_field_and_in_its_grid(leader, acme):
    opened = leader.get(url(acme, "table/services/of/orders/")).context
    said = posted(opened["form"]) | {"seen": opened["seen"], "revenue_share": "7",
                                     "downtime_cost-1-cost": "much"}  # fmt: skip
    answer = leader.post(url(acme, "table/services/keep/orders/"), said)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert "revenue_share" in form.errors
    assert form.grids[0].faults[0].startswith("Row 2, cost")
    assert form["revenue_share"].value() == "7"


def test_a_new_record_gets_a_key_from_its_name(leader, acme):
    leader.post(url(acme, "table/services/add/"), {"name": "Night deliveries"})
    assert Service.objects.of(acme).get(key="night-deliveries").name == "Night deliveries"
    again = leader.post(url(acme, "table/services/add/"), {"name": "Night deliveries"})
    assert again.status_code == 422


def test_what_others_name_is_not_taken_away(leader, acme):
    answer = leader.post(url(acme, "table/systems/remove/db1/"))
    assert answer.status_code == 422
    assert System.objects.of(acme).filter(key="db1").exists()
    leader.post(url(acme, "table/edges/remove/web1:depends_on:db1/"))
    assert not Edge.objects.of(acme).exists()


def test_a_paste_is_looked_at_first_and_kept_on_the_second_press(leader, acme):
    text = "key\tname\trevenue share\nhr\tPeople\t5%\npay\tPayments\t\n"
    look = leader.post(url(acme, "table/services/paste/"), {"text": text, "step": "look"})
    assert {(c.title, c.is_new, c.fields) for c in look.context["changes"]} == {
        ("People", True, ()), ("Payments", False, ("name",)),
    }  # fmt: skip
    assert not Service.objects.of(acme).filter(key="hr").exists()
    leader.post(url(acme, "table/services/paste/"), {"text": text, "step": "keep"})
    assert Service.objects.of(acme).get(key="hr").revenue_share == 0.05


def test_a_paste_with_faults_names_row_and_column(leader, acme):
    text = "key\tname\tenvironment\treach\nx\tX\tproduction\tmoon\n"
    answer = leader.post(url(acme, "table/systems/paste/"), {"text": text, "step": "keep"})
    assert answer.status_code == 422
    (fault,) = answer.context["problems"]
    assert (fault.line, fault.field) == (2, "column D (reach)")
    assert not System.objects.of(acme).filter(key="x").exists()


def test_those_who_may_only_read_see_closed_forms_and_no_other_rooms_tables(client, acme, seated):
    client.force_login(seated(acme, "auditor", areas=["business"]))
    page = client.get(url(acme, "table/services/of/orders/"))
    assert '<fieldset class="whole" disabled>' in page.content.decode()
    assert client.get(url(acme, "table/insurance/")).status_code == 403
    stems = {table.place.stem for table in client.get(url(acme)).context["tables"]}
    assert "services" in stems
    assert not stems & {"insurance", "initiatives", "spending"}


def test_obligations_tell_what_is_proven_what_rests_on_word_and_what_is_not_met(leader, acme):
    (state,) = leader.get(url(acme, "obligations/")).context["states"]
    assert [r.key for r in state.proven] == ["shown"]
    assert [r.key for r in state.not_proven] == ["ended"]
    assert [r.key for r in state.not_met] == ["open"]


def test_a_filter_finds_by_text_and_by_what_is_missing(leader, acme):
    rows = leader.get(url(acme, "table/systems/?find=datab")).context["page"].rows
    assert [row.key for row in rows] == ["db1"]
    rows = leader.get(url(acme, "table/services/?lacks=downtime_cost")).context["page"].rows
    assert [row.key for row in rows] == ["pay"]


def test_a_long_table_goes_on_behind_the_last_key(leader, acme, django_assert_max_num_queries):
    System.objects.of(acme).bulk_create(
        System(client=acme, key=f"s{n:03}", name=f"S{n}", environment="test", reach="internal")
        for n in range(150)
    )
    with django_assert_max_num_queries(15):
        first = leader.get(url(acme, "table/systems/")).context["page"]
    then = leader.get(url(acme, f"table/systems/?after={first.after}")).context["page"]
    keys = [row.key for row in (*first.rows, *then.rows)]
    assert keys == sorted(System.objects.of(acme).values_list("key", flat=True))
    assert then.after == ""


def test_a_services_map_holds_what_it_leans_on_step_by_step(acme):
    for key in ("far", "aside"):
        System.objects.of(acme).create(key=key, name=key, environment="test", reach="isolated")
    systems = {row.key: row for row in System.objects.of(acme)}
    Edge.objects.of(acme).create(
        key="e", source=systems["db1"], target=systems["far"], kind="depends_on"
    )
    found = ground(acme, "orders")
    assert {system.key for system in found.systems} == {"web1", "db1", "far"}
    picture = drawn(found, width=1120, columns=6, with_services=True)
    assert [band.says for band in picture.bands] == [
        "Services", "Open to the internet", "Within the network", "Cut off",
    ]  # fmt: skip
    assert sorted(line.kind for line in picture.lines) == [
        "depends_on", "depends_on", "serves", "serves",
    ]  # fmt: skip
    assert {node.key for band in picture.bands for node in band.nodes if node.data} == {"db1"}


def test_an_empty_map_teaches_where_to_begin(client, client_, seated):
    client.force_login(seated(client_, "leader"))
    page = client.get(url(client_)).content.decode()
    assert url(client_, "table/services/add/") in page
    assert client.get(url(client_, "obligations/")).status_code == 200
