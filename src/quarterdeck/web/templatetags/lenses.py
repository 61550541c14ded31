"""What the list of findings needs in templates."""

from typing import Any

from django import template
from django.urls import reverse

from quarterdeck.web.pages.findings.rows import Row

register = template.Library()
UNITS = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


@register.filter
def at(found: dict[Any, Any], key: Any) -> Any:
    """The value of a key."""
    return found[key]


@register.filter
def brief_money(amount: float) -> str:
    """An axis label: "80k"."""
    size, unit = next(((s, u) for s, u in UNITS if amount >= s), (1.0, ""))
    return f"{amount / size:.3g}{unit}"


@register.simple_tag
def row_url(row: Row, address: str) -> str:
    """The page of a finding, a gap or a system that nobody scanned."""
    if row.what == "finding":
        return reverse("findings:finding", kwargs={"address": address, "pk": int(row.key)})
    name = "findings:gap" if row.what == "gap" else "findings:unseen"
    return reverse(name, kwargs={"address": address, "key": row.key})
