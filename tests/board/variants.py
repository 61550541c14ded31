"""The sample's brief in every state a paper can be in, from one assessment."""

from dataclasses import replace
from datetime import date
from typing import Any

from quarterdeck.board.briefing import Before, Briefing
from quarterdeck.engine.change import WholeChange
from quarterdeck.engine.verdicts import Standing
from quarterdeck.risks.results import Assessment, Assumption, LimitResult, Odds, Span

WORDS = {
    "world": "the world: three new weaknesses",
    "business": "our business: a second depot",
    "actions": "we acted: a second sign-in step",
    "data": "better data: two more systems seen",
    "method": "our method: better sums, no safer",
}
NOTHING = dict.fromkeys(WORDS, 0)
HUNDREDTHS = {Standing.WITHIN: (2, 1, 4), Standing.NEAR: (7, 4, 11), Standing.BEYOND: (20, 12, 30)}
ONE_EACH = (
    "suppliers.yaml", "plans_ahead.yaml", "incidents.yaml", "forecasts.csv", "spending.csv",
    "obligations.yaml", "recovery_tests.csv", "insurance.yaml",
)  # fmt: skip
KEPT_WHEN_BARE = ("profile.yaml", "systems.csv", "appetite.yaml")


def variants(sample: Briefing) -> dict[str, Briefing]:
    """By name: standings, tolerance, what changed, nothing, one of each, all and none."""
    return (
        {"as it is": sample}
        | {state.value: standing(sample, state) for state in HUNDREDTHS}
        | {f"changed {n}": changed(sample, *c) for n, c in enumerate(CHANGES, start=1)}
        | {f"tolerance {name}": made for name, made in _tolerances(sample).items()}
        | {"rare": rare(sample)}
        | {f"records {name}": made for name, made in _records(sample).items()}
        | {f"found {name}": made for name, made in _findings(sample).items()}
    )


def standing(sample: Briefing, state: Standing, after: Standing = Standing.WITHIN) -> Briefing:
    """The deciding point in that state of a limit of 5 in 100, and initiatives that move it."""
    found = sample.found
    point = replace(found.limits[0], limit=0.05, odds=_odds(state), standing=state)
    moved = tuple(
        replace(i, odds=_odds(after), standing=after) for i in found.initiatives
    )  # fmt: skip
    together = tuple((k, replace(i, odds=_odds(after), standing=after)) for k, i in found.together)
    return _with(
        sample, limits=(point, *found.limits[1:]), initiatives=moved, together=together,
        material=replace(found.material, odds=_odds(Standing.WITHIN)) if found.material else None,
    )  # fmt: skip


def _odds(state: Standing) -> Odds:
    return Odds(*(hundredths / 100 for hundredths in HUNDREDTHS[state]))


CHANGES: tuple[tuple[int, dict[str, int], int], ...] = (
    (9, {"world": 1, "business": 1, "actions": -3, "method": -1}, 7),
    (9, {"method": -2}, 7),
    (7, {"world": 2}, 9),
    (7, {"world": 2, "actions": -2}, 7),
    (7, {}, 7),
    (1, {"actions": -1}, 0),
)


def changed(sample: Briefing, before: int, parts: dict[str, int], now: int) -> Briefing:
    change = WholeChange(before, NOTHING | parts, now)
    return replace(sample, before=Before(date(2026, 9, 10), 1, change, WORDS))


def _tolerances(sample: Briefing) -> dict[str, Briefing]:
    points = sample.found.limits[0], *sample.found.limits
    offered = tuple((_offered(points[0], share),) for share in (0.5, 1.0, 2.0))
    bare = _with(sample, limits=(), offered_limits=offered, material=None)
    none_set = replace(
        bare, inputs=bare.inputs.with_records({"appetite.yaml": [{"key": "appetite"}]})
    )
    return {
        "none": none_set,
        "none, no cash": _recorded(none_set, **{"cash.yaml": []}),
        "none, no steps": _with(none_set, initiatives=(), together=()),
        "before insurance": _with(sample, insurance="before", limits=tuple(
            replace(p, insurance="before") for p in sample.found.limits)),
        "on one event": _with(sample, limits=tuple(
            replace(p, basis="event") for p in sample.found.limits)),
        "none, beyond": _with(none_set, offered_limits=tuple(
            (replace(p[0], odds=_odds(Standing.BEYOND), standing=Standing.BEYOND),)
            for p in offered
        )),
        "no material sum": _with(sample, material=None, material_in_three_years=None),
    }  # fmt: skip


