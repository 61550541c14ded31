"""What one record of the folder may say: pydantic schemas and the types they share."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

KEY = r"^[A-Za-z0-9][A-Za-z0-9._:/>@+-]*$"


class Piece(BaseModel):
    """A part of a record."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Record(Piece):
    """A record that is matched by its key."""

    key: Annotated[str, StringConstraints(pattern=KEY, max_length=200)]


class Ref:
    """Marks a field as the key (or keys) of records in another file of the folder."""

    def __init__(self, file: str) -> None:
        self.file = file


def _listed(value: Any) -> Any:
    """ "a; b" as a CSV cell has it, or a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return [] if value is None else value


Texts = Annotated[list[str], BeforeValidator(_listed)]
Share = Annotated[float, Field(ge=0, le=1)]
Money = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Hours = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]
Proof = Literal["self-reported", "tested", "independently confirmed"]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Range(Piece):
    """A 90% interval: 5 in 100 lie below `low`, 5 in 100 above `high`."""

    low: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    high: Annotated[float, Field(ge=0, allow_inf_nan=False)]
    likely: float | None = None
    source: str = ""


class Evidence(Piece):
    """Who showed that something is so, when, and until when that counts."""

    kind: Proof = "self-reported"
    by: str = ""
    on: date | None = None
    valid_until: date | None = None
    says: str = ""
