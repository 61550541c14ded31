import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quarterdeck.clients.models import Role
from quarterdeck.web.api.operations import api

LINES = (Path(__file__).parent / "walls.txt").read_text(encoding="utf-8").splitlines()
WALLS = [line.split(maxsplit=2) for line in LINES if line.strip() and not line.startswith("#")]
INSIDE = [wall for wall in WALLS if "<a>" in wall[1]]
NAMED = {"table": "services", "finding": "999999", "upload": "999999", "hook": "999999"}
BODIES = {
    "assignments": {"findings": [999999], "to": "X"},
    "invitations": {"email": "a@example.com", "role": "analyst"},
    "webhooks": {"url": "https://127.0.0.1/hook"},
    "tolerance": {"points": []},
    "scenarios": {"name": "X", "kind": "outage"},
}


def asked(call, method, path, address):
    def value(found):
        return address if found.group(1) == "a" else NAMED.get(found.group(1), "none")

    url = re.sub(r"<(\w+)>", value, path)
    if path.endswith(("/scans", "/folder")):
        return call.upload(url, SimpleUploadedFile("scan.csv", b"x"))
    body = next((b for word, b in BODIES.items() if word in path), None)
    return call(method, url, None if method in ("GET", "DELETE") else body)


def ids(wall):
    return f"{wall[0]} {wall[1]}"


def test_every_operation_is_in_the_table_and_no_other(db):
    found = {
        (method.upper(), re.sub(r"\{(\w+)\}", lambda m: f"<{m.group(1)}>", path))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method in methods
    }
    found = {(m, p.removeprefix("/api/v1").replace("<address>", "<a>")) for m, p in found}
    assert found == {(method, path) for method, path, _ in WALLS}


@pytest.mark.parametrize("wall", WALLS, ids=ids)
def test_nobody_is_answered_without_a_key(wall, client, client_):
    method, path, _ = wall
    url = "/api/v1" + path.replace("<a>", client_.address).replace("<table>", "services")
    answer = getattr(client, method.lower())(re.sub(r"<\w+>", "1", url))
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("wall", INSIDE, ids=ids)
def test_a_client_is_closed_to_every_role_of_another(wall, calls, client_, other_client, seated):
    for role in Role.values:
        answer = asked(calls(seated(other_client, role)), wall[0], wall[1], client_.address)
        assert answer.status_code == 404, role


@pytest.mark.parametrize("wall", INSIDE, ids=ids)
def test_a_client_is_open_to_its_own_as_the_table_says(wall, calls, client_, seated, owner):
    method, path, who = wall
    people = {role: seated(client_, role) for role in Role.values} | {"owner": owner}
    for role, someone in people.items():
        status = asked(calls(someone), method, path, client_.address).status_code
        if role in who.split():
            assert status in (200, 201, 202, 204, 404, 422), role
            assert status != 404 or path.count("<") > 1 or path.endswith("assessment"), role
        else:
            assert status == 403, role


@pytest.mark.parametrize("wall", INSIDE, ids=ids)
def test_a_key_without_the_scope_opens_nothing(wall, calls, client_, owner):
    call = calls(owner, ["people:read"])
    if "webhooks" in wall[1] and wall[0] == "GET":
        return
    assert asked(call, wall[0], wall[1], client_.address).status_code == 403


def test_a_key_for_one_client_does_not_open_another(calls, client_, other_client, owner):
    call = calls(owner, of=client_)
    assert call("GET", f"/clients/{client_.address}").status_code == 200
    assert call("GET", f"/clients/{other_client.address}").status_code == 404
    assert [c["address"] for c in call("GET", "/clients").json()["items"]] == [client_.address]
