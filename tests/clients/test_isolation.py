import pytest
from django.apps import apps

from quarterdeck.business.models import Service
from quarterdeck.clients.isolation import ClientOwned, UnboundQueryError

OWNED = [model for model in apps.get_models() if issubclass(model, ClientOwned)]


PEOPLE = ("Firm", "Client", "Person", "FirmSeat", "Seat", "Invitation", "Token")
WALL_ITSELF = {f"clients.{name}" for name in PEOPLE} | {"web.Answered"}


def test_only_the_firm_its_clients_its_people_and_public_facts_belong_to_no_client():
    ours = {m for m in apps.get_models() if m.__module__.startswith("quarterdeck.")}
    free = {m._meta.label for m in ours if m not in OWNED}
    public = {label for label in free if label.startswith("findings.")}
    assert free - public == WALL_ITSELF
    assert not any(f.related_model in OWNED for m in apps.get_models() if m._meta.label in public
                   for f in m._meta.fields)  # fmt: skip


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("way", ["all", "count", "exists", "first", "values", "delete"])
def test_an_unbound_query_raises(model, way):
    with pytest.raises((UnboundQueryError, AttributeError)):
        getattr(model.objects, way)()


def test_a_client_sees_its_rows_only(client_, other_client):
    Service.objects.of(client_).create(key="a", name="A")
    Service.objects.of(other_client).create(key="b", name="B")
    assert [s.key for s in Service.objects.of(client_)] == ["a"]
    assert [s.key for s in Service.objects.of(other_client.pk)] == ["b"]
    assert Service.objects.of(client_).filter(key="b").count() == 0


def test_a_row_of_another_client_is_not_stored(client_, other_client):
    stray = Service(client=other_client, key="s", name="S")
    with pytest.raises(UnboundQueryError):
        Service.objects.of(client_).bulk_create([stray])
    with pytest.raises(UnboundQueryError):
        Service.objects.of(client_).filter(key="x").bulk_create([stray])
    created = Service.objects.of(client_).create(key="t", name="T", client_id=other_client.pk)
    assert created.client_id == client_.pk


def test_a_client_that_is_not_stored_has_no_rows():
    from quarterdeck.clients.models import Client

    with pytest.raises(UnboundQueryError):
        Service.objects.of(Client(key="new"))