def _offered(point: LimitResult, share: float) -> LimitResult:
    return replace(point, loss=point.loss * share)


def _records(sample: Briefing) -> dict[str, Briefing]:
    files = sample.inputs.records
    bare = {file: [] for file in files if file not in KEPT_WHEN_BARE}
    first = {file: files[file][:1] for file in ONE_EACH}
    rich = 1e12
    return {
        "nothing": _recorded(
            _with(sample, risks=(), initiatives=(), together=(), assumptions=(), fixes=()), **bare
        ),
        "one of each": _recorded(sample, **first),
        "one decision each": _recorded(sample, **{"decisions.yaml": [
            next(d for d in files["decisions.yaml"] if d["kind"] == kind)
            for kind in ("approve", "accept")
        ]}),
        "all met and proven": _recorded(sample, **{"requirements.csv": _requirements(sample)}),
        "one duty": _recorded(sample, **{
            "obligations.yaml": files["obligations.yaml"][:1],
            "requirements.csv": [r for r in _requirements(sample)
                                 if r["obligation"] == files["obligations.yaml"][0]["key"]][:1],
        }),
        "unproven": _recorded(sample, **{
            "requirements.csv": [r | {"proof": ""} for r in _requirements(sample)]
        }),
        "promises broken": _decided(sample, came="broken", came_says=""),
        "promises open": _decided(sample, came="open", came_says=""),
        "run out": _decided(sample, until="2026-11-01"),
        "without sizes": _decided(sample, chance=None, loss=None),
        "poor": _recorded(sample, **{"cash.yaml": [
            files["cash.yaml"][0] | {"cash": 1000.0, "credit_lines": 0.0}]}),
        "rich": _recorded(sample, **{"cash.yaml": [files["cash.yaml"][0] | {"cash": rich}]}),
        "never tested": _recorded(sample, **{"recovery_tests.csv": []}),
    }  # fmt: skip


def _requirements(sample: Briefing) -> list[dict[str, Any]]:
    proven = {"state": "met", "proof": "tested", "proof_valid_until": "2027-06-30"}
    return [r | proven for r in sample.inputs.records["requirements.csv"]]


def _decided(sample: Briefing, **fields: Any) -> Briefing:
    rows = [d | fields for d in sample.inputs.records["decisions.yaml"]]
    return _recorded(sample, **{"decisions.yaml": rows})


def _findings(sample: Briefing) -> dict[str, Briefing]:
    risks = sample.found.risks
    people = replace(
        risks[0], people_affected=Span(5000, 1200, 26_000), days_out=None,
        harm="Patients wait for their medicines", story="Somebody opens a letter.\nWork stops.",
    )  # fmt: skip
    return {
        "people": _with(sample, risks=(people, *risks[1:])),
        "odd guesses": _with(sample, assumptions=_odd(sample)),
        "one risk": _with(sample, risks=risks[:1]),
        "two risks": _with(sample, risks=risks[:2]),
        "no tail": _with(sample, tail_mean=Span(0, 0, 0), insurance_pays_per_year=0),
        "no initiatives": _with(sample, initiatives=(), together=()),
        "no steps, nothing to decide": _recorded(
            _with(sample, initiatives=(), together=()), **{"decisions.yaml": []}
        ),
        "still outside": standing(sample, Standing.BEYOND, Standing.BEYOND),
        "nearer": standing(sample, Standing.BEYOND, Standing.NEAR),
    }


def rare(sample: Briefing) -> Briefing:
    """A limit that only the base of 1,000 years tells from none."""
    return _with(sample, limits=(replace(sample.found.limits[0], limit=0.002),))


def _odd(sample: Briefing) -> tuple[Assumption, ...]:
    """Each with a most likely value above its range."""
    high = {"years": 0.99, "events": 0.99, "money": 9e9}
    return tuple(replace(a, odd=high[a.of]) for a in sample.found.assumptions)


def _recorded(brief: Briefing, **files: Any) -> Briefing:
    return replace(brief, inputs=brief.inputs.with_records(files))


def _with(brief: Briefing, **fields: Any) -> Briefing:
    found: Assessment = replace(brief.found, **fields)
    return replace(brief, found=found)
