"""What a firm may require of everyone who works for it or is served by it."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from quarterdeck.clients.access import firms_of

OPEN = ("/accounts/", "/static/", "/join/")


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
