"""`recover`: what comes back first, for an outage in a file."""

import time
from pathlib import Path
from typing import Annotated

import typer
from babel.numbers import is_currency

from quarterdeck.clients.cli_support import AsJson, Mistake, emit, progress
from quarterdeck.engine.recovery import Effort
from quarterdeck.engine.recovery.document import Document, outage_from
from quarterdeck.incidents.recover_data import as_data
from quarterdeck.incidents.recover_shown import Shown
from quarterdeck.incidents.recovering import answered
from quarterdeck.risks import scenario_file

SHAPE = "docs/cli.md describes the file, examples/recovery.yaml is one."
ROUNDS, MOST_TURNS, TURNS_PER_SYSTEM = 6, 4_000, 100


def recover_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="YAML or JSON; docs/cli.md.")],
    seconds: Annotated[
        float, typer.Option("--seconds", min=1, help="How long to look, at most.")
    ] = 30.0,
    turns: Annotated[
        int,
        typer.Option("--turns", min=0, help="Look so many times instead: the same on every run."),
    ] = 0,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="With --turns, the same seed gives the same order.")
    ] = 1,
    currency: Annotated[
        str, typer.Option("--currency", metavar="CODE", help="That sums are in.")
    ] = "USD",
    as_json: AsJson = False,
) -> None:
    """Say which systems to bring back first, by whom, and what that saves. Needs no client."""
    if not is_currency(currency):
        raise Mistake(f"“{currency}” is no currency code; write it as in USD, EUR or GBP.")
    document = read(file)
    effort = _effort(len(document.outage.systems), seconds, turns)
    with progress("Looking for the order that loses least"):
        try:
            answer = answered(document, effort, seed)
        except ValueError as error:
            raise Mistake(f"{file}: {error}") from None
    about = {"source": str(file), "currency": currency, "seed": seed}
    data = about | as_data(document.outage, answer)
    emit("recover", data, as_json, lambda out: Shown(out, document.outage, currency).all(answer))


def read(path: Path) -> Document:
    """Raises Mistake that names the file, the line, the field and the mend."""
    raw, lines = scenario_file.load(path)
    try:
        return outage_from(raw)
    except ValueError as error:
        raise scenario_file.mistake(path, lines, str(error), SHAPE) from None


def _effort(systems: int, seconds: float, turns: int) -> Effort:
    if turns:
        return Effort(rounds=2, turns=turns, drawn_turns=max(turns // 4, 1))
    begin = time.monotonic()
    return Effort(
        rounds=ROUNDS,
        turns=min(MOST_TURNS, TURNS_PER_SYSTEM * systems),
        seconds=seconds,
        proof_seconds=seconds / 3,
        clock=lambda: time.monotonic() - begin,
    )
