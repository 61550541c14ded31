"""What every page's frame shows: the client, the rooms that are open to the visitor, the person."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from quarterdeck.clients.access import firm_seat
from quarterdeck.clients.rights import Area
from quarterdeck.web.sampling import PEOPLE

ROOMS: tuple[tuple[Area, str, str, str], ...] = (
    ("cockpit", "cockpit", "Cockpit", "c"),
    ("findings", "findings:list", "Findings", "f"),
    ("business", "business:index", "Business", "b"),
    ("risks", "risks:index", "Risks", "r"),
    ("business", "business:obligations", "Obligations", "o"),
    ("plans", "plans:index", "Plan", "p"),
    ("incidents", "incidents:index", "Incidents", "i"),
    ("board", "board:room", "Board room", "d"),
)


@dataclass(frozen=True, slots=True)
class Room:
    """A link of the room bar, and the key that leads there after `g`."""

    url: str
    name: str
    key: str
    here: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    """`rooms`, `visit`, `firm_place` and `sample` for the layout."""
    person = getattr(request, "user", None)
    if person is None or not person.is_authenticated:
        return {"sample": settings.SAMPLE, "sample_people": PEOPLE if settings.SAMPLE else ()}
    visit = getattr(request, "visit", None)
    rooms = [
        Room(
            url,
            name,
            key,
            request.path.startswith(url) and (area != "cockpit" or request.path == url),
        )
        for area, place, name, key in ROOMS
        if visit and visit.may(area) and (url := _url(place, visit.client.address))
    ]
    return {
        "sample": settings.SAMPLE, "visit": visit, "rooms": _only_one(rooms),
        "firm_place": firm_seat(person),
    }  # fmt: skip


def _only_one(rooms: list[Room]) -> list[Room]:
    """Of rooms whose addresses begin alike, the longest is the one we are in."""
    here = max((r.url for r in rooms if r.here), key=len, default="")
    return [Room(r.url, r.name, r.key, r.url == here) for r in rooms]


def _url(place: str, address: str) -> str:
    try:
        return reverse(place, kwargs={"address": address})
    except NoReverseMatch:
        return ""
