"""What one record of the folder may say: pydantic schemas and the types they share."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from babel.numbers import is_currency
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from quarterdeck.clients.folder import lists
from quarterdeck.engine.estimates import Estimate

Place = tuple[str | int, ...]
LARGEST = 1e15  # above any firm's money; sums of such are still exact to a unit
MOST_A_YEAR = 100
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


class Unit:
    """Marks a field as what its numbers count."""

    def __init__(self, name: str) -> None:
        self.name = name


MONEY, SHARE = Unit("money"), Unit("share")


def _listed(value: Any) -> Any:
    """A cell's texts, or a list."""
    if isinstance(value, str):
        return lists.parted(value)
    return [] if value is None else value


def _is_currency(code: str) -> str:
    if not is_currency(code):
        raise ValueError("must be a currency code, as USD, EUR or GBP")
    return code


def in_order(first: date | None, then: date | None, since: str) -> None:
    """For validators: ValueError when `then` comes before `first`, which stands in `since`."""
    if first and then and then < first:
        raise ValueError(f"must not come before {since}, {first}")


Texts = Annotated[list[str], BeforeValidator(_listed)]
Share = Annotated[float, Field(ge=0, le=1), SHARE]
Amount = Annotated[float, Field(ge=0, le=LARGEST, allow_inf_nan=False)]
Money = Annotated[Amount, MONEY]
Hours = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]
Proof = Literal["self-reported", "tested", "independently confirmed"]
Currency = Annotated[str, AfterValidator(_is_currency)]


class Range(Piece):
    """From low to high; what was paid or signed may begin at nothing."""

    low: Amount
    high: Amount
    likely: Amount | None = None
    source: str = ""

    @field_validator("high")
    @classmethod
    def _in_order(cls, high: float, given: ValidationInfo) -> float:
        low = given.data.get("low", high)
        if low > high:
            raise ValueError(f"must be at least low, {low:g}")
        return high


class Interval(Range):
    """A 90% interval: 5 in 100 lie below `low`, 5 in 100 above `high`.

    Equal ends are a value that is known; else `low` lies above zero, `high` of a chance below 1.
    """

    @field_validator("high")
    @classmethod
    def _above_nothing(cls, high: float, given: ValidationInfo) -> float:
        if given.data.get("low") == 0 < high:
            raise ValueError("needs a low above zero: in 5 of 100 cases the truth lies below it")
        return high

    @property
    def warns(self) -> str:
        """What is odd about the most likely value; "" when nothing is."""
        return Estimate(self.low, self.high, likely=self.likely).warns


Sum = Annotated[Interval, MONEY]


class Chance(Interval):
    """An interval of a chance or a share, 0 to 1; both ends may be 1, of what is certain."""

    @field_validator("high")
    @classmethod
    def _at_most_certain(cls, high: float, given: ValidationInfo) -> float:
        if high > 1 or (high == 1 and given.data.get("low") != 1):
            raise ValueError("must be below 1: it is a chance or a share")
        return high


class Frequency(Interval):
    """Events a year."""

    @field_validator("high")
    @classmethod
    def _rare(cls, high: float) -> float:
        if high > MOST_A_YEAR:
            raise ValueError(
                f"must be at most {MOST_A_YEAR} a year: what comes oftener is no event"
            )
        return high


class Evidence(Piece):
    """Who showed that something is so, when, and until when that counts."""

    kind: Proof = "self-reported"
    by: str = ""
    on: date | None = None
    valid_until: date | None = None
    says: str = ""

    @field_validator("valid_until")
    @classmethod
    def _after(cls, until: date | None, given: ValidationInfo) -> date | None:
        in_order(given.data.get("on"), until, "on")
        return until


def intervals(value: Any, place: Place = ()) -> Iterator[tuple[Place, Interval]]:
    """Every interval within a record, with its place."""
    if isinstance(value, Interval):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from intervals(getattr(value, name), (*place, name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from intervals(part, (*place, index))
