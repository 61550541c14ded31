"""`plan`: the work behind the verb."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import FOUND_WRONG, Mistake, client_by_key, emit, progress
from quarterdeck.clients.models import Client
from quarterdeck.engine.loss import simulate
from quarterdeck.plans import book, paper, plan_file, services
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.plan_showing import Page
from quarterdeck.plans.plan_telling import as_data
from quarterdeck.plans.planned import Planned, Short
from quarterdeck.plans.planning import Progress, planned
from quarterdeck.risks.simulate_command import currency_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is planned: a client's key or a file; and where to write what else."""

    client: str
    file: Path | None
    day: date
    seed: int
    currency: str
    xlsx: Path | None
    case: Path | None

    @property
    def source(self) -> str:
        return str(self.file) if self.file else self.client

    def check(self) -> None:
        if bool(self.client) == bool(self.file):
            raise Mistake("Name a client or give --file FILE, one of the two.")
        if self.case and self.file:
            raise Mistake("A business case is a client's: --case goes with no --file.")
        if self.xlsx and (self.xlsx.suffix.lower() != ".xlsx" or self.xlsx.exists()):
            raise Mistake(f"{self.xlsx} cannot be written: name a new file that ends in .xlsx.")


def run(wanted: Wanted, ask: Ask, as_json: bool) -> int:
    """Prints the plan; the exit code. Raises Mistake for what cannot be planned."""
    wanted.check()
    source, day = wanted.source, wanted.day
    client = client_by_key(wanted.client) if wanted.client else None
    money = client.currency if client else currency_of(wanted.currency)
    try:
        with progress("Planning") as step:
            ground = _ground(wanted, client, step)
            found = planned(ground, ask, step)
            files = _written(wanted, client, ground, found, money, step)
    except ValueError as error:
        raise Mistake(f"{source} cannot be planned with: {error}.") from error
    spent = services.spending_of(client) if client else ()
    scored = services.calibration_of(client) if client else None
    data = as_data(found, source, money, day) | {
        "calibration": scored and asdict(scored),
        "spending": [row.model_dump(mode="json") for row in spent],
        "files": [str(path) for path in files],
    }
    emit("plan", data, as_json, lambda out: Page(out, money, day).show(found, source))
    return FOUND_WRONG if isinstance(found.chosen, Short) else 0


def _ground(wanted: Wanted, client: Client | None, step: Progress) -> Ground:
    if client:
        return services.ground_of(client, wanted.day, ledger.local_actor(), wanted.seed, step)
    assert wanted.file
    given = plan_file.read(wanted.file)
    step("simulating years")
    document = given.document
    table = simulate(document.scenarios, seed=wanted.seed)
    return Ground(table, document.insurance, document.tolerance, given.fundable)


def _written(
    wanted: Wanted, client: Client | None, ground: Ground, found: Planned, money: str,
    step: Progress,
) -> list[Path]:  # fmt: skip
    files: list[Path] = []
    if wanted.xlsx:
        step("writing the workbook")
        book.write(ground, found, wanted.xlsx, wanted.source, money, wanted.day)
        files.append(wanted.xlsx)
    if wanted.case and client:
        step("setting the business case")
        matter = services.matter_of(client, found, wanted.day)
        files += paper.write(matter, wanted.case)
    return files
