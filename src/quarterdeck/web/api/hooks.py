"""Webhooks: who is told of changes, and whether it arrived."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema, Status

from quarterdeck.web import webhooks
from quarterdeck.web.api.frame import enter
from quarterdeck.web.api.once import once
from quarterdeck.web.models import Delivery, Webhook

router = Router()
SHOWN = 100


class WebhookIn(Schema):
    """Where to, and of which ledger actions; of all where none is named."""

    url: str
    actions: list[str] = []


class WebhookOut(WebhookIn):
    """A webhook; its secret is told once, when it is made."""

    id: int
    made_at: datetime


class MadeOut(WebhookOut):
    secret: str


class DeliveryOut(Schema):
    """One message: the ledger's row, tries, and the last answer."""

    row: int
    tries: int
    status: int | None
    says: str
    delivered_at: datetime | None


@router.get("/clients/{address}/webhooks", response=list[WebhookOut], summary="Webhooks")
def hooks(request: HttpRequest, address: str) -> Any:
    return list(Webhook.objects.of(enter(request, address, "people").client).order_by("pk"))


@router.post("/clients/{address}/webhooks", response={201: MadeOut}, summary="Add a webhook")
@once
def add(request: HttpRequest, address: str, given: WebhookIn) -> Any:
    """Keep the secret: it signs every message, and is not told again."""
    visit = enter(request, address, "people", "manage")
    hook = webhooks.add(visit.client, given.url, given.actions, visit.actor)
    told = {"id": hook.pk, "url": hook.url, "actions": hook.actions,
            "made_at": hook.made_at.isoformat(), "secret": hook.secret}  # fmt: skip
    return Status(201, told)


@router.delete("/clients/{address}/webhooks/{int:hook}", response={204: None}, summary="Remove it")
@once
def remove(request: HttpRequest, address: str, hook: int) -> Any:
    visit = enter(request, address, "people", "manage")
    if not webhooks.remove(visit.client, hook, visit.actor):
        raise Http404
    return Status(204, None)


@router.get("/clients/{address}/webhooks/{int:hook}/deliveries", response=list[DeliveryOut],
            summary="What was sent, newest first")  # fmt: skip
def deliveries(request: HttpRequest, address: str, hook: int) -> Any:
    client = enter(request, address, "people").client
    if not Webhook.objects.of(client).filter(pk=hook).exists():
        raise Http404
    return list(Delivery.objects.of(client).filter(webhook=hook)[:SHOWN])
