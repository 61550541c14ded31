"""What tests share: a data folder of their own, a firm, two clients."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = tempfile.mkdtemp(prefix="quarterdeck-test-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["QUARTERDECK_DATA"] = FOLDER
settings.DATA_FOLDER = Path(FOLDER)  # pytest-django has read the settings before this file


@pytest.fixture
def firm(db):
    from quarterdeck.clients.models import Firm

    return Firm.objects.create(name="Practice")


@pytest.fixture
def client_(firm):
    from quarterdeck.clients.models import Client

    return Client.objects.create(
        firm=firm, key="first", name="First", revenue_per_year=1e6,
        board={"next_meeting": "2026-12-03"},
    )  # fmt: skip


@pytest.fixture
def other_client(firm):
    from quarterdeck.clients.models import Client

    return Client.objects.create(
        firm=firm, key="second", name="Second", revenue_per_year=2e6,
        board={"next_meeting": "2026-12-03"},
    )  # fmt: skip
