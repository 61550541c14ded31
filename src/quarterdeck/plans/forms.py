"""What a plan may be asked for."""

from typing import Any

from django import forms

POINTS = 9


class AskForm(forms.Form):
    """A budget, for how long, and what the plan is to be good at."""

    budget = forms.FloatField(label="Budget a year", min_value=0,
                              help_text="What is left of a year may be spent later.")  # fmt: skip
    periods = forms.IntegerField(label="Years", min_value=1, max_value=5, initial=2)
    people_days = forms.FloatField(label="Days of our people a year", min_value=0, required=False,
                                   help_text="Left out: people are no limit.")  # fmt: skip
    objective = forms.ChoiceField(label="What it is to be good at", choices=[
        ("loss", "least loss"), ("tolerance", "least chance over the limit"), ("both", "both"),
    ])  # fmt: skip
    more = forms.FloatField(
        label="What would this much more a year buy?", min_value=0, required=False
    )
    less = forms.FloatField(
        label="What would this much less a year lose?", min_value=0, required=False
    )

    def asked(self) -> dict[str, Any]:
        """As `plans.asking.Ask` takes it, with a frontier."""
        given = {k: v for k, v in self.cleaned_data.items() if v is not None}
        return given | {"per": "year", "points": POINTS}
