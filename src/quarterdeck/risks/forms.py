"""What people may enter about a risk and about what the board can bear."""

from typing import Any, get_args

from django import forms

from quarterdeck.business.folder import Kind
from quarterdeck.business.models import Service
from quarterdeck.clients.models import Client
from quarterdeck.engine.loss.scenario import Form as LossForm
from quarterdeck.risks.telling_risks import FORMS

BOTH = "Give both ends of the range, or neither."
POINTS = 3
INSURANCE = [("after", "after insurance"), ("before", "before insurance")]


class ScenarioForm(forms.Form):
    """A loss event in business words; each amount is a 90% interval, left out where unknown."""

    name = forms.CharField(label="What happens", max_length=300,
                           help_text="A sentence: who does what to which service.")  # fmt: skip
    kind = forms.ChoiceField(label="Kind", choices=[(k, k.capitalize()) for k in get_args(Kind)])
    story = forms.CharField(label="The story", required=False, widget=forms.Textarea({"rows": 5}),
                            help_text="In words that a director can retell.")  # fmt: skip
    services = forms.MultipleChoiceField(label="Services", required=False,
                                         widget=forms.CheckboxSelectMultiple)  # fmt: skip
    harm = forms.CharField(label="What it does to people", required=False)
    rate_low = forms.FloatField(
        label="How often a year, at least", required=False, min_value=0,
        help_text="As in 0.01 for once in 100 years. Surely (19 of 20) more often than this.",
    )  # fmt: skip
    rate_high = forms.FloatField(label="How often a year, at most", required=False, min_value=0,
                                 help_text="Surely (19 of 20) less often than this.")  # fmt: skip
    rate_source = forms.CharField(label="What that rests on", required=False)
    estimated_by = forms.CharField(label="Estimated by", required=False)

    def __init__(self, *args: Any, client: Client, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["services"].choices = list(  # type: ignore[attr-defined]
            Service.objects.of(client).order_by("name").values_list("key", "name")
        )
        for form in LossForm:
            says = FORMS[form]
            self.fields[f"{form.name}_low"] = _money(f"{says.capitalize()}: at least")
            self.fields[f"{form.name}_high"] = _money(f"{says.capitalize()}: at most")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name in ("rate", *(form.name for form in LossForm)):
            low, high = found.get(f"{name}_low"), found.get(f"{name}_high")
            if (low is None) != (high is None):
                self.add_error(f"{name}_{'low' if low is None else 'high'}", BOTH)
            elif low is not None and high is not None and not 0 < low <= high:
                self.add_error(
                    f"{name}_high", "The lower end lies above 0 and below the upper end."
                )
        return found

    def values(self, before: dict[str, Any]) -> dict[str, Any]:
        """The record's values: what the form tells, over what was there (chances, caps, proof)."""
        given = self.cleaned_data
        rate = _interval(given, "rate", given["rate_source"])
        kept = {loss["form"]: loss for loss in before.get("losses", [])}
        losses = []
        for form in LossForm:
            size = _interval(
                given, form.name, kept.get(form.value, {}).get("size", {}).get("source", "")
            )
            if size:
                losses.append(kept.get(form.value, {}) | {"form": form.value, "size": size})
        told = {
            name: given[name]
            for name in ("name", "kind", "story", "services", "harm", "estimated_by")
        }
        return before | told | {"rate_per_year": rate, "losses": losses}


def initial_of(values: dict[str, Any]) -> dict[str, Any]:
    """A record's values as the form shows them."""
    found = {
        name: values.get(name)
        for name in ("name", "kind", "story", "services", "harm", "estimated_by")
    }
    rate = values.get("rate_per_year") or {}
    found |= {
        "rate_low": rate.get("low"),
        "rate_high": rate.get("high"),
        "rate_source": rate.get("source", ""),
    }
    for loss in values.get("losses", []):
        name = LossForm(loss["form"]).name
        found |= {f"{name}_{end}": _typed(loss["size"][end]) for end in ("low", "high")}
    return found


class ToleranceForm(forms.Form):
    """Up to three points, the material sum, and who set them when."""

    set_by = forms.CharField(label="Set by", help_text="As in “Board, minute 7”.")
    set_on = forms.DateField(label="Set on", widget=forms.DateInput(attrs={"type": "date"}))
    material_loss = forms.FloatField(
        label="A loss from one event is material from", required=False, min_value=1
    )
    material_why = forms.CharField(label="Why that sum", required=False,
                                   help_text="As in “our bank may ask for its loan”.")  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for n in range(1, POINTS + 1):
            first = n == 1
            self.fields[f"loss_{n}"] = forms.FloatField(
                label=f"Limit {n}: a year may cost more than", required=first, min_value=1
            )
            self.fields[f"years_{n}"] = forms.FloatField(
                label=f"Limit {n}: in at most so many of 100 years", required=first,
                min_value=0.01, max_value=99,
            )  # fmt: skip
            self.fields[f"insurance_{n}"] = forms.ChoiceField(
                label=f"Limit {n}: counted", choices=INSURANCE,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for n in range(2, POINTS + 1):
            if (found.get(f"loss_{n}") is None) != (found.get(f"years_{n}") is None):
                self.add_error(f"loss_{n}", "Give both the sum and the years, or neither.")
        return found

    def values(self, before: dict[str, Any]) -> dict[str, Any]:
        """The record's values over what was there: points on one event and authority stay."""
        given = self.cleaned_data
        points = [point for point in before["points"] if point["basis"] == "event"]
        for n in range(1, POINTS + 1):
            if given.get(f"loss_{n}") is not None:
                points.append({"loss": given[f"loss_{n}"], "chance": given[f"years_{n}"] / 100,
                               "basis": "year", "insurance": given[f"insurance_{n}"]})  # fmt: skip
        material = None
        if given.get("material_loss"):
            material = (before.get("materiality") or {}) | {
                "loss": given["material_loss"], "why": given["material_why"]}  # fmt: skip
        return {"set_by": given["set_by"], "set_on": given["set_on"], "points": points,
                "materiality": material, "authority": before["authority"]}  # fmt: skip


def tolerance_initial(values: dict[str, Any]) -> dict[str, Any]:
    """A tolerance's values as the form shows them."""
    found = {"set_by": values["set_by"], "set_on": values["set_on"]}
    yearly = [point for point in values["points"] if point["basis"] == "year"]
    for n, point in enumerate(yearly[:POINTS], start=1):
        found |= {f"loss_{n}": _typed(point["loss"]), f"years_{n}": _typed(100 * point["chance"]),
                  f"insurance_{n}": point["insurance"]}  # fmt: skip
    material = values["materiality"] or {}
    return found | {
        "material_loss": _typed(material.get("loss")),
        "material_why": material.get("why", ""),
    }


def _typed(number: float | None) -> float | None:
    """As somebody would type it: 6000000 for 6000000.0, 7 for 7.000000000000001."""
    if number is None:
        return None
    rounded = round(number, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _money(label: str) -> forms.FloatField:
    return forms.FloatField(label=label, required=False, min_value=0)


def _interval(given: dict[str, Any], name: str, source: str) -> dict[str, Any] | None:
    low, high = given.get(f"{name}_low"), given.get(f"{name}_high")
    return None if low is None else {"low": low, "high": high, "source": source}
