"""`brief`, `demo`, `plain`."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from quarterdeck.board import packs
from quarterdeck.board.answers import Answer, answers
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.services import Written, prepare, write
from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import (
    FOUND_WRONG,
    REFUSED,
    AsJson,
    AsOf,
    ClientKey,
    Mistake,
    client_by_key,
    emit,
    firm,
    open_storage,
    progress,
)
from quarterdeck.clients.folder.importing import import_folder
from quarterdeck.clients.models import Client
from quarterdeck.data import examples
from quarterdeck.data.plain import words as plain_words
from quarterdeck.engine.plain.places import report
from quarterdeck.papers.pdf import Paper
from quarterdeck.papers.text import plain

Out = Annotated[Path, typer.Option("--out", help="The folder to write to.")]
DEMO_DAY = date(2026, 11, 20)


def register(app: typer.Typer) -> None:
    app.command("brief")(brief)
    app.command("demo")(demo)
    app.command("plain")(plain_)


def brief(
    client: ClientKey,
    out: Out = Path("out"),
    as_of: AsOf = None,
    paper: Annotated[
        str, typer.Option("--paper", help="a4 or us-letter; else as the profile.")
    ] = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Write it, marked as a draft, whatever stops it.")
    ] = False,
    publish: Annotated[
        bool, typer.Option("--publish", help="Freeze it as the pack for the meeting.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write the board brief: the board's copy and management's, as HTML and PDF."""
    sizes: dict[str, Paper | None] = {"": None, "a4": "a4", "us-letter": "us-letter"}
    if paper not in sizes:
        raise Mistake(f"“{paper}” is no paper size. Choose a4 or us-letter.")
    found = client_by_key(client)
    day = as_of.date() if as_of else date.today()
    _brief("brief", found, out, day, sizes[paper], draft, publish, as_json)


def demo(out: Out = Path("out"), as_json: AsJson = False) -> None:
    """Load the sample client and write its brief."""
    open_storage()
    with examples.folder("northmere") as folder, progress("Loading the sample") as step:
        client = import_folder(folder, firm(), ledger.local_actor(), progress=step).client
    _brief("demo", client, out, DEMO_DAY, None, False, False, as_json)


def plain_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Plain text or Markdown.")],
    as_json: AsJson = False,
) -> None:
    """Find what a director could not use in a text, say why, and offer a wording."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistake(f"{file} cannot be read as text: {error}") from error
    faults = report(text, plain_words())

    def show(console: Console) -> None:
        for fault in faults:
            offer = f" Say: {fault['offer']}" if fault["offer"] else ""
            console.print(
                f"{file}:{fault['line']}:{fault['column']}: “{fault['words']}”: "
                f"{fault['why']}{offer}",
                markup=False, soft_wrap=True,
            )  # fmt: skip
        console.print(f"{len(faults)} things a director could not use." if faults else "Plain.")

    emit("plain", {"file": str(file), "faults": faults}, as_json, show)
    if faults:
        raise typer.Exit(FOUND_WRONG)


def _brief(
    verb: str, client: Client, out: Path, day: date, paper: Paper | None, draft: bool, freeze: bool,
    as_json: bool,
) -> None:  # fmt: skip
    actor = ledger.local_actor()
    try:
        with progress("Brief") as step:
            made = prepare(client, day, actor, step)
            written = write(made, out, step, paper=paper, draft=draft)
    except ValueError as error:
        raise Mistake(f"The brief cannot be worked out: {error}") from error
    if not written.files:
        raise Mistake(
            "The brief was not written: it must not go to a board as it is. "
            "Mend what is named, or write a marked draft with --draft.",
            REFUSED,
            tuple(obstacle.says for obstacle in written.obstacles),
        )
    pack = packs.publish(client, made, actor) if freeze and not written.obstacles else None
    data = _as_data(made, written) | {"pack": pack.key if pack else None}
    emit(verb, data, as_json, lambda console: _show(console, made, written, out, verb))


def _as_data(made: Briefing, written: Written) -> dict[str, Any]:
    limits = [asdict(limit) for limit in made.found.limits]
    return {
        "client": made.profile.key,
        "as_of": made.inputs.as_of,
        "files": [str(path) for path in written.files],
        "obstacles": [asdict(obstacle) for obstacle in written.obstacles],
        "answers": [_answer(answer) for answer in answers(made)],
        "limits": limits,
        "material": asdict(made.found.material) if made.found.material else None,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.verdict.question,
        "answer": f"{plain(answer.verdict.answer)} {plain(answer.verdict.rest)}".strip(),
        "standing": answer.standing,
        "confidence": answer.confidence.word,
        "proof": answer.confidence.kind,
    }


def _show(console: Console, made: Briefing, written: Written, out: Path, verb: str) -> None:
    for answer in answers(made):
        console.print(answer.verdict.question, style="dim")
        text = f"{plain(answer.verdict.answer)} {plain(answer.verdict.rest)}"
        console.print(f"  {text.replace(chr(160), ' ')}", markup=False)
    console.print(f"\nThe brief of {made.profile.name} is in {out.resolve()}:", markup=False)
    for path in written.files:
        console.print(f"  {path.name}", markup=False)
    if written.obstacles:
        console.print(f"It is a draft: {len(written.obstacles)} things stop publication.")
        for obstacle in written.obstacles:
            console.print(f"  {obstacle.says}", markup=False)
    key = made.profile.key
    following = (
        ("look at every rank and its reason", f"quarterdeck rank {key}"),
        ("begin with your own firm", "quarterdeck client new my-client"),
    )
    if verb == "demo":
        console.print("Next:")
        for says, command in following:
            console.print(f"  {command:38} {says}", markup=False)
