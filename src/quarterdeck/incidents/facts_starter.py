"""A file of facts to fill in: every question, whom to ask, and nothing known yet."""

from textwrap import wrap

from quarterdeck.engine.clocks import Fact, Tables

WIDTH = 100
HEAD = """\
# What is known of an incident. Strike out, or leave unknown, what is not known: the clocks then say
# what to find out by when. docs/cli.md tells the shape.

# Now; without it, the moment at which the file is read.
# as_of: 2026-11-25T14:00+01:00

# The zone of moments that name none, as Europe/Berlin.
zone: UTC
"""
PEOPLE = """
# How many people are affected, by where they live: US-CA, DE, GB; or by group: US, EEA.
# A number, {low: 300, high: 700}, or unknown. In all other places: elsewhere.
people:
  elsewhere: unknown
"""
SENT = """
# Notices that went out, as gdpr.authority: 2026-11-25T16:20
sent: {}
"""
RECORD = """
# What draft notices are filled from. What is empty here stands there as a gap.
record:
"""
CLOCKS = """
# Clocks of contracts and policies, in the columns of the tables; examples/facts.yaml has two.
clocks: []
"""


def starter(tables: Tables) -> str:
    """The file as text; it is read as an incident of which nothing is known."""
    facts = [fact for fact in tables.facts.values() if fact.kind not in ("moment", "number")]
    moments = [fact for fact in tables.facts.values() if fact.kind == "moment"]
    return "".join((
        HEAD,
        "\nfacts:\n", *(_entry(fact) for fact in facts),
        PEOPLE,
        "\n# An instant, a local time, a day, {from: …, to: …}, “not yet”, or unknown.\nmoments:\n",
        *(_entry(fact) for fact in moments),
        SENT,
        RECORD, *(f'  {field}: ""\n' for field in _fields(tables)),
        CLOCKS,
    ))  # fmt: skip


def _entry(fact: Fact) -> str:
    lines = wrap(f"{fact.question} Ask: {fact.whom}.", WIDTH - 4)
    if fact.members:
        how = "Any of" if fact.kind == "set" else "One of"
        lines += wrap(f"{how}: {', '.join(fact.members)}", WIDTH - 4, break_on_hyphens=False)
    return "".join(f"  # {line}\n" for line in lines) + f"  {fact.key}: unknown\n"


def _fields(tables: Tables) -> list[str]:
    """Every field that some notice is filled from."""
    parts = (part for template in tables.templates.values() for part in template.parts)
    return list(dict.fromkeys(part.fill for part in parts if part.fill))
