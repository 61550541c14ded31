"""What changed between two packs: mixtures of old and new inputs under today's engine.

World: intelligence, starting estimates, weaknesses that are new under a look we already took.
Business: who the client is, what it runs, holds and owes, what the board can bear. Actions:
controls, what was met, insurance, weaknesses closed, and the day. Data: the client's own
estimates, tests, and what was looked at for the first time.
"""

from collections.abc import Callable

import msgspec

from quarterdeck.board.briefing import Before
from quarterdeck.board.models import Pack
from quarterdeck.engine import wording
from quarterdeck.engine.change import CAUSES, Mixture, change, mixtures, whole_change
from quarterdeck.risks.assessing import look
from quarterdeck.risks.inputs import Inputs, Weakness, from_json
from quarterdeck.risks.results import Assessment, LimitResult

BUSINESS = (
    "profile.yaml", "services.yaml", "systems.csv", "edges.csv", "holdings.csv",
    "obligations.yaml", "suppliers.yaml", "cash.yaml", "plans_ahead.yaml", "appetite.yaml",
)  # fmt: skip
ACTIONS = ("controls.yaml", "requirements.csv", "insurance.yaml", "initiatives.yaml")
DATA = ("scenarios.yaml", "recovery_tests.csv")
Progress = Callable[[str], None]


def since(pack: Pack, now: Inputs, found: Assessment, base: int, progress: Progress) -> Before:
    """The step from the published figure to today's, in whole years of `base`."""
    old = from_json(pack.inputs)
    point = found.limits[0] if found.limits else found.offered_limits[1][0]
    figures = {}
    for number, mixture in enumerate(mixtures(CAUSES), start=1):
        progress(f"what changed, {number} of 16")
        figures[mixture] = figure(mixed(old, now, mixture), point)
    published = _published(pack, point)
    start = figures[frozenset()] if published is None else published
    whole = whole_change(change(start, figures), 1 / base)
    return Before(pack.meeting, pack.version, whole, words(old, now))


def figure(inputs: Inputs, point: LimitResult) -> float:
    """The chance at one of the board's points, whatever limit these inputs hold themselves."""
    appetite = {
        "key": "appetite",
        "points": [
            {
                "loss": point.loss,
                "chance": point.limit,
                "basis": point.basis,
                "insurance": point.insurance,
            }
        ],
    }
    found = look(inputs.with_records({"appetite.yaml": [appetite]}), strict=False)
    return found.simulated.results.points[0].chance.value


def mixed(old: Inputs, new: Inputs, causes: Mixture) -> Inputs:
    """New inputs for the causes in the set, old ones for the rest."""

    def of(cause: str) -> Inputs:
        return new if cause in causes else old

    records = dict(of("business").records)
    for cause, files in (("business", BUSINESS), ("actions", ACTIONS), ("data", DATA)):
        records |= {file: of(cause).records.get(file, []) for file in files}
    known = {row["key"] for row in records["systems.csv"]}
    world, data = of("world"), of("data")
    return msgspec.structs.replace(
        new,
        as_of=of("actions").as_of,
        seed=new.seed,
        records=records,
        weaknesses=tuple(
            w for w in _weaknesses(old, new, causes) if not w.system or w.system in known
        ),
        looked=data.looked,
        priors=world.priors,
        reference=data.reference if data.reference is not None else new.reference,
    )


def _weaknesses(old: Inputs, new: Inputs, causes: Mixture) -> tuple[Weakness, ...]:
    before = {w.key: w for w in old.weaknesses}
    after = {w.key: w for w in new.weaknesses}
    looked = {(look.system, look.by) for look in old.looked}
    found: list[Weakness] = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was and now:
            found.append(now if "world" in causes else was)
        elif was and "actions" not in causes:
            found.append(was)
        elif now:
            cause = "world" if _was_looked_at(now, looked) else "data"
            if cause in causes:
                found.append(now)
    return tuple(found)


def _was_looked_at(weakness: Weakness, looked: set[tuple[str, str]]) -> bool:
    """Whether one of the looks that report it had already seen the system."""
    return not weakness.system or any((weakness.system, by) in looked for by in weakness.looks)


def _published(pack: Pack, point: LimitResult) -> float | None:
    """The figure that was published for this point of the board's; None if it was another then."""
    for said in pack.figures.get("limits", ()):
        if all(said[name] == getattr(point, name) for name in ("loss", "basis", "insurance")):
            return float(said["odds"]["chance"])
    return None


def words(old: Inputs, new: Inputs) -> dict[str, str]:
    """What each part is, in few words."""
    before, after = ({w.key for w in i.weaknesses} for i in (old, new))
    looked = {(look.system, look.by) for look in old.looked}
    fresh = [w for w in new.weaknesses if w.key not in before]
    known = sum(_was_looked_at(w, looked) for w in fresh)
    closed = len(before - after)
    controls = _added(old, new, "controls.yaml")
    acted = [wording.lower_first(name) for name in controls[:1]]
    if closed:
        acted.append("weaknesses closed")
    business = [*_added(old, new, "services.yaml"), *_added(old, new, "suppliers.yaml")]
    seen = len({look.system for look in new.looked} - {look.system for look in old.looked})
    more = wording.count_things(seen, "more system", "more systems")
    return {
        "world": "the world: new weaknesses" if known else "the world: other forecasts",
        "business": f"our business: {wording.lower_first(business[0])}"
        if business
        else "our business: other figures",
        "actions": f"we acted: {', '.join(acted)}" if acted else "we acted: nothing new stands",
        "data": f"better data: {more} seen" if seen else "better data: new estimates",
        "method": "our method: better sums, no safer",
    }


def _added(old: Inputs, new: Inputs, file: str) -> list[str]:
    before = {row["key"] for row in old.records.get(file, [])}
    return [row["name"] for row in new.records.get(file, []) if row["key"] not in before]
