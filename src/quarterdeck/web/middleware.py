"""What a firm may require of everyone who works for it or is served by it."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import redirect

from quarterdeck.clients.access import firms_of

OPEN = ("/accounts/", "/static/", "/join/")
API = "/api/"


def second_factor(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Sends people to set up a second sign-in step where their firm requires one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user
        if person.is_authenticated and not request.path.startswith(OPEN):
            wanted = firms_of(person).filter(needs_second_factor=True).exists()
            if wanted and not is_mfa_enabled(person):
                return redirect("mfa_index")
        return get_response(request)

    return middleware


def unchanged(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """ETags on what the API reads: 304 where nothing has changed."""
    conditional = ConditionalGetMiddleware(get_response)

    def middleware(request: HttpRequest) -> HttpResponse:
        is_read = request.path.startswith(API) and request.method == "GET"
        answer: HttpResponse = conditional(request) if is_read else get_response(request)  # type: ignore[assignment]
        return answer

    return middleware
