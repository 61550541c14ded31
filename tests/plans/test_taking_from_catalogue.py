"""The catalogue for a client: priced by its size, taken in once, on the ledger."""

import pytest

from quarterdeck.clients.folder.profile import Profile
from quarterdeck.clients.models import Firm, LedgerRow
from quarterdeck.plans import services
from quarterdeck.plans.models import Initiative
from quarterdeck.plans.offers import REVENUE_PER_PERSON_USD, Size, offers, size_of
from tests.cli.running import differences, documented, run

SHAPES = documented()


def profile(**said):
    given = {"key": "one", "name": "One", "revenue_per_year": 40e6}
    return Profile.model_validate(given | {"board": {"next_meeting": "2026-12-03"}} | said)


def by_key(size):
    return {offer.record.key: offer.record for offer in offers(size)}


def test_what_is_paid_for_each_employee_grows_with_them_and_the_rest_does_not():
    small, large = by_key(Size(50, 1.0)), by_key(Size(500, 1.0))
    assert large["device-watch"].cost_per_year.high == pytest.approx(
        10 * small["device-watch"].cost_per_year.high
    )
    assert large["outside-test"].cost_per_year == small["outside-test"].cost_per_year
    for key, record in small.items():
        for name in ("cost_once", "cost_per_year", "people_days"):
            one, ten = getattr(record, name), getattr(large[key], name)
            assert (one is None) == (ten is None)
            assert one is None or one.low <= ten.low <= 10.5 * one.low


def test_money_is_in_the_clients_currency_and_days_are_not_money():
    dollars, crowns = by_key(Size(100, 1.0)), by_key(Size(100, 10.0))
    for key, record in dollars.items():
        other = crowns[key]
        assert other.people_days == record.people_days
        assert other.effects == record.effects
        if record.cost_once:
            assert other.cost_once.high == pytest.approx(10 * record.cost_once.high)


def test_a_size_is_the_head_count_or_a_guess_from_revenue_in_dollars():
    rates = [{"currency": "USD", "buys": 10, "on": "2026-11-01"}]
    assert size_of(profile(employees=7)) == Size(7, 1.0)
    assert size_of(profile()).people == 40e6 / REVENUE_PER_PERSON_USD
    crowns = size_of(profile(currency="SEK", rates=rates))
    assert crowns == Size(round(4e6 / REVENUE_PER_PERSON_USD), 10)
    assert size_of(profile(revenue_per_year=0)).people == 1
    with pytest.raises(ValueError, match="rates"):
        size_of(profile(currency="SEK"))


def test_taking_brings_what_is_needed_once_and_is_on_the_ledger(client_):
    taken = services.take(client_, ["night-watch"], "cli:me")
    assert [record.key for record in taken.records] == ["device-watch", "night-watch"]
    again = services.take(client_, ["night-watch", "call-back"], "cli:me")
    assert [record.key for record in again.records] == ["call-back"]
    assert again.already == ("device-watch", "night-watch")
    rows = LedgerRow.objects.of(client_).filter(action="take from catalogue")
    assert sorted(row.subject for row in rows) == [
        "initiative:call-back", "initiative:device-watch", "initiative:night-watch",
    ]  # fmt: skip
    assert {r.state for r in services.initiatives_of(client_)} == {"considered"}
    states = {o.record.key: o.state for o in services.offered_to(client_)}
    assert (states["call-back"], states["web-shield"]) == ("considered", "")


def test_a_client_keeps_its_own_initiative_of_that_name(client_):
    Initiative.objects.of(client_).create(
        client=client_, key="mine", name="Ours", state="done", from_catalogue="call-back"
    )
    assert services.take(client_, ["call-back"], "cli:me").already == ("call-back",)
    assert [r.name for r in services.initiatives_of(client_)] == ["Ours"]


def test_what_is_taken_needs_the_clients_own_by_its_key(client_):
    Initiative.objects.of(client_).create(
        client=client_, key="mine", name="Ours", from_catalogue="device-watch"
    )
    (taken,) = services.take(client_, ["night-watch"], "cli:me").records
    assert taken.needs == ["mine"]
    assert {r.key: r.needs for r in services.initiatives_of(client_)}["night-watch"] == ["mine"]


def test_an_unknown_key_takes_nothing(client_):
    with pytest.raises(ValueError, match="did you mean “call-back”"):
        services.take(client_, ["web-shield", "callback"], "cli:me")
    assert not services.initiatives_of(client_)


def test_the_verbs_have_the_documented_shape(capsys, db, client_):
    Firm.objects.filter(pk=client_.firm_id).update(name="My firm")
    listed = run(capsys, "catalogue", "list", "first", "--json")
    assert differences(SHAPES["catalogue list [CLIENT]"], listed.document) == []
    taken = run(capsys, "catalogue", "take", "first", "night-watch", "--json")
    assert differences(SHAPES["catalogue take CLIENT KEY…"], taken.document) == []
    assert taken.document["data"]["taken"] == ["device-watch", "night-watch"]
    said = run(capsys, "catalogue", "take", "first", "call-back")
    assert "Taken: call-back" in said.out
    assert "device-watch" in run(capsys, "catalogue", "list").out


def test_mistakes_are_told_with_what_to_do(capsys, client_):
    wrong = run(capsys, "catalogue", "take", "first", "nonsense")
    assert (wrong.code, "catalogue list" in wrong.err) == (2, True)
    client_.currency = "SEK"
    client_.save()
    assert "rates" in run(capsys, "catalogue", "list", "first").err
