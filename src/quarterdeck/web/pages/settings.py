"""A person's own settings: name, single keys; the second step and sessions are one link away."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from quarterdeck.clients.models import Person


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a person may change about herself here."""

    class Meta:
        model = Person
        fields = ("name", "keys_on")
        labels = {"name": "Your name", "keys_on": "Single keys (j, k, / and the others)"}  # noqa: RUF012


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST or None, instance=request.user)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("account_settings")
    return render(request, "account/settings.html", {"form": form})
