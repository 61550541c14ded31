"""Telling other systems of changes: each ledger row as a signed message, retried until it arrives.

The signature is HMAC-SHA256 over "<seconds>.<body>" with the webhook's secret, in the header
`Quarterdeck-Signature: t=<seconds>,v1=<hex>`. Addresses inside private networks are refused, so
that nobody makes the server ask there, unless QUARTERDECK_PRIVATE_WEBHOOKS=1.
"""

import hmac
import http.client
import json
import secrets
import socket
import ssl
import time
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client, LedgerRow
from quarterdeck.web.models import Delivery, Webhook

TRIES = 6
FIRST_WAIT = timedelta(seconds=30)
SECONDS = 10


def add(client: Client, url: str, actions: Sequence[str], actor: str) -> Webhook:
    """A webhook with a secret of its own. ValueError for an address that may not be asked."""
    _check(url)
    with transaction.atomic():
        hook: Webhook = Webhook.objects.of(client).create(
            url=url, secret=secrets.token_urlsafe(32), actions=list(actions), by=actor,
            made_at=timezone.now(),
        )  # fmt: skip
        ledger.append(client, actor, "add webhook", url, None, {"actions": list(actions)})
    return hook


def remove(client: Client, pk: int, actor: str) -> bool:
    """Takes a webhook away; whether there was one."""
    hook = Webhook.objects.of(client).filter(pk=pk).first()
    if hook is None:
        return False
    with transaction.atomic():
        ledger.append(client, actor, "remove webhook", hook.url, {"actions": hook.actions}, None)
        hook.delete()
    return True


def announce(row: LedgerRow) -> None:
    """Queues a message to every webhook of the row's client that wants it."""
    for hook in Webhook.objects.of(row.client_id):
        if not hook.actions or row.action in hook.actions:
            found, is_new = Delivery.objects.of(row.client_id).get_or_create(
                webhook=hook, row=row.number, defaults={"client_id": row.client_id}
            )
            if is_new:
                deliver.enqueue(row.client_id, found.pk)


@task()
def deliver(client: int, delivery: int) -> str:
    """Sends one message; a failure is tried again after twice the wait, six times in all."""
    found = Delivery.objects.of(client).filter(pk=delivery, delivered_at=None)
    found = found.select_related("webhook").first()
    if found is None:
        return "gone"
    row = LedgerRow.objects.of(client).get(number=found.row)
    body = json.dumps(ledger.as_line(row) | {"hash": row.hash}, sort_keys=True).encode()
    found.tries += 1
    found.status, found.says = _send(found.webhook, body)
    done = found.status is not None and 200 <= found.status < 300
    found.delivered_at = timezone.now() if done else None
    found.save()
    if not done and found.tries < TRIES:
        wait = FIRST_WAIT * 2 ** (found.tries - 1)
        deliver.using(run_after=timezone.now() + wait).enqueue(client, delivery)
    return str(found.status)


def signature(secret: str, body: bytes, seconds: int) -> str:
    """The header's value for a body that is sent at that time."""
    told = hmac.new(secret.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()
    return f"t={seconds},v1={told}"


def _send(hook: Webhook, body: bytes) -> tuple[int | None, str]:
    headers = {
        "Content-Type": "application/json",
        "Quarterdeck-Signature": signature(hook.secret, body, int(time.time())),
    }
    try:
        parts = urlsplit(hook.url)
        host = _check(hook.url)
        connection = _connection(parts.scheme, parts.hostname or "", parts.port, host)
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read(1024)
        connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        return None, str(error)[:300]
    return answer.status, answer.reason[:300]


def _connection(scheme: str, name: str, port: int | None, host: str) -> http.client.HTTPConnection:
    """To the very address that was checked, so that a second look-up cannot lead elsewhere."""
    if scheme == "https":
        secure = http.client.HTTPSConnection(name, port, timeout=SECONDS)
        plain = socket.create_connection((host, port or 443), SECONDS)
        secure.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=name)
        return secure
    connection = http.client.HTTPConnection(name, port, timeout=SECONDS)
    connection.sock = socket.create_connection((host, port or 80), SECONDS)
    return connection


def _check(url: str) -> str:
    """The address behind the URL. ValueError for one that may not be asked."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("a webhook's address begins with https://")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP)
    except OSError as error:
        raise ValueError(f"{parts.hostname} is not found: {error.strerror or error}") from error
    host = str(found[0][4][0])
    if not ip_address(host).is_global and not settings.PRIVATE_WEBHOOKS:
        raise ValueError(f"{parts.hostname} lies in a private network")
    return host
