"""A person's keys for automations: made, shown once, revoked."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from quarterdeck.clients import tokens
from quarterdeck.clients.access import clients_of
from quarterdeck.clients.models import Person


class KeyForm(forms.Form):
    """What for, where, how long, and what it may do."""

    name = forms.CharField(label="What it is for", max_length=100)
    client = forms.ModelChoiceField(
        label="Only for this client",
        queryset=None,
        required=False,
        empty_label="every client of mine",
    )
    days = forms.IntegerField(label="Days until it ends", min_value=1,
                              max_value=tokens.LONGEST_DAYS, initial=90)  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label="What it may do", widget=forms.CheckboxSelectMultiple,
        choices=[(scope, scope.replace(":", ": ")) for scope in tokens.SCOPES],
        help_text="Within what you may do yourself.",
    )  # fmt: skip

    def __init__(self, *args: object, person: Person, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["client"].queryset = clients_of(person)  # type: ignore[attr-defined]


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The keys; a new one shows its secret on the next page, once."""
    person: Person = request.user  # type: ignore[assignment]
    form = KeyForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        secret = tokens.create(
            person, given["name"], given["scopes"], given["days"], given["client"]
        )
        request.session["key"] = secret
        return redirect("keys")
    context = {
        "form": form,
        "keys": tokens.keys_of(person),
        "secret": request.session.pop("key", ""),
    }
    return render(request, "account/keys.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Ends one of one's own keys."""
    if not tokens.revoke(request.user, key):  # type: ignore[arg-type]
        raise Http404
    messages.success(request, "The key no longer opens anything.")
    return redirect("keys")
