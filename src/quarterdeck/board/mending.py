"""Where what stops a brief is mended, as links."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from quarterdeck.board.checks import Obstacle
from quarterdeck.clients.models import Client

KINDS = {"stale": "Old or missing", "long": "Too long", "words": "Not plain"}
ROOMS = {
    "scan": ("findings:list", "Bring a new scan"),
    "intelligence": ("findings:list", "Bring newer lists"),
    "cash": ("business:index", "Bring cash up to date"),
    "appetite": ("risks:index", "Confirm the limits"),
}


@dataclass(frozen=True, slots=True)
class Mend:
    """An obstacle, its kind in words, and the link that leads to where it is mended."""

    kind: str
    says: str
    url: str
    link: str


def mends(client: Client, obstacles: Iterable[Obstacle], draft: int) -> list[Mend]:
    """Each with its link: to a room, or to the sentence in the draft."""
    return [_mend(client, obstacle, draft) for obstacle in obstacles]


def _mend(client: Client, obstacle: Obstacle, draft: int) -> Mend:
    if obstacle.place in ROOMS:
        name, link = ROOMS[obstacle.place]
        return Mend(KINDS[obstacle.kind], obstacle.says, reverse(name, args=[client.address]), link)
    url = reverse("board:draft_page", args=[client.address, draft])
    return Mend(KINDS[obstacle.kind], _without_place(obstacle), f"{url}{_anchor(obstacle.place)}",
                "See it in the draft")  # fmt: skip


def _without_place(obstacle: Obstacle) -> str:
    return obstacle.says.removeprefix(f"{obstacle.place}: ") if obstacle.place else obstacle.says


def _anchor(place: str) -> str:
    """ "sections.2.blocks.1" stands below "#section-2"."""
    part, _, rest = place.partition(".")
    return f"#section-{rest.partition('.')[0]}" if part == "sections" else "#main"
