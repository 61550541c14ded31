"""The sample's doors: one button a role, on this machine only."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from quarterdeck.clients.models import Person
from quarterdeck.web.pages.joining import BACKEND
from quarterdeck.web.sampling import address_of

LOOPBACK = ("127.0.0.1", "::1", "")


@require_POST
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Signs in as the sample's person of that role; 404 anywhere but in the sample at home."""
    if not settings.SAMPLE or request.META.get("REMOTE_ADDR", "") not in LOOPBACK:
        raise Http404
    person = Person.objects.filter(email=address_of(role)).first()
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect("home")
