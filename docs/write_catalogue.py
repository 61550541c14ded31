"""Writes the table of docs/methods/catalogue.md from the shipped catalogue.

`python docs/write_catalogue.py`
"""

import re
from pathlib import Path

from quarterdeck.data.catalogue import catalogue

PAGE = Path(__file__).with_name("methods") / "catalogue.md"


def table() -> str:
    rows = ["| | says | where | year |", "|---|---|---|---|"]
    for mark, p in catalogue().publications.items():
        rows.append(f"| {mark} | {p.says} | [{p.publisher}: {p.title}]({p.url}) | {p.year} |")
    return "\n".join(rows)


def main() -> None:
    text = PAGE.read_text(encoding="utf-8")
    between = r"(<!-- publications -->).*(<!-- /publications -->)"
    PAGE.write_text(
        re.sub(between, lambda m: f"{m[1]}\n{table()}\n{m[2]}", text, flags=re.DOTALL),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
