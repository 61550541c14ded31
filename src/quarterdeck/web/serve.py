"""`serve` and `worker`: the web server with one worker beside it, and the first link."""

import os
import subprocess
import sys
from ipaddress import ip_address
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command

from quarterdeck.clients.cli_support import Mistake, err, firm, open_storage

LOOPBACK = ("localhost", "127.0.0.1", "::1")
Host = Annotated[str, typer.Option("--host", help="The address to listen at.")]
Port = Annotated[int, typer.Option("--port", help="The port to listen at.")]


def register(app: typer.Typer) -> None:
    app.command("serve")(serve)
    app.command("worker")(worker)


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    sample: Annotated[
        bool, typer.Option("--sample", help="Show the sample, one button a role; loopback only.")
    ] = False,
    processes: Annotated[int, typer.Option("--processes", help="Web processes.")] = 2,
    workers: Annotated[bool, typer.Option(help="Start a worker beside the server.")] = True,
) -> None:
    """Run the web application: brings storage up to date, serves pages, works in the background."""
    if sample and not settings.SAMPLE:
        raise typer.Exit(_again_as_sample())
    _check(host, sample)
    open_storage()
    _keep_key()
    url = settings.PUBLIC_URL or f"http://{'localhost' if host in LOOPBACK else host}:{port}"
    _welcome(url, sample)
    children = [_start_worker()] if workers else []
    try:
        _web(host, port, processes)
    finally:
        for child in children:
            child.terminate()


def worker() -> None:
    """Work in the background: assessments and imports that pages asked for."""
    from quarterdeck.web.resuming import resume, worker_id

    open_storage()
    resume()
    name = worker_id()
    call_command("db_worker", interval=0.5, startup_delay=False, worker_id=name, verbosity=1)


def _web(host: str, port: int, processes: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "quarterdeck.web.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=processes, blocking_threads=4, log_enabled=True, log_level="warning",
        respawn_failed_workers=True,
    ).serve()  # fmt: skip


def _again_as_sample() -> int:
    """The same command with the sample's own data folder: it never meets real clients."""
    folder = str(settings.DATA_FOLDER / "sample")
    told = os.environ | {"QUARTERDECK_SAMPLE": "1", "QUARTERDECK_DATA": folder}
    told.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "quarterdeck", *sys.argv[1:]]
    if os.name == "posix":
        os.execve(command[0], command, told)  # noqa: S606 - one process, which a signal reaches
    return subprocess.call(command, env=told)  # noqa: S603


def _check(host: str, sample: bool) -> None:
    at_home = host in LOOPBACK or (host[0].isdigit() and ip_address(host).is_loopback)
    if sample and not at_home:
        raise Mistake("The sample is shown on this machine only: leave --host out.")
    if not at_home and not settings.PUBLIC_URL:
        raise Mistake(
            "Whoever listens beyond this machine needs an address: set QUARTERDECK_URL, as in "
            "https://risk.example.com (docs/operating.md)."
        )


def _keep_key() -> None:
    from quarterdeck.web.secrets import keep_secret_key

    keep_secret_key(settings.DATA_FOLDER, settings.SECRET_KEY)
    os.environ["QUARTERDECK_SECRET_KEY"] = settings.SECRET_KEY


def _welcome(url: str, sample: bool) -> None:
    from quarterdeck.clients.inviting import has_owner, invite
    from quarterdeck.clients.models import FirmRole
    from quarterdeck.web.sampling import load_sample, seat_sample_people

    if sample:
        err.print("Loading the sample …")
        seat_sample_people(firm(), load_sample(firm()))
        err.print(f"The sample is at {url}/ . Stop with Ctrl-C.")
    elif has_owner():
        err.print(f"Quarterdeck is at {url}/ . Stop with Ctrl-C.")
    else:
        token = invite(firm(), FirmRole.OWNER, "first start")
        err.print(f"Set up your sign-in here, once, within a week:\n\n  {url}/join/{token}\n")
        err.print("Stop with Ctrl-C.")


def _start_worker() -> "subprocess.Popen[bytes]":
    """A worker that is started again when it dies, by its own small keeper."""
    return subprocess.Popen([sys.executable, "-m", "quarterdeck.web.keeping"])
