"""docs/readers.md names every format there is, each with its family."""

import re
from pathlib import Path

from quarterdeck.readers import registry

PAGE = Path(__file__).parents[2] / "docs" / "readers.md"


def test_every_format_has_its_row() -> None:
    table = (
        PAGE.read_text(encoding="utf-8").partition("## What can be read")[2].partition("\n\nG")[0]
    )
    rows = [row.split("|") for row in table.splitlines() if row.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([\w-]+)`", row[1])]
    assert len(named) == len(set(named)), "a format has two rows"
    assert set(named) == set(registry()), "add the missing format's row to docs/readers.md"
    for row in rows:
        for name in re.findall(r"`([\w-]+)`", row[1]):
            family = registry()[name].FAMILY
            own = {"generic": "yours", "sarif": "the tool"}.get(family, family)
            assert own in row[3], f"the family of {name} is {family}"
