import hmac
import json
import threading
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from quarterdeck.business.models import Service
from quarterdeck.clients import ledger, tokens
from quarterdeck.clients.models import Token
from quarterdeck.findings.models import Finding
from quarterdeck.risks.models import Scenario
from quarterdeck.web.models import Delivery, Upload, Webhook
from quarterdeck.web.taking_in import take
from quarterdeck.web.webhooks import add, announce, deliver

SCAN = b"system,weakness,title,severity\nweb-01,x-1,An old library,medium\n"
RISK = {"name": "A lorry takes the server room away", "kind": "outage"}


@pytest.fixture
def leader(calls, client_, seated):
    return calls(seated(client_, "leader"))


def at(of, rest):
    return f"/clients/{of.address}/{rest}"


def test_a_list_is_read_page_by_page(leader, client_):
    for number in range(120):
        Service.objects.of(client_).create(key=f"s{number:03}", name=f"Service {number}")
    seen, cursor = [], ""
    while cursor is not None:
        found = leader("GET", at(client_, f"records/services?limit=50&cursor={cursor}")).json()
        seen += [item["key"] for item in found["items"]]
        cursor = found["next"]
    assert seen == [f"s{number:03}" for number in range(120)]


def test_a_cursor_that_is_none_of_ours_is_refused(leader, client_):
    answer = leader("GET", at(client_, "records/services?cursor=xyz"))
    assert answer.status_code == 422
    assert "cursor" in answer.json()["detail"]


def test_what_has_not_changed_is_not_sent_again(leader, client_):
    first = leader("GET", at(client_, "tolerance"))
    again = leader("GET", at(client_, "tolerance"), If_None_Match=first["ETag"])
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_write_sent_twice_under_one_key_happens_once(leader, client_):
    for _ in range(2):
        answer = leader("PUT", at(client_, "scenarios/own:x"), RISK, Idempotency_Key="one")
        assert (answer.status_code, answer.json()["name"]) == (200, RISK["name"])
    assert ledger.length(client_) == 1
    other = leader(
        "PUT", at(client_, "scenarios/own:x"), RISK | {"name": "Y"}, Idempotency_Key="one"
    )
    assert other.status_code == 409
    assert Scenario.objects.of(client_).get().name == RISK["name"]


def test_a_write_that_failed_may_be_mended_under_the_same_key(leader, client_):
    bad = leader(
        "PUT", at(client_, "scenarios/own:x"), {"name": "X", "kind": "odd"}, Idempotency_Key="k"
    )
    assert bad.status_code == 422
    good = leader("PUT", at(client_, "scenarios/own:x"), RISK, Idempotency_Key="k")
    assert good.status_code == 200


def test_a_scan_is_brought_and_its_fate_asked(calls, client_, seated):
    call = calls(seated(client_, "analyst"))
    answer = call.upload(at(client_, "scans"), SimpleUploadedFile("scan.csv", SCAN))
    assert answer.status_code == 202
    pk = answer.json()["id"]
    assert call("GET", at(client_, f"uploads/{pk}")).json()["state"] == "taking"
    take.call(client_.pk, pk)
    told = call("GET", at(client_, f"uploads/{pk}")).json()
    assert (told["state"], told["counts"]["new"]) == ("done", 1)
    assert call("GET", at(client_, "findings")).json()["items"][0]["title"] == "An old library"


def test_the_ranking_tells_what_the_page_tells(calls, northmere, seated, db):
    call = calls(seated(northmere, "leader"))
    found = call("GET", at(northmere, "ranking?limit=5")).json()["items"]
    assert [row["rank"] for row in found] == [1, 2, 3, 4, 5]
    assert all(row["reason"] for row in found)
    answers = call("GET", at(northmere, "answers")).json()["told"]["answers"]
    assert len(answers) == 4
    one = next(row for row in found if row["kind"] == "finding")
    assert call("GET", at(northmere, f"findings/{one['key']}")).json()["history"]


def test_errors_name_every_place(leader, client_):
    answer = leader("PUT", at(client_, "scenarios/x"), {"kind": "outage"})
    assert answer["Content-Type"] == "application/problem+json"
    assert "name" in answer.json()["detail"]


@pytest.mark.parametrize("change", [
    {"revoked_at": timezone.now()}, {"expires_at": timezone.now() - timedelta(days=1)},
])  # fmt: skip
def test_a_key_that_ended_opens_nothing(leader, client_, change):
    Token.objects.update(**change)
    assert leader("GET", "/clients").status_code == 401


def test_keys_are_kept_by_their_hash_alone(person):
    someone = person("a")
    secret = tokens.create(someone, "k", ["board:read"], 1)
    assert secret not in str(list(Token.objects.values()))
    assert tokens.token_of(secret).scopes == ["board:read"]
    for wrong in ((["odd:read"], 1), ([], 1), (["board:read"], 5000)):
        with pytest.raises(ValueError, match=r"scope|days"):
            tokens.create(someone, "k", *wrong)


class Heard(BaseHTTPRequestHandler):
    """Remembers what it was sent; fails as often as it is told to."""

    got, failures = [], 0

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).got.append((self.headers["Quarterdeck-Signature"], body))
        type(self).failures -= 1
        self.send_response(500 if type(self).failures >= 0 else 204)
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture
def heard():
    Heard.got, Heard.failures = [], 0
    server = HTTPServer(("127.0.0.1", 0), Heard)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_a_change_is_told_signed_and_tried_again(client_, heard, settings):
    settings.PRIVATE_WEBHOOKS = True
    hook = add(client_, heard, ["note"], "tester")
    announce(ledger.append(client_, "tester", "other", "x"))
    announce(ledger.append(client_, "tester", "note", "thing"))
    delivery = Delivery.objects.of(client_).get()
    Heard.failures = 1
    assert deliver.call(client_.pk, delivery.pk) == "500"
    assert deliver.call(client_.pk, delivery.pk) == "204"
    assert deliver.call(client_.pk, delivery.pk) == "gone"
    delivery.refresh_from_db()
    assert (delivery.tries, delivery.status) == (2, 204)
    sign, body = Heard.got[-1]
    seconds = sign.partition(",")[0].removeprefix("t=")
    told = hmac.new(hook.secret.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()
    assert sign == f"t={seconds},v1={told}"
    assert json.loads(body)["subject"] == "thing"


def test_a_webhook_into_a_private_network_is_refused(leader, client_):
    for url in (
        "http://127.0.0.1:1/",
        "https://10.0.0.1/x",
        "ftp://example.com/",
        "https://[::1]/",
    ):
        assert leader("POST", at(client_, "webhooks"), {"url": url}).status_code == 422
    assert not Webhook.objects.of(client_).exists()


def test_uploads_and_findings_stay_within_their_client(calls, client_, other_client, seated, owner):
    Upload.objects.of(other_client).create(
        kind="scan", name="x", size_bytes=1, by="t", at=timezone.now()
    )
    pk = Upload.objects.of(other_client).get().pk
    assert calls(owner)("GET", at(client_, f"uploads/{pk}")).status_code == 404
    assert not Finding.objects.of(client_).exists()
