"""What can be done with risks: look at a client as it stands, and freeze what is usual."""

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
from django.db import transaction

from quarterdeck.clients import ledger
from quarterdeck.clients.models import Client
from quarterdeck.risks.assessing import look
from quarterdeck.risks.exposing import Frozen, frozen_values
from quarterdeck.risks.inputs import Inputs, gather
from quarterdeck.risks.models import Reference
from quarterdeck.risks.seed import SEED
from quarterdeck.risks.today import Today


def inputs_of(client: Client, as_of: date, seed: int = SEED, *, lean: bool = False) -> Inputs:
    """What is stored about the client, with the reference that was frozen for it; see `gather`."""
    return gather(client, as_of, seed=seed, reference=reference_of(client), lean=lean)


def reference_of(client: Client) -> dict[str, Any] | None:
    row = Reference.objects.of(client).first()
    if row is None:
        return None
    return {
        "set_on": row.set_on.isoformat(),
        "findings": row.findings,
        "duties": row.duties,
        "scope": row.scope,
    }


@transaction.atomic
def looked_at(client: Client, as_of: date, actor: str, seed: int = SEED) -> Today:
    """The client as it stands. A reference that is new or was linked goes to the ledger."""
    inputs = inputs_of(client, as_of, seed)
    today = look(inputs)
    frozen = keep_reference(client, actor, inputs, today.frozen)
    rested = msgspec.structs.replace(inputs, reference=frozen)
    return replace(today, inputs=rested)


def keep_reference(client: Client, actor: str, inputs: Inputs, now: Frozen) -> dict[str, Any]:
    """Stores a reference that is not the inputs' own, with a row on the ledger; its values."""
    frozen = frozen_values(now)
    if frozen != inputs.reference:
        Reference.objects.of(client).update_or_create(
            key="reference", defaults=frozen | {"client_id": client.pk}
        )
        why = "a new look arrived" if inputs.reference else "the first day"
        ledger.append(
            client, actor, "freeze reference", "reference",
            inputs.reference and {"hash": ledger.digest(inputs.reference)},
            {"why": why, "hash": ledger.digest(frozen)},
        )  # fmt: skip
    return frozen
