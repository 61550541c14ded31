"""`simulate`: the work behind the verb."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.numbers import is_currency

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import Mistake, client_by_key, emit, progress
from quarterdeck.engine.loss import Document, Results, report, simulate
from quarterdeck.engine.loss.expectation import mean
from quarterdeck.risks import scenario_file
from quarterdeck.risks.services import looked_at
from quarterdeck.risks.simulate_telling import as_data, show

MOST_YEARS = 20_000_000
MOST_EVENTS = 100_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """What is simulated, and where it came from: a client's key or a file's name."""

    name: str
    currency: str
    document: Document


def run(
    client: str, scenarios: Path | None, worlds: int, years: int, seed: int, currency: str,
    day: date, as_json: bool,
) -> None:  # fmt: skip
    """Prints what the years cost. Raises Mistake for what cannot be simulated."""
    if bool(client) == bool(scenarios):
        raise Mistake("Name a client or give --scenarios FILE, one of the two.")
    if scenarios:
        source = Source(str(scenarios), currency_of(currency), scenario_file.read(scenarios))
    else:
        source = _of_client(client, day, seed)
    results = _simulated(source.document, worlds, years, seed)
    names = {scenario.key: scenario.name for scenario in source.document.scenarios}
    emit(
        "simulate",
        {"source": source.name, "currency": source.currency, **as_data(results, names)},
        as_json,
        lambda out: show(out, source.name, source.currency, results, names),
    )


def _of_client(key: str, day: date, seed: int) -> Source:
    found = client_by_key(key)
    try:
        with progress("Looking at the client"):
            today = looked_at(found, day, ledger.local_actor(), seed)
    except ValueError as error:
        raise Mistake(f"The years cannot be simulated: {error}") from error
    made = today.simulated
    loss = made.material.loss if made.material else None
    document = Document(made.table.scenarios, made.insurance, made.points, loss)
    return Source(found.key, found.currency, document)


def _simulated(document: Document, worlds: int, years: int, seed: int) -> Results:
    events = worlds * years * sum(mean(s.rate_per_year) for s in document.scenarios)
    if worlds * years > MOST_YEARS or events > MOST_EVENTS:
        raise Mistake(
            f"{worlds * years:,} years with {events:,.0f} events are more than fit: at most "
            f"{MOST_YEARS:,} and {MOST_EVENTS:,}. Lower --years or --worlds, or check the rates."
        )
    with progress("Simulating", len(document.scenarios)) as step:
        table = simulate(
            document.scenarios, seed=seed, worlds=worlds, years=years,
            progress=lambda done, _all: step(done=done),
        )  # fmt: skip
        step("figures")
        return report(
            table,
            tolerance=document.tolerance,
            materiality=document.materiality,
            insurance=document.insurance,
        )


def currency_of(code: str) -> str:
    """The code. Raises Mistake where it is none."""
    if not is_currency(code):
        raise Mistake(f"“{code}” is no currency code; write it as in USD, EUR or GBP.")
    return code
