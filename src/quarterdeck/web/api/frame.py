"""What every operation shares: who asks, errors as problem+json, pages by cursor."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer, django_auth
from ninja.throttling import AuthRateThrottle

from quarterdeck import __version__
from quarterdeck.clients.access import Visit, visit
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.rights import Act, Area, who_may
from quarterdeck.clients.tokens import token_of
from quarterdeck.readers import ReadError

Item = TypeVar("Item")
PAGE, MOST = 50, 200
SAYS = (
    "What the pages of Quarterdeck do, for automations. Keys are made under “Your sign-in”; each "
    "acts as its person, within its scopes. Errors are problem+json (RFC 9457)."
)


class Problem(Schema):
    """An error: `detail` says what is wrong and what to do, `problems` every place of it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    problems: list[str] = []


class Key(HttpBearer):
    """`Authorization: Bearer qd_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        found = token_of(token)
        if found is None:
            return None
        request.key = found  # type: ignore[attr-defined]
        request.user = found.person  # type: ignore[assignment]
        return found.person


api = NinjaAPI(
    title="Quarterdeck", version=__version__, description=SAYS, urls_namespace="api",
    auth=[Key(), django_auth], throttle=[AuthRateThrottle("600/m")], docs_url=None,
)  # fmt: skip


class Page(Schema, Generic[Item]):
    """A page of a list; `next` is the cursor of the one behind it, null at the end."""

    items: list[Item]
    next: str | None = None


def enter(request: HttpRequest, address: str, area: Area, act: Act = "read") -> Visit:
    """Who asks, at that client. Raises Http404 to strangers, PermissionDenied without the right."""
    key = getattr(request, "key", None)
    scopes = tuple(key.scopes) if key else None
    found = visit(request.user, address, scopes=scopes)  # type: ignore[arg-type]
    if found is None or (key and key.client_id not in (None, found.client.pk)):
        raise Http404
    if not found.may(area, act):
        more = f" The key needs the scope {area}:{act}." if key else ""
        raise PermissionDenied(f"This is for: {who_may(area, act)}.{more}")
    return found


def start_of(cursor: str | None) -> int:
    """Where a page begins. HttpError 422 for a cursor that is none of ours."""
    if not cursor:
        return 0
    try:
        return int(base64.urlsafe_b64decode(cursor.encode()).decode().removeprefix("at:"))
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise HttpError(422, "cursor: take it from “next” of the page before") from error


def cursor_at(place: int) -> str:
    """The cursor of the page that begins there."""
    return base64.urlsafe_b64encode(f"at:{place}".encode()).decode()


def page(items: Sequence[Item], start: int, limit: int) -> dict[str, Any]:
    """A page of `items`, which were taken from `start` on and may hold one more than `limit`."""
    more = len(items) > limit
    return {"items": list(items[:limit]), "next": cursor_at(start + limit) if more else None}


def problem(
    status: int, title: str, detail: str = "", problems: Sequence[str] = ()
) -> HttpResponse:
    """An error as RFC 9457 has it."""
    told = Problem(title=title, status=status, detail=detail, problems=list(problems))
    return HttpResponse(
        told.model_dump_json(), status=status, content_type="application/problem+json"
    )


@api.exception_handler(AuthenticationError)
def _unknown(_request: HttpRequest, _error: Exception) -> HttpResponse:
    answer = problem(401, "Not signed in", "Send a key: Authorization: Bearer qd_…")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(404, "Not here", "It does not exist, or it is not yours to see.")


@api.exception_handler(PermissionDenied)
def _denied(_request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(403, "Not open to this role", str(error))


@api.exception_handler(ValidationError)
def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors]
    return problem(422, "Not what was expected", "Put these right.", found)


@api.exception_handler(FolderError)
def _folder(_request: HttpRequest, error: FolderError) -> HttpResponse:
    found = [str(one) for one in sorted(error.report.errors)]
    return problem(422, "Nothing was stored", "Put these right.", found)


@api.exception_handler(ReadError)
def _unreadable(_request: HttpRequest, error: ReadError) -> HttpResponse:
    return problem(422, "The file cannot be read", str(error))


@api.exception_handler(ValueError)
def _wrong(_request: HttpRequest, error: ValueError) -> HttpResponse:
    return problem(422, "Not what was expected", str(error))


@api.exception_handler(HttpError)
def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    titles = {409: "In conflict", 412: "Changed meanwhile", 429: "Too many requests"}
    title = titles.get(error.status_code, "Not what was expected")
    return problem(error.status_code, title, str(error))
