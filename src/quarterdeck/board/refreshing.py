"""The answers are worked out again in the background: asked for by pages, done by the worker."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from quarterdeck.board.standing import Standing, current, work_out
from quarterdeck.clients.models import Client

WAITING = ("READY", "RUNNING")
REST = timedelta(minutes=1)


@task()
def refresh(client: int) -> str:
    """Works out one client's answers; what was worked out meanwhile is not worked out again."""
    found = Client.objects.get(pk=client)
    standing = current(found)
    if standing is None or standing.stale:
        work_out(found)
    return found.address


def ask(client: Client) -> None:
    """Queues a refresh of the client, unless one waits or has just failed."""
    with transaction.atomic():
        last = _last(client)
        waits = last is not None and last.status in WAITING
        rests = last is not None and last.status == "FAILED" and _age(last) < REST
        if not (waits or rests):
            refresh.enqueue(client.pk)


def standing_of(client: Client) -> tuple[Standing | None, bool]:
    """The answers and whether new ones are being worked out; asks for them where they are old."""
    found = current(client)
    if found is not None and not found.stale:
        return found, False
    ask(client)
    return found, True


def trouble_of(client: Client) -> str:
    """Why the last try failed, in words; "" when it did not."""
    last = _last(client)
    if last is None or last.status != "FAILED":
        return ""
    says = last.traceback.strip().rsplit("\n", 1)[-1]
    return says.partition(": ")[2] or "The worker was stopped."


def _last(client: Client) -> DBTaskResult | None:
    return _tasks(client).order_by("-enqueued_at").first()


def _age(task_result: DBTaskResult) -> timedelta:
    return timezone.now() - (task_result.finished_at or task_result.enqueued_at)


def _tasks(client: Client) -> QuerySet[DBTaskResult]:
    return DBTaskResult.objects.filter(task_path=refresh.module_path, args_kwargs__args=[client.pk])
