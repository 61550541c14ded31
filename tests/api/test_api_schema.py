"""Schemathesis: whatever is sent, the answer is one that the document tells, never a 5xx."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance

from quarterdeck.clients import tokens
from quarterdeck.web.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def secret(client_, owner, db):
    return tokens.create(owner, "schema", tokens.SCOPES, 1)


@schema.parametrize()
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_nothing_that_is_sent_breaks_an_operation(case, secret, client_):
    if "address" in (case.path_parameters or {}):
        case.path_parameters["address"] = client_.address
    response = case.call(headers={"Authorization": f"Bearer {secret}"})
    case.validate_response(response, checks=[not_a_server_error, content_type_conformance])
