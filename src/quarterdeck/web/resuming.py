"""Tasks of a worker that died are put back in the queue: each is whole or has left nothing."""

import os
import secrets
import socket

from django_tasks_db.models import DBTaskResult


def worker_id() -> str:
    """A name that tells the machine and process."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def resume() -> int:
    """Puts back what workers of this machine left running when they died; how many."""
    left = [row for row in DBTaskResult.objects.filter(status="RUNNING") if _is_orphan(row)]
    pks = [row.pk for row in left]
    return DBTaskResult.objects.filter(pk__in=pks, status="RUNNING").update(status="READY")


def _is_orphan(row: DBTaskResult) -> bool:
    host, _, rest = (row.worker_ids[-1] if row.worker_ids else "").partition(":")
    pid = rest.partition(":")[0]
    return host == socket.gethostname()[:30] and pid.isdigit() and not _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
