"""A write that carries an idempotency key happens once: sent again, it gets the same answer."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Status
from ninja.errors import HttpError

from quarterdeck.web.models import Answered

HEADER = "Idempotency-Key"
LONGEST = 200
KEPT = timedelta(days=1)


def once(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Runs in one transaction together with the note of its answer.

    The same key with another body is a conflict (409), as is one whose first request still runs.
    """

    @wraps(operation)
    def guarded(request: HttpRequest, *args: Any, **given: Any) -> Any:
        key = request.headers.get(HEADER, "")
        if not key:
            return operation(request, *args, **given)
        if len(key) > LONGEST:
            raise HttpError(422, f"{HEADER}: at most {LONGEST} letters")
        mark = _mark(request)
        Answered.objects.filter(at__lt=timezone.now() - KEPT).delete()
        try:
            with transaction.atomic():
                row = Answered.objects.create(
                    person=request.user, key=key, mark=mark, at=timezone.now()
                )
                return _note(row, operation(request, *args, **given))
        except IntegrityError:
            return _again(request, key, mark)

    return guarded


def _note(row: Answered, answer: Any) -> Any:
    is_status = isinstance(answer, Status)
    row.status, row.body = (answer.status_code, answer.value) if is_status else (200, answer)
    row.save(update_fields=["status", "body"])
    return answer


def _again(request: HttpRequest, key: str, mark: str) -> Any:
    row = Answered.objects.filter(person=request.user, key=key).first()
    if row is None:
        raise HttpError(409, "The same request is being worked on; send it again in a moment.")
    if row.mark != mark:
        raise HttpError(409, f"{HEADER}: it was used for another request")
    return row.body if row.status == 200 else Status(row.status, row.body)


def _mark(request: HttpRequest) -> str:
    found = sha256(f"{request.method} {request.path}\n".encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            for block in file.chunks():
                found.update(block)
            file.seek(0)
    if not request.FILES:
        found.update(request.body)
    return found.hexdigest()
