"""One hash for all that a client's records say."""

from quarterdeck.clients import ledger
from quarterdeck.clients.folder import registry
from quarterdeck.clients.folder.profile import profile_values
from quarterdeck.clients.models import Client


def state_hash(client: Client) -> str:
    """SHA-256 over the profile and the records of every table, in the order of their keys."""
    state: dict[str, object] = {"profile": profile_values(client)}
    for table in registry.tables():
        state[table.file] = table.values(client)
    for part in registry.files():
        state[part.file] = part.state(client)
    return ledger.digest(state)
