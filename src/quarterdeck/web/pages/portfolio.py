"""The firm's page: every client, the four answers in a line each, who needs attention first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quarterdeck.clients.access import clients_of, firm_seat
from quarterdeck.web.portfolio import lines


@login_required
def portfolio(request: HttpRequest) -> HttpResponse:
    """All clients that the person reaches, worst first."""
    today = timezone.localdate()
    found = lines(clients_of(request.user), today)  # type: ignore[arg-type]
    wanting = sum(line.needs for line in found)
    return render(request, "portfolio/portfolio.html", {
        "lines": found, "wanting": wanting, "firm": firm_seat(request.user), "today": today,
    })  # fmt: skip
