"""An empty firm's first page: the sample, a client folder, or a first client by hand."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from quarterdeck.board.refreshing import ask
from quarterdeck.clients import ledger
from quarterdeck.clients.access import firm_seat
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.folder.problems import FolderError
from quarterdeck.clients.folder.profile import Profile, profile_values, store_profile
from quarterdeck.clients.folder.unzipping import unzip
from quarterdeck.clients.models import Client, FirmRole, FirmSeat, Role, Seat
from quarterdeck.data import priors
from quarterdeck.web.sampling import load_sample

ONLY_FIRM = "This is for those who work for the firm."


def sectors() -> list[tuple[str, str]]:
    """The sectors that the starting estimates know."""
    return [(name, name.capitalize()) for name in sorted(priors.raw()["sectors"])]


class ByHandForm(forms.Form):
    """The few facts that a first assessment rests on."""

    name = forms.CharField(label="Name of the client", max_length=200)
    sector = forms.ChoiceField(label="Sector", choices=sectors)
    country = forms.RegexField(
        r"^[A-Z]{2}$", label="Country", initial="US", help_text="Two letters, as in US, GB or DE.",
    )  # fmt: skip
    currency = forms.RegexField(
        r"^[A-Z]{3}$", label="Currency", initial="USD", help_text="Three letters, as in USD.",
    )  # fmt: skip
    revenue_per_year = forms.FloatField(
        label="Revenue a year", min_value=1, help_text="In that currency."
    )
    employees = forms.IntegerField(label="Employees", min_value=1)
    next_meeting = forms.DateField(
        label="The board’s next meeting", widget=forms.DateInput(attrs={"type": "date"})
    )

    def profile(self, taken: set[str]) -> Profile:
        """The profile of what was given, under a key that is free in the firm."""
        given = dict(self.cleaned_data)
        key = base = slugify(given["name"]) or "client"
        number = 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        meeting = given.pop("next_meeting")
        return Profile.model_validate({"key": key, "board": {"next_meeting": meeting}, **given})


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The three ways to a client."""
    _seat(request)
    return render(request, "starting/start.html")


@login_required
@require_POST
def take_sample(request: HttpRequest) -> HttpResponse:
    """Loads the sample client; over a changed one it says so and stores nothing."""
    seat = _seat(request)
    try:
        client = load_sample(seat.firm)
    except FolderError as error:
        return _faults(request, error, "The sample cannot be loaded over the one that is here")
    return _opened(seat, client)


@login_required
@require_POST
def take_folder(request: HttpRequest) -> HttpResponse:
    """A client folder as ZIP, or a workbook; whole, or with every problem at once not at all."""
    seat, upload = _seat(request), request.FILES.get("folder")
    if upload is None:
        return render(request, "starting/start.html", {"missing": True}, status=422)
    try:
        with tempfile.TemporaryDirectory() as place:
            path = _received(upload, Path(place))
            client = import_folder(path, seat.firm, seat.person.email).client
    except FolderError as error:
        return _faults(request, error, "Things to put right in the folder; nothing was stored")
    return _opened(seat, client)


@login_required
def by_hand(request: HttpRequest) -> HttpResponse:
    """A client from seven facts; everything else can follow."""
    seat = _seat(request)
    form = ByHandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = set(Client.objects.filter(firm=seat.firm).values_list("key", flat=True))
        with transaction.atomic():
            client = store_profile(seat.firm, form.profile(taken))
            values = profile_values(client)
            ledger.append(client, seat.person.email, "new client", client.key, None, values)
        return _opened(seat, client)
    status = 422 if form.is_bound else 200
    return render(request, "starting/by_hand.html", {"form": form}, status=status)


def _seat(request: HttpRequest) -> FirmSeat:
    seat = firm_seat(request.user)  # type: ignore[arg-type]
    if seat is None:
        raise PermissionDenied(ONLY_FIRM)
    return seat


def _received(upload: Any, place: Path) -> Path:
    if upload.name.lower().endswith(".xlsx"):
        path = place / "workbook.xlsx"
        with path.open("wb") as file:
            for block in upload.chunks():
                file.write(block)
        return path
    return unzip(upload, upload.name, place)


def _opened(seat: FirmSeat, client: Client) -> HttpResponse:
    """Whoever brings a client leads it; an owner reaches it anyway."""
    if seat.role != FirmRole.OWNER:
        Seat.objects.get_or_create(
            person=seat.person, client=client, defaults={"role": Role.LEADER}
        )
    ask(client)
    return redirect("cockpit", address=client.address)


def _faults(request: HttpRequest, error: FolderError, head: str) -> HttpResponse:
    found = {"head": head, "problems": sorted(error.report.errors)}
    return render(request, "starting/faults.html", found, status=422)
