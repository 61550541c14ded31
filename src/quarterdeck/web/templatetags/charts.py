"""A chart that the browser draws from the same description as paper, with its data as a table."""

import json
from typing import Any

from django import template

from quarterdeck.papers.charts import description
from quarterdeck.papers.palette import on_screen
from quarterdeck.risks.curves import Curve

register = template.Library()
DESK, PHONE = 680, 340


@register.inclusion_tag("chart.html")
def chart(curve: Curve, name: str) -> dict[str, Any]:
    """Two descriptions, for desk and phone: text never shrinks; `name` is unique on the page."""
    specs = {
        width: on_screen(json.dumps(description(curve.drawing, width))) for width in (DESK, PHONE)
    }
    return {
        "curve": curve,
        "name": name,
        "desk": json.loads(specs[DESK]),
        "phone": json.loads(specs[PHONE]),
    }
