"""Published briefs."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from quarterdeck.board.models import Pack
from quarterdeck.web.api.frame import Page, enter, page, start_of
from quarterdeck.web.api.reading import Paging

router = Router()


class PackOut(Schema):
    """A frozen brief: `hash` covers its inputs and figures."""

    key: str
    meeting: date
    version: int
    made_at: datetime
    data_as_of: date
    hash: str
    figures: dict[str, Any]


@router.get(
    "/clients/{address}/packs", response=Page[PackOut], summary="Published briefs, newest first"
)
def packs(request: HttpRequest, address: str, paging: Query[Paging]) -> dict[str, Any]:
    client = enter(request, address, "board").client
    start, many = start_of(paging.cursor), paging.many
    found = Pack.objects.of(client).order_by("-meeting", "-version").defer("inputs")
    return page(list(found[start : start + many + 1]), start, many)


@router.get("/clients/{address}/packs/{key}", response=PackOut, summary="One published brief")
def pack(request: HttpRequest, address: str, key: str) -> Any:
    client = enter(request, address, "board").client
    found = Pack.objects.of(client).filter(key=key).defer("inputs").first()
    if found is None:
        raise Http404
    return found
