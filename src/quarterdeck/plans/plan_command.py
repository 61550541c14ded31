"""`plan`: the work behind the verb."""

from datetime import date
from pathlib import Path

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import FOUND_WRONG, Mistake, client_by_key, emit, progress
from quarterdeck.engine.loss import simulate
from quarterdeck.plans import book, plan_file
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.plan_showing import Page
from quarterdeck.plans.plan_telling import as_data
from quarterdeck.plans.planned import Short
from quarterdeck.plans.planning import Progress, planned
from quarterdeck.plans.services import ground_of
from quarterdeck.risks.simulate_command import currency_of


def run(
    client: str, file: Path | None, ask: Ask, day: date, seed: int, currency: str, *,
    xlsx: Path | None, as_json: bool,
) -> int:  # fmt: skip
    """Prints the plan; the exit code. Raises Mistake for what cannot be planned."""
    if bool(client) == bool(file):
        raise Mistake("Name a client or give --file FILE, one of the two.")
    if xlsx and (xlsx.suffix.lower() != ".xlsx" or xlsx.exists()):
        raise Mistake(f"{xlsx} cannot be written: name a new file that ends in .xlsx.")
    source = str(file) if file else client
    try:
        with progress("Planning") as step:
            money, ground = _of_file(file, currency, seed, step) if file else (
                _of_client(client, day, seed, step))  # fmt: skip
            found = planned(ground, ask, step)
            if xlsx:
                step("writing the workbook")
                book.write(ground, found, xlsx, source, money, day)
    except ValueError as error:
        raise Mistake(f"{source} cannot be planned with: {error}.") from error
    emit(
        "plan", as_data(found, source, money, day) | {"file": xlsx and str(xlsx)}, as_json,
        lambda out: Page(out, money, day).show(found, source),
    )  # fmt: skip
    return FOUND_WRONG if isinstance(found.chosen, Short) else 0


def _of_client(key: str, day: date, seed: int, step: Progress) -> tuple[str, Ground]:
    client = client_by_key(key)
    return client.currency, ground_of(client, day, ledger.local_actor(), seed, step)


def _of_file(path: Path, currency: str, seed: int, step: Progress) -> tuple[str, Ground]:
    money, given = currency_of(currency), plan_file.read(path)
    step("simulating years")
    table = simulate(given.document.scenarios, seed=seed)
    document = given.document
    return money, Ground(table, document.insurance, document.tolerance, given.fundable)
