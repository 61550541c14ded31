"""A link that opens a seat: the owner's one-time link, and every invitation after it."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth import login, password_validation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from quarterdeck.clients.inviting import accept, open_invitation
from quarterdeck.clients.models import Invitation, Person

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class JoinForm(forms.Form):
    """Name, address and a password of the person's own."""

    name = forms.CharField(label="Your name", max_length=200)
    email = forms.EmailField(label="E-mail address", help_text="You sign in with it.")
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. A sentence is easier to keep than a word.",
    )  # fmt: skip

    def __init__(self, *args: Any, invitation: Invitation, **options: Any) -> None:
        super().__init__(*args, **options)
        if invitation.email:
            self.fields["email"].initial = invitation.email
            self.fields["email"].disabled = True

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        person = Person(email=found.get("email", ""), name=found.get("name", ""))
        if Person.objects.filter(email=person.email.lower()).exists():
            self.add_error(
                "email", "This address has an account: sign in, then open the link again."
            )
        elif found.get("password"):
            try:
                password_validation.validate_password(found["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return found


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what the link opens; takes the seat for a new person or for the one signed in."""
    invitation = open_invitation(token)
    if invitation is None:
        return render(request, "joining/gone.html", status=410)
    if request.user.is_authenticated:
        if request.method != "POST":
            return render(request, "joining/join.html", {"invitation": invitation})
        accept(invitation, request.user)  # type: ignore[arg-type]
        return redirect("home")
    form = JoinForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        person = _join(invitation, form.cleaned_data)
        login(request, person, backend=BACKEND)
        return redirect("home")
    status = 422 if form.is_bound else 200
    return render(
        request, "joining/join.html", {"invitation": invitation, "form": form}, status=status
    )


@transaction.atomic
def _join(invitation: Invitation, given: dict[str, str]) -> Person:
    person = Person.objects.create_user(given["email"], given["password"], name=given["name"])
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    accept(invitation, person)
    return person
