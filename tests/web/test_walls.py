import pytest

from quarterdeck.clients.models import Role
from tests.web.walls import addresses, walls

DENIED = (403, 404)
WALLS = walls()
INSIDE = [wall for wall in WALLS if "<slug:address>" in wall.address]


def asked(client, wall, of):
    response = getattr(client, wall.method.lower())(wall.url(of.address), follow=False)
    response.close()
    return response


def to_sign_in(response):
    return response.status_code == 302 and "/accounts/login/" in response.headers["Location"]


def test_every_address_is_in_the_table_and_no_other():
    told = {wall.address for wall in WALLS}
    assert addresses() - told == set(), "addresses without a line in walls.txt"
    assert told - addresses() == set(), "lines of walls.txt without an address"


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: f"{wall.method} {wall.address}")
def test_nobody_passes_without_signing_in(wall, client, client_):
    response = asked(client, wall, client_)
    if "anybody" in wall.who:
        assert not to_sign_in(response)
    else:
        assert to_sign_in(response) or response.status_code == 404


@pytest.mark.parametrize("wall", INSIDE, ids=lambda wall: f"{wall.method} {wall.address}")
def test_a_client_is_closed_to_every_role_of_another(wall, client, client_, other_client, seated):
    for role in Role.values:
        client.force_login(seated(other_client, role))
        assert asked(client, wall, client_).status_code == 404, role


@pytest.mark.parametrize("wall", INSIDE, ids=lambda wall: f"{wall.method} {wall.address}")
def test_a_client_is_open_to_its_own_as_the_table_says(
    wall, client, client_, seated, owner, practitioner
):
    people = {role: seated(client_, role) for role in Role.values}
    for role, someone in (people | {"owner": owner}).items():
        client.force_login(someone)
        status = asked(client, wall, client_).status_code
        if role in wall.who:
            named_nothing = status == 404 and wall.address.count("<") > 1
            assert status not in DENIED or named_nothing, role
        else:
            assert status == 403, role
    client.force_login(practitioner)
    assert asked(client, wall, client_).status_code == 404


@pytest.mark.parametrize("wall", [w for w in WALLS if w not in INSIDE and "owner" in w.who],
                         ids=lambda wall: f"{wall.method} {wall.address}")  # fmt: skip
def test_the_firms_own_pages_are_closed_to_its_clients_people(
    wall, client, client_, seated, owner, practitioner
):
    for role in Role.values:
        client.force_login(seated(client_, role))
        assert asked(client, wall, client_).status_code == 403
    for someone in (owner, practitioner):
        client.force_login(someone)
        assert asked(client, wall, client_).status_code not in DENIED


def test_an_owner_of_another_firm_sees_nothing(client, client_, person):
    from quarterdeck.clients.models import Firm, FirmRole, FirmSeat

    other = Firm.objects.create(name="Another practice")
    someone = person("other-owner")
    FirmSeat.objects.create(person=someone, firm=other, role=FirmRole.OWNER)
    client.force_login(someone)
    for wall in INSIDE:
        assert asked(client, wall, client_).status_code == 404


def test_an_auditor_reads_the_areas_of_the_seat_until_its_day(client, client_, seated):
    from datetime import timedelta

    from django.utils import timezone

    yesterday = timezone.localdate() - timedelta(days=1)
    url = f"/c/{client_.address}/findings/"
    client.force_login(seated(client_, "auditor", areas=["board"]))
    assert client.get(url).status_code == 403
    client.logout()
    from quarterdeck.clients.models import Seat

    Seat.objects.filter(client=client_).update(areas=["findings"])
    client.force_login(Seat.objects.get(client=client_).person)
    assert client.get(url).status_code == 200
    Seat.objects.filter(client=client_).update(until=yesterday)
    assert client.get(url).status_code == 404
