import json
from itertools import pairwise

import pytest
from django.db import connection

from quarterdeck.clients import ledger
from quarterdeck.clients.models import LedgerRow


@pytest.fixture
def chain(client_):
    for number in range(5):
        ledger.append(client_, "cli:tester", "set", f"thing:{number}", None, {"value": number})
    return client_


def altered(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_chain_as_written_is_whole(chain):
    assert ledger.verify(chain) == []
    rows = list(ledger.export(chain))
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0]["previous_hash"] == ledger.FIRST
    assert all(b["previous_hash"] == a["hash"] for a, b in pairwise(rows))


@pytest.mark.parametrize("column", ["actor", "action", "subject"])
def test_an_altered_row_is_named(chain, column):
    altered(f"UPDATE clients_ledgerrow SET {column} = 'x' WHERE number = 3")
    assert [fault.number for fault in ledger.verify(chain)] == [3]


def test_an_altered_value_is_named(chain):
    altered("UPDATE clients_ledgerrow SET after = %s WHERE number = 2", json.dumps({"value": 9}))
    assert [fault.number for fault in ledger.verify(chain)] == [2]


def test_a_deleted_row_is_named(chain):
    altered("DELETE FROM clients_ledgerrow WHERE number = 3")
    assert [fault.number for fault in ledger.verify(chain)] == [4]
    assert "row 3 is missing" in ledger.verify(chain)[0].says


def test_reordered_rows_are_named(chain):
    altered("UPDATE clients_ledgerrow SET number = 99 WHERE number = 2")
    altered("UPDATE clients_ledgerrow SET number = 2 WHERE number = 3")
    altered("UPDATE clients_ledgerrow SET number = 3 WHERE number = 99")
    assert {2, 3} <= {fault.number for fault in ledger.verify(chain)}


def test_a_row_is_never_updated_or_deleted(chain):
    row = LedgerRow.objects.of(chain).first()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


def test_a_travelled_chain_is_adopted_once(chain, other_client):
    lines = json.loads(json.dumps(list(ledger.export(chain))))
    assert ledger.adopt(other_client, lines) == 5
    assert ledger.adopt(other_client, lines) == 0
    assert ledger.verify(other_client) == []
    assert list(ledger.export(other_client)) == list(ledger.export(chain))


def test_a_contradicting_chain_is_refused(chain, other_client):
    ledger.append(other_client, "cli:other", "set", "thing:0")
    with pytest.raises(ledger.LedgerForkedError, match="row 1"):
        ledger.adopt(other_client, list(ledger.export(chain)))


def test_rows_of_two_clients_are_two_chains(chain, other_client):
    row = ledger.append(other_client, "cli:other", "set", "thing:0")
    assert (row.number, row.previous_hash) == (1, ledger.FIRST)
