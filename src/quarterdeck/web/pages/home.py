"""Where a person lands, and what a wrong door says."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from quarterdeck.clients.access import clients_of, firm_seat, visit
from quarterdeck.clients.models import Role


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The firm's portfolio; of a single client, the page that the role begins with."""
    clients = list(clients_of(request.user)[:2])
    if firm_seat(request.user) and len(clients) != 1:
        return redirect("portfolio" if clients else "start")
    if len(clients) > 1:
        return redirect("portfolio")
    if not clients:
        return render(request, "nothing_open.html")
    return redirect(first_page(request.user, clients[0].address))


def first_page(person: object, address: str) -> str:
    """The cockpit; for directors the board room."""
    found = visit(person, address)  # type: ignore[arg-type]
    place = "cockpit"
    if found and not found.may("cockpit"):
        place = "board:room" if found.role in (Role.DIRECTOR, Role.AUDITOR) else "cockpit"
    return reverse(place, kwargs={"address": address})


def not_yours(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: whose page it is, and the way back."""
    return render(request, "403.html", {"says": str(exception)}, status=403)


def not_here(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404: the same words whether it does not exist or is not theirs."""
    return render(request, "404.html", status=404)
