"""Plans as pages ask for them: worked out by the worker, kept with their papers."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import finite
from quarterdeck.clients.models import Client
from quarterdeck.plans import book, paper, services
from quarterdeck.plans.asking import Ask
from quarterdeck.plans.choosing import Ground
from quarterdeck.plans.models import PlanRun
from quarterdeck.plans.plan_telling import as_data
from quarterdeck.plans.planned import Chosen, Planned
from quarterdeck.plans.planning import planned
from quarterdeck.risks.kept import plain

WORKBOOK = "plan.xlsx"
OURS = "it failed on our side; the log of the worker names the fault"
PAPERS = ("business-case.pdf", "business-case.pptx", WORKBOOK)


def ask(client: Client, asked: dict[str, Any], actor: str) -> PlanRun:
    """Queues a plan. ValueError for what cannot be asked."""
    Ask(**asked)
    run: PlanRun = PlanRun.objects.of(client).create(asked=asked, by=actor, at=timezone.now())
    work_out.enqueue(client.pk, run.pk)
    return run


def folder_of(run: PlanRun) -> Path:
    """Where the plan's papers lie."""
    return Path(settings.DATA_FOLDER) / "plans" / str(run.pk)


def latest(client: Client) -> PlanRun | None:
    """The newest plan, made or being made."""
    return PlanRun.objects.of(client).first()


@task()
def work_out(client: int, run: int) -> str:
    """Plans, tells, and writes the papers; what cannot be planned says why."""
    found = PlanRun.objects.of(client).filter(pk=run, made_at=None).first()
    if found is None:
        return "gone"
    owner = Client.objects.get(pk=client)
    try:
        found.says = _told(owner, found, timezone.localdate())
    except ValueError as error:
        found.trouble = str(error)
    except Exception:
        PlanRun.objects.of(client).filter(pk=run).update(trouble=OURS, made_at=timezone.now())
        raise
    found.made_at, found.at_row = timezone.now(), ledger.length(owner)
    found.save()
    return "done"


def _told(client: Client, run: PlanRun, day: date) -> dict[str, Any]:
    ground = services.ground_of(client, day, run.by)
    made = planned(ground, Ask(**run.asked))
    if isinstance(made.chosen, Chosen):
        _write(client, run, ground, made, day)
    scored = services.calibration_of(client)
    spent = [row.model_dump(mode="json") for row in services.spending_of(client)]
    data = as_data(made, client.key, client.currency, day)
    told = finite(plain(data | {"calibration": scored and asdict(scored), "spending": spent}))
    return told | {"names": dict(made.names)}


def _write(client: Client, run: PlanRun, ground: Ground, made: Planned, day: date) -> None:
    """Workbook and business case; a task that is taken up again writes them anew."""
    folder = folder_of(run)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WORKBOOK).unlink(missing_ok=True)
    book.write(ground, made, folder / WORKBOOK, client.key, client.currency, day)
    paper.write(services.matter_of(client, made, day), folder)
