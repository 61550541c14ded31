from typing import Any

from django.apps import AppConfig
from django.db import transaction
from django.db.models.signals import post_save


class WebConfig(AppConfig):
    name = "quarterdeck.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from quarterdeck.clients.models import LedgerRow

        post_save.connect(_announce, sender=LedgerRow)


def _announce(instance: Any, created: bool, **_rest: Any) -> None:
    """Webhooks hear of a ledger row once its transaction is done."""
    from quarterdeck.web.webhooks import announce

    if created:
        transaction.on_commit(lambda: announce(instance))
