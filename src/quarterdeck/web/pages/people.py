"""Who has a seat at the client; inviting, and ending a seat."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from quarterdeck.clients import inviting
from quarterdeck.clients.doors import Visited, door
from quarterdeck.clients.models import Role
from quarterdeck.clients.rights import AREAS


class InviteForm(forms.Form):
    """Whom, as what; an auditor also where and until when."""

    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(label="Role", choices=Role.choices)
    title = forms.CharField(
        label="Title", max_length=120, required=False, help_text="As in “Chair, audit committee”."
    )
    areas = forms.MultipleChoiceField(
        label="Areas an auditor may read", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(area, area.capitalize()) for area in AREAS if area not in ("people", "cockpit")],
    )  # fmt: skip
    until = forms.DateField(
        label="Last day of an auditor’s seat", required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("role") == Role.AUDITOR:
            if not found.get("areas"):
                self.add_error("areas", "Choose what the auditor may read.")
            if not found.get("until"):
                self.add_error("until", "An auditor’s seat ends: say on which day.")
        return found


@door("people")
def index(request: Visited) -> HttpResponse:
    """Seats and open invitations."""
    client = request.visit.client
    return render(request, "people/index.html", {
        "seats": inviting.seats_of(client), "waiting": inviting.waiting(client),
        "form": InviteForm(), "link": request.session.pop("invitation", None),
    })  # fmt: skip


@door("people", "manage")
@require_POST
def invite(request: Visited) -> HttpResponse:
    """Sends the link, or shows it once to copy where no mail server is set up."""
    visit, form = request.visit, InviteForm(request.POST)
    if not form.is_valid():
        found = {"seats": inviting.seats_of(visit.client), "form": form,
                 "waiting": inviting.waiting(visit.client)}  # fmt: skip
        return render(request, "people/index.html", found, status=422)
    given = form.cleaned_data
    role = Role(given.pop("role"))
    if role != Role.AUDITOR:
        given |= {"areas": (), "until": None}
    token = inviting.invite(visit.client.firm, role, visit.actor, client=visit.client, **given)
    link = request.build_absolute_uri(reverse("join", args=[token]))
    if settings.HAS_MAIL:
        _send(given["email"], visit.client.name, link)
        messages.success(request, f"Invitation sent to {given['email']}.")
    else:
        request.session["invitation"] = {"email": given["email"], "link": link}
    return redirect("people", address=visit.client.address)


@door("people", "manage")
@require_POST
def end_seat(request: Visited, seat: int) -> HttpResponse:
    """Ends a seat of this client."""
    client = request.visit.client
    found = next((s for s in inviting.seats_of(client) if s.pk == seat), None)
    if found is None:
        raise Http404
    inviting.end_seat(found, request.visit.actor)
    messages.success(request, f"{found.person} no longer has a seat here.")
    return redirect("people", address=client.address)


def _send(email: str, client: str, link: str) -> None:
    send_mail(
        f"You are invited to {client} on Quarterdeck",
        f"Open this link within {inviting.DAYS_OPEN} days to set up your sign-in:\n\n{link}\n",
        None,
        [email],
    )
