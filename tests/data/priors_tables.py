"""The tables of docs/methods/priors.md, from the shipped file. Run it to write them anew."""

import re
from pathlib import Path

from quarterdeck.data import priors as shipped

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "priors.md"


def figures(node, path=()):
    """Every figure of the file: its path of names, and its values."""
    if isinstance(node, dict) and "source" in node and ("low" in node or "value" in node):
        yield path, node
        return
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from figures(value, (*path, key))


def figures_table(raw):
    rows = ["| figure | 90% interval | source | how sure |", "|---|---|---|---|"]
    rows += [f"| {_name(raw, path)} | {_range(f)} | {f['source']} | {f['confidence']} |"
             for path, f in figures(raw)]  # fmt: skip
    return "\n".join(rows)


def publications_table(raw):
    rows = ["| | says | where | year |", "|---|---|---|---|"]
    for mark, p in raw["publications"].items():
        where = ", ".join(part for part in (p["publisher"], p["title"], p["place"]) if part)
        rows.append(f"| {mark} | {p['says']} | {where} | {p['year']} |")
    return "\n".join(rows)


def with_tables(text, raw):
    tables = {"figures": figures_table(raw), "publications": publications_table(raw)}
    for name, table in tables.items():
        between = rf"(<!-- {name} -->).*?(<!-- /{name} -->)"
        text = re.sub(between, lambda m, t=table: f"{m[1]}\n{t}\n{m[2]}", text, flags=re.DOTALL)
    return text


def _name(raw, path):
    words = ", ".join(str(part) for part in path if not isinstance(part, int)).replace("_", " ")
    last = path[-1]
    if not isinstance(last, int):
        return words
    bands = raw
    for part in path[:-1]:
        bands = bands[part]
    below = bands[last].get("below")
    edge = bands[last - 1]["below"] if below is None else below
    return f"{words}, {'over' if below is None else 'below'} {edge / 1e6:,.0f} million dollars"


def _range(figure):
    if "value" in figure:
        return f"{figure['value']:g}"
    return f"{figure['low']:,.10g} to {figure['high']:,.10g}"


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), shipped.raw()), encoding="utf-8")
