import pytest
from django.db import connection

from quarterdeck.business.models import Service, System
from quarterdeck.clients import ledger
from quarterdeck.plans.models import Initiative


@pytest.fixture
def leader(client, client_, seated):
    client.force_login(seated(client_, "leader"))
    return client


def found(client, of, text):
    groups = client.get(f"/c/{of.address}/find/", {"q": text}).context["groups"]
    return {group.name: [hit.says for hit in group.hits] for group in groups}


def test_search_finds_by_name_and_identifier_within_the_client(leader, client_, other_client):
    Service.objects.of(client_).create(key="shop", name="Web shop")
    Service.objects.of(other_client).create(key="shop", name="Web shop of another")
    System.objects.of(client_).create(
        key="w", name="Front", environment="production", reach="internet", ip=["192.0.2.7"]
    )
    assert found(leader, client_, "shop") == {"Services": ["Web shop"]}
    assert found(leader, client_, "192.0.2.7") == {"Systems": ["Front"]}
    assert found(leader, client_, "s") == {}


def test_what_was_found_opens_on_its_own_page(leader, client_):
    Initiative.objects.of(client_).create(key="wall", name="A wall", says="Long " * 80)
    groups = leader.get(f"/c/{client_.address}/find/", {"q": "wall"}).context["groups"]
    (hit,) = groups[0].hits
    assert hit.url == f"/c/{client_.address}/plans/of/wall/"
    assert hit.more.endswith("…")
    assert leader.get(hit.url).status_code == 200


def test_search_shows_each_role_only_what_it_may_read(client, client_, seated):
    Service.objects.of(client_).create(key="shop", name="Web shop")
    client.force_login(seated(client_, "director"))
    assert found(client, client_, "shop") == {}


def test_the_ledger_is_told_and_read_page_by_page(leader, client_):
    for number in range(120):
        ledger.append(client_, "tester", "note", f"thing:{number}")
    seen, before = [], ""
    while before is not None:
        answer = leader.get(f"/c/{client_.address}/ledger/", {"before": before})
        seen += [row.number for row, _ in answer.context["rows"]]
        before = answer.context["next"]
    assert seen == list(range(120, 0, -1))


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("UPDATE clients_ledgerrow SET subject = 'other' WHERE number = 2", "row 2 was altered"),
        ("DELETE FROM clients_ledgerrow WHERE number = 2", "row 2 is missing"),
        ("UPDATE clients_ledgerrow SET number = 9 WHERE number = 2", "row 2 is missing"),
    ],
)
def test_a_row_changed_behind_our_back_is_named(leader, client_, statement, names):
    for number in range(4):
        ledger.append(client_, "tester", "note", f"thing:{number}")
    address = f"/c/{client_.address}/ledger/"
    assert leader.get(address, {"verify": "1"}).context["faults"] == []
    with connection.cursor() as cursor:
        cursor.execute(statement)
    faults = leader.get(address, {"verify": "1"}).context["faults"]
    assert any(names in fault.says for fault in faults)
