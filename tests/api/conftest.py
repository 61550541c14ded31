import pytest

from quarterdeck.clients import tokens
from tests.web.conftest import northmere, owner, person, practitioner, seated  # noqa: F401

BASE = "/api/v1"


class Caller:
    """A test client that sends a person's key, whole or scoped."""

    def __init__(self, client, secret):
        self.client, self.headers = client, {"Authorization": f"Bearer {secret}"}

    def __call__(self, method, path, body=None, **headers):
        more = {"data": body, "content_type": "application/json"} if body is not None else {}
        told = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic_call(method, BASE + path, told, more)

    def upload(self, path, file):
        """Sends a file as a form does."""
        return self.client.post(BASE + path, data={"file": file}, headers=self.headers)


@pytest.fixture
def calls(client):
    """calls(person, scopes): ask the API as that person."""

    def generic_call(method, path, headers, more):
        return getattr(client, method.lower())(path, headers=headers, **more)

    client.generic_call = generic_call

    def made(someone, scopes=tokens.SCOPES, of=None):
        return Caller(client, tokens.create(someone, "test", scopes, 30, of))

    return made
