"""Operations that change something: each may be sent again under the same idempotency key."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Body, File, Router, Schema, Status, UploadedFile

from quarterdeck.clients import inviting
from quarterdeck.clients.models import Client, Role
from quarterdeck.findings.working import assign
from quarterdeck.risks import editing
from quarterdeck.web.api.frame import enter
from quarterdeck.web.api.once import once
from quarterdeck.web.days import day_of
from quarterdeck.web.models import Upload
from quarterdeck.web.taking_in import take
from quarterdeck.web.uploads import receive, step_of

router = Router()


class AssignIn(Schema):
    """Findings by their ids, who is to mend them, by when."""

    findings: list[int]
    to: str
    due: str | None = None
    note: str = ""


class UploadOut(Schema):
    """A file on its way in: `state` is taking, done or failed."""

    id: int
    name: str
    kind: str
    state: str
    step: str
    counts: dict[str, Any]
    says: str


class InviteIn(Schema):
    """Whom, as what; an auditor also where and until when."""

    email: str
    role: str
    title: str = ""
    areas: list[str] = []
    until: str | None = None


@router.post("/clients/{address}/scans", response={202: UploadOut}, summary="Bring a scan file")
@once
def bring_scan(request: HttpRequest, address: str, file: File[UploadedFile]) -> Any:
    """Answers at once; the worker takes the file in. Ask `/uploads/{id}` what became of it."""
    visit = enter(request, address, "findings", "change")
    return _bring(visit.client, Upload.Kind.SCAN, file, visit.actor)


@router.post("/clients/{address}/folder", response={202: UploadOut},
             summary="Bring the client folder (ZIP) or its workbook")  # fmt: skip
@once
def bring_folder(request: HttpRequest, address: str, file: File[UploadedFile]) -> Any:
    visit = enter(request, address, "business", "change")
    return _bring(visit.client, Upload.Kind.FOLDER, file, visit.actor)


@router.get(
    "/clients/{address}/uploads/{int:upload}", response=UploadOut, summary="What became of a file"
)
def upload(request: HttpRequest, address: str, upload: int) -> Any:
    client = enter(request, address, "findings").client
    found = Upload.objects.of(client).filter(pk=upload).first()
    if found is None:
        raise Http404
    return _told(found)


@router.post("/clients/{address}/assignments", summary="Give findings to somebody")
@once
def assign_(request: HttpRequest, address: str, given: AssignIn) -> dict[str, int]:
    visit = enter(request, address, "findings", "draft")
    due = day_of(given.due)
    count = assign(visit.client, given.findings, given.to, visit.actor, due=due, note=given.note)
    return {"assigned": count}


@router.put("/clients/{address}/scenarios/{key}", summary="Store a scenario, whole")
@once
def put_scenario(
    request: HttpRequest, address: str, key: str, given: Body[dict[str, Any]]
) -> dict[str, Any]:
    """The fields are those of `scenarios.yaml` in the client folder."""
    visit = enter(request, address, "risks", "change")
    record = editing.scenario_of({**given, "key": key})
    editing.save_scenario(visit.client, record, visit.actor)
    return record.model_dump(mode="json")


@router.delete(
    "/clients/{address}/scenarios/{key}", response={204: None}, summary="Remove a scenario"
)
@once
def delete_scenario(request: HttpRequest, address: str, key: str) -> Any:
    visit = enter(request, address, "risks", "change")
    if editing.scenario_values(visit.client, key) is None:
        raise Http404
    editing.remove_scenario(visit.client, key, visit.actor)
    return Status(204, None)


@router.get("/clients/{address}/tolerance", summary="What the board can bear")
def tolerance(request: HttpRequest, address: str) -> dict[str, Any]:
    return editing.appetite_values(enter(request, address, "risks").client)


@router.put("/clients/{address}/tolerance", summary="Set what the board can bear, whole")
@once
def put_tolerance(
    request: HttpRequest, address: str, given: Body[dict[str, Any]]
) -> dict[str, Any]:
    """The fields are those of `appetite.yaml` in the client folder."""
    visit = enter(request, address, "risks", "change")
    editing.set_appetite(visit.client, {k: v for k, v in given.items() if k != "key"}, visit.actor)
    return editing.appetite_values(visit.client)


@router.post("/clients/{address}/invitations", response={201: dict[str, str]}, summary="Invite")
@once
def invite(request: HttpRequest, address: str, given: InviteIn) -> Any:
    """Answers with the secret of the link, once."""
    visit = enter(request, address, "people", "manage")
    if given.role not in Role.values:
        raise ValueError(f"role: choose one of {', '.join(Role.values)}")
    token = inviting.invite(
        visit.client.firm, Role(given.role), visit.actor, client=visit.client, email=given.email,
        title=given.title, areas=given.areas, until=day_of(given.until),
    )  # fmt: skip
    return Status(201, {"path": f"/join/{token}"})


def _bring(client: Client, kind: str, file: UploadedFile, actor: str) -> Any:
    found = receive(client, kind, str(file.name), file.chunks(), actor)
    Upload.objects.of(client).filter(pk=found.pk).update(state=Upload.State.TAKING)
    found.state = Upload.State.TAKING
    take.enqueue(client.pk, found.pk)
    return Status(202, _told(found))


def _told(found: Upload) -> dict[str, Any]:
    return {
        "id": found.pk, "name": found.name, "kind": found.kind, "state": str(found.state),
        "step": step_of(found), "counts": found.counts, "says": found.says,
    }  # fmt: skip
