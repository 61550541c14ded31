"""The way into a client's pages: who may pass, as what. Every page of a client stands behind one.

A door finds the client of the address and the visitor's seat. Who has none learns nothing, not
even that the client exists (404); who has one but not the right is told whose it is (403).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from quarterdeck.clients.access import Visit, visit
from quarterdeck.clients.rights import Act, Area, who_may

View = Callable[..., HttpResponseBase]


class Visited(HttpRequest):
    """A request that has passed a door."""

    visit: Visit


def door(area: Area, act: Act = "read") -> Callable[[View], View]:
    """Lets a visitor pass who may do `act` in `area`; the view finds `request.visit`.

    The view takes what the URL holds below the client. `area` and `act` stay readable on it.
    """

    def around(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: Any, address: str, **found: Any) -> HttpResponseBase:
            request.visit = enter(request.user, address, area, act)
            return view(request, **found)

        guarded.area, guarded.act = area, act  # type: ignore[attr-defined]
        return guarded

    return around


def enter(person: Any, address: str, area: Area, act: Act) -> Visit:
    """The visit. Raises Http404 to strangers and PermissionDenied to those without the right."""
    found = visit(person, address)
    if found is None:
        raise Http404
    if not found.may(area, act):
        raise PermissionDenied(f"This is for: {who_may(area, act)}.")
    return found
