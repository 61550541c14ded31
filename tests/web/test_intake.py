import io
import os
import subprocess
import sys
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from quarterdeck.board.models import LiveAnswers
from quarterdeck.clients import ledger
from quarterdeck.data import examples
from quarterdeck.findings.models import Finding, ScanFile
from quarterdeck.web.models import Upload
from quarterdeck.web.resuming import resume, worker_id
from quarterdeck.web.taking_in import look, take
from quarterdeck.web.uploads import folder_of, path_of, receive

SCAN = b"""system,weakness,title,severity
web-01,CVE-2024-1709,Sign-in can be passed by,critical
web-02,x-1,An old library,medium
"""


@pytest.fixture
def leader(client, client_, seated):
    client.force_login(seated(client_, "leader"))
    return client


def url(of, rest=""):
    return f"/c/{of.address}/intake/{rest}"


def brought(of, name, data, kind="scan"):
    return receive(of, kind, name, [data], "tester@example.com")


def looked_at(of, upload):
    look.call(of.pk, upload.pk)
    upload.refresh_from_db()
    return upload


def test_a_scan_is_looked_at_before_anything_is_stored(leader, client_):
    leader.post(url(client_, "scans/"), {"file": SimpleUploadedFile("scan.csv", SCAN)})
    upload = looked_at(client_, Upload.objects.of(client_).get())
    assert (upload.state, upload.counts["new"], upload.counts["strangers"]) == ("ready", 2, 2)
    assert not Finding.objects.of(client_).exists()
    assert ledger.length(client_) == 0
    leader.post(url(client_, "take/"), {"upload": upload.pk})
    take.call(client_.pk, upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.counts["new"]) == ("done", 2)
    assert Finding.objects.of(client_).count() == 2
    assert not folder_of(upload).exists()
    assert DBTaskResult.objects.filter(task_path__endswith="refreshing.refresh").exists()


def test_the_page_is_told_anew_when_nothing_is_being_looked_at_any_more(leader, client_):
    upload = brought(client_, "scan.csv", SCAN)
    assert "HX-Refresh" not in leader.get(url(client_, "rows/")).headers
    looked_at(client_, upload)
    assert leader.get(url(client_, "rows/")).headers["HX-Refresh"] == "true"


def test_a_file_that_cannot_be_read_says_why_and_stores_nothing(leader, client_):
    upload = looked_at(client_, brought(client_, "page.html", b"<html>Please sign in</html>"))
    assert upload.state == "failed"
    assert "page.html" in upload.says
    assert "uploads" not in upload.says
    assert not ScanFile.objects.of(client_).exists()
    assert upload.says.splitlines()[0] in leader.get(url(client_)).content.decode()


def test_the_same_file_brought_twice_changes_nothing(client_):
    for _ in range(2):
        upload = looked_at(client_, brought(client_, "scan.csv", SCAN))
        Upload.objects.of(client_).filter(pk=upload.pk).update(state="taking")
        take.call(client_.pk, upload.pk)
    upload.refresh_from_db()
    assert upload.counts["already"]
    assert ScanFile.objects.of(client_).count() == 1


def test_what_is_dropped_was_never_here(leader, client_):
    upload = looked_at(client_, brought(client_, "scan.csv", SCAN))
    leader.post(url(client_, f"{upload.pk}/drop/"))
    assert not Upload.objects.of(client_).exists()
    assert not folder_of(upload).exists()


def test_a_name_cannot_leave_its_folder(client_):
    upload = brought(client_, "../../etc/passwd", SCAN)
    assert path_of(upload).resolve().is_relative_to(folder_of(upload).resolve())


def test_an_analyst_brings_scans_but_no_folder(client, client_, seated):
    client.force_login(seated(client_, "analyst"))
    given = {"file": SimpleUploadedFile("folder.zip", b"PK")}
    assert client.post(url(client_, "folder/"), given).status_code == 403
    given = {"file": SimpleUploadedFile("scan.csv", SCAN)}
    assert client.post(url(client_, "scans/"), given).status_code == 302


def zipped(name):
    out = io.BytesIO()
    with examples.folder(name) as folder, zipfile.ZipFile(out, "w") as archive:
        for path in folder.rglob("*"):
            if path.is_file() and "scans" not in path.parts:
                archive.write(path, path.relative_to(folder.parent))
    return out.getvalue()


def test_a_folder_of_another_client_is_refused_whole(client_, firm):
    upload = looked_at(client_, brought(client_, "northmere.zip", zipped("northmere"), "folder"))
    assert upload.state == "failed"
    assert "another client" in upload.says
    assert firm.clients.count() == 1


def test_a_zip_cannot_write_outside(client_):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../outside.yaml", "x")
    upload = looked_at(client_, brought(client_, "bad.zip", out.getvalue(), "folder"))
    assert upload.state == "failed"
    assert "outside" in upload.says


def test_what_was_taken_away_comes_back_unchanged(leader, client_):
    answer = leader.get(f"/c/{client_.address}/export/folder/")
    data = b"".join(answer.streaming_content)
    upload = looked_at(client_, brought(client_, "first.zip", data, "folder"))
    assert upload.state == "ready", upload.says
    assert upload.counts["already"]


@pytest.mark.django_db(transaction=True)
def test_the_tasks_of_a_dead_worker_are_taken_up_again(client_):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    mine = worker_id()
    for name in (mine.replace(f":{os.getpid()}:", f":{dead.pid}:"), "elsewhere:1:aa", "odd"):
        result = look.enqueue(client_.pk, 1)
        DBTaskResult.objects.filter(pk=result.id).update(status="RUNNING", worker_ids=[name])
    assert resume() == 1
    assert DBTaskResult.objects.filter(status="READY").count() == 1
    assert not LiveAnswers.objects.of(client_).exists()
