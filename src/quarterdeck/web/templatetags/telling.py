"""Figures and dates in templates, in the words that papers use; and marks of state."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from quarterdeck.clients.access import Visit
from quarterdeck.engine import wording

register = template.Library()
WORDS = {"within": "Within", "near": "Near", "beyond": "Beyond", "unproven": "Not proven"}
MEANT = ("near", "beyond")


@register.filter
def money(amount: float | None, currency: str = "USD") -> str:
    """A sum in the client's currency, two significant digits; a dash for none."""
    return "–" if amount is None else wording.money(amount, currency)


@register.filter
def money_span(span: Any, currency: str = "USD") -> str:
    """`low` to `high` of a Span or a mapping."""
    low, high = _ends(span)
    return wording.money_range(low, high, currency)


@register.filter
def odds(chance: float, base: int = 100) -> str:
    """ "7 in 100 years"."""
    return wording.odds(chance, base)


@register.filter
def odds_span(span: Any, base: int = 100) -> str:
    """ "4 to 11 in 100 years"."""
    low, high = _ends(span)
    return wording.odds_range(low, high, base)


@register.filter
def day(value: date | str | None) -> str:
    """ "3 December 2026"."""
    return wording.date_long(_day(value)) if value else ""


@register.filter
def short_day(value: date | str | None) -> str:
    """ "3 Dec 2026"."""
    return wording.date_short(_day(value)) if value else ""


@register.filter
def days_from_now(value: date | str | None) -> str:
    """ "in 9 days", "today", "3 days ago"."""
    if not value:
        return ""
    days = (_day(value) - timezone.localdate()).days
    if days == 0:
        return "today"
    count = wording.count_things(abs(days), "day")
    return f"in {count}" if days > 0 else f"{count} ago"


@register.simple_tag
def state_mark(standing: str, says: str = "") -> SafeString:
    """Shape and word of a standing: within, near, beyond, unproven."""
    meant = " is-meant" if standing in MEANT else ""
    return format_html(
        '<span class="verdict-word{}"><svg class="shape{}" aria-hidden="true">'
        '<use href="#{}"/></svg>{}</span>',
        meant, meant, standing, says or WORDS.get(standing, standing),
    )  # fmt: skip


def _ends(span: Any) -> tuple[float, float]:
    if isinstance(span, dict):
        return span["low"], span["high"]
    return (span[0], span[1]) if isinstance(span, list | tuple) else (span.low, span.high)


def _day(value: date | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.date() if isinstance(value, datetime) else value


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, to loop over."""
    return text.split()


@register.filter
def things_to_mend(count: int) -> str:
    """ "Two things to put right"."""
    noun = "thing" if count == 1 else "things"
    return f"{wording.count_words(count).capitalize()} {noun} to put right"


@register.filter
def as_input(field: Any) -> SafeString:
    """The field's widget in the look of the forms; fieldsets and boxes keep their own."""
    kind = field.field.widget.__class__.__name__
    bare = field.use_fieldset or kind in ("CheckboxInput", "HiddenInput", "RadioSelect")
    return field.as_widget() if bare else field.as_widget(attrs={"class": "input"})  # type: ignore[no-any-return]


@register.filter
def in_hundred(chance: float) -> str:
    """ "84 in 100"; "fewer than 1 in 100"."""
    count = round(100 * chance)
    return f"{count} in 100" if count else "fewer than 1 in 100"


@register.filter
def things(count: int, noun: str) -> str:
    """ "no systems", "one system", "60 systems"."""
    return wording.count_things(count, noun)


@register.filter
def lower_first(text: str) -> str:
    """A sentence as it goes on after a colon."""
    return wording.lower_first(text)


@register.filter
def spaced(name: str) -> str:
    """A field's name in words."""
    return name.replace("_", " ")


@register.filter
def in_thousand(share: float) -> str:
    """ "4 in 1,000"; "fewer than 1 in 1,000"."""
    count = round(1000 * share)
    return f"{count} in 1,000" if count else "fewer than 1 in 1,000"


@register.filter
def add_px(value: float, more: str) -> float:
    """A place in a picture, moved."""
    return round(value + float(more), 1)


@register.filter
def may(visit: Visit | None, right: str) -> bool:
    """Whether the visitor may do that there: "risks:change"; without a visit, nothing."""
    area, _, act = right.partition(":")
    return visit is not None and visit.may(area, act)  # type: ignore[arg-type]
