"""What people write to the board, and what the board writes."""

from datetime import date
from typing import Any

from django import forms

from quarterdeck.board.proposing import Asking, facts_of
from quarterdeck.risks.models import Decision
from quarterdeck.risks.results import RiskResult, Span

DAY = forms.DateInput(attrs={"type": "date"})
KINDS = (
    ("accept", "Accept it until a day"),
    ("transfer", "Pass it on: insurance, a contract"),
    ("avoid", "Avoid it: stop what brings it"),
    ("defer", "Decide later"),
)


class AskForm(forms.Form):
    """A decision about a risk, in the words that the board will read."""

    kind = forms.ChoiceField(label="What the board would do", choices=KINDS)
    scenario = forms.ChoiceField(label="Which risk")
    title = forms.CharField(
        label="What it would decide", max_length=300,
        help_text="As in “Keep the old ordering link until 30 June 2027”.",
    )  # fmt: skip
    why = forms.CharField(
        label="Why it is asked", widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000
    )
    until = forms.DateField(label="Until", required=False, widget=DAY)
    answer_by = forms.DateField(label="Answer by", widget=DAY)
    conditions = forms.CharField(
        label="What must hold meanwhile", required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line. When one no longer holds, the decision comes back.",
    )  # fmt: skip
    ways = forms.CharField(
        label="What else the board could do", required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line, with its price and its odds, parted by semicolons: "
        "Replace it by March; $310,000 more; 2 in 100, then none",
    )  # fmt: skip

    def __init__(self, *args: Any, risks: tuple[RiskResult, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.risks = {risk.key: risk for risk in risks}
        field: Any = self.fields["scenario"]
        field.choices = [(risk.key, risk.name) for risk in risks]

    def clean_ways(self) -> list[dict[str, str]]:
        return [_way(line) for line in _lines(self.cleaned_data["ways"])]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("kind") == "accept" and not found.get("until"):
            self.add_error("until", "An acceptance ends: say on which day.")
        return found

    def asking(self, meeting: date, renewed: Decision | None) -> Asking:
        """What is asked, with the risk's odds and cost of today as the range that is signed."""
        given = self.cleaned_data
        risk = self.risks[given["scenario"]]
        odds, cost = risk.odds, risk.event_cost
        chance = _range(Span(odds.chance, odds.low, odds.high))
        own = {
            "name": given["title"],
            "price": "nothing now",
            "odds": "as above",
            "proposed": "yes",
        }
        return Asking(
            kind=given["kind"], title=given["title"], why=given["why"], until=given["until"],
            answer_by=given["answer_by"], meeting=meeting, scenario=risk.key,
            renews=renewed.key if renewed else "",
            systems=tuple(renewed.systems) if renewed else (),
            chance=chance, loss=_range(cost), sum=0.0 if given["kind"] == "avoid" else cost.high,
            facts=facts_of(risk), ways=(own, *given["ways"]),
            conditions=tuple(_lines(given["conditions"])),
        )  # fmt: skip


class SignForm(forms.Form):
    """Her own words, and that she has read what would end it. Nothing is written in advance."""

    words = forms.CharField(
        label="In your own words, what do you decide and why?", max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6, "class": "input board"}),
        help_text="Two sentences are enough. They go into the minutes as written.",
        error_messages={"required": "Write it in your own words."},
    )  # fmt: skip
    read_ends = forms.BooleanField(
        label="I have read what would end it.",
        error_messages={"required": "Say that you have read what would end it."},
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, ends: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not ends:
            del self.fields["read_ends"]


class WordsForm(forms.Form):
    """A question, a reply, or a no with its reason."""

    words = forms.CharField(
        label="Words", max_length=4_000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _way(line: str) -> dict[str, str]:
    parts = [part.strip() for part in line.split(";")]
    if len(parts) != 3:
        raise forms.ValidationError(
            f"“{line}” needs three parts with semicolons between them: what; its price; its odds."
        )
    return dict(zip(("name", "price", "odds"), parts, strict=True)) | {"proposed": ""}


def _range(span: Span) -> dict[str, Any]:
    low = min(span.low, span.middle)
    return {"low": low, "high": max(span.high, span.middle), "likely": span.middle,
            "source": "our model on the day that it was asked"}  # fmt: skip
