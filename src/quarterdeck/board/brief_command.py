"""`brief` and `demo`: the work behind the verbs."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from quarterdeck.board import packs
from quarterdeck.board.answers import Answer, answers
from quarterdeck.board.briefing import Briefing
from quarterdeck.board.services import Written, prepare, write
from quarterdeck.clients import ledger
from quarterdeck.clients.cli_support import REFUSED, Mistake, emit, progress
from quarterdeck.clients.models import Client
from quarterdeck.papers.pdf import Paper
from quarterdeck.papers.text import plain


def run(
    verb: str, client: Client, out: Path, day: date, paper: Paper | None, draft: bool, freeze: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Prints what the paper answers. Raises Mistake where it cannot or must not be written."""
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
