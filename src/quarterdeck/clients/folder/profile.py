"""profile.yaml: who the client is."""

from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from quarterdeck.clients.folder.part import Table
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.reading import Read, read_table, sheet_path
from quarterdeck.clients.folder.record import Count, Currency, Money, Piece, Record, Texts
from quarterdeck.clients.models import Client, Firm

PROFILE = "profile.yaml"


class Rate(Piece):
    """How much of the client's currency one unit of `currency` buys, on a day."""

    currency: Currency
    buys: float = Field(gt=0, allow_inf_nan=False)
    on: date
    source: str = ""


class Priority(Piece):
    """What the business has set out to do, and the services that carry it."""

    says: str
    services: Texts = []


class Board(Piece):
    """Whom the paper is for, and who stands behind it."""

    body: str = "Board"
    next_meeting: date
    minutes: Count = 20
    owner: str = "security lead"
    approved_by: str = ""
    mark: str = "Confidential to the board"
    oldest_data_days: Count = 45
    oldest_intelligence_days: Count = 45


class Profile(Record):
    name: str
    sector: str = ""
    country: str = Field("US", pattern=r"^[A-Z]{2}$")
    jurisdictions: Texts = []
    places: Texts = []
    currency: Currency = "USD"
    rates: list[Rate] = []
    revenue_per_year: Money
    employees: Count = 0
    priorities: list[Priority] = []
    board: Board
    language: str = "en-US"
    paper: Literal["a4", "us-letter"] = "us-letter"


FIELDS = tuple(Profile.model_fields)


PROFILE_PART = Table(
    PROFILE, Profile, Client, "Who the client is.", single=True, named=True,  # type: ignore[arg-type]
)  # fmt: skip


def read_profile(folder: Path, report: Report) -> Profile | None:
    """The checked profile; None and an error when there is none."""
    if not (folder / PROFILE).exists() and not sheet_path(folder, PROFILE_PART).exists():
        report.error(PROFILE, 0, "", "is missing: it says who the client is")
        return None
    return profile_of(read_table(folder, PROFILE_PART, report), report)


def profile_of(found: Read, report: Report) -> Profile | None:
    """The one record of a profile; None and an error when there is none."""
    record = next(iter(found.records.values()), None)
    if record is None and not report.errors:
        report.error(PROFILE, 0, "", "is empty")
    return record if isinstance(record, Profile) else None


def store_profile(firm: Firm, profile: Profile) -> Client:
    """The client with what the profile says, stored."""
    values = profile.model_dump(mode="json")
    client, _ = Client.objects.update_or_create(firm=firm, key=profile.key, defaults=values)
    return client


def profile_values(client: Client) -> dict[str, Any]:
    """The stored profile as the JSON values of its record."""
    values = {name: getattr(client, name) for name in FIELDS}
    return Profile.model_validate(values).model_dump(mode="json")
