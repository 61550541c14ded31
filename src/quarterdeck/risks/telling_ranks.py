"""The ranked list and its fixes: money, both ranks, reasons in words."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from quarterdeck.engine.exposure import JUDGEMENTS, Judgements, Landscape, Parameters, landscape
from quarterdeck.engine.ranking import (
    UNRATED,
    Names,
    Ranking,
    Row,
    What,
    beyond_limit,
    in_words,
    joint_saving,
    ranges,
    rank,
    ranks,
    reason,
    saving_alone,
    shares,
)
from quarterdeck.engine.wording import lower_first
from quarterdeck.risks.exposing import Exposed, Frozen, stranger_key
from quarterdeck.risks.results import Fix, Order, Ranked, Span
from quarterdeck.risks.simulating import Simulated

SEVERITY_ORDER = ("none", "unknown", "low", "medium", "high", "critical")
RANGED_ROWS = 1000
RANGED_WORLDS = 100
TOLD_ROWS = 20_000


@dataclass(frozen=True)
class Listed:
    rows: tuple[Ranked, ...]
    count: int
    fixes: tuple[Fix, ...]
    total: float


def listed(
    exposed: Exposed, found: Simulated, frozen: Frozen, currency: str,
    judgements: Judgements = JUDGEMENTS, *, by: Order = "business", most: int = TOLD_ROWS,
) -> Listed:  # fmt: skip
    """Findings, gaps and unseen systems by what leaving them costs; and work by what it saves.

    Told are the first `most` rows of an order; fixes are made of them.
    """
    findings, gaps = shares(exposed.findings), shares(exposed.duties)
    severity = np.array([severity_score(w.severity, w.score) for w in exposed.ground.weaknesses])
    ranking = rank(findings, severity, gaps)
    alone = {
        What.FINDING: saving_alone(exposed.findings),
        What.GAP: saving_alone(exposed.duties),
        What.NOT_SCANNED: findings.unseen,
    }
    second = _beyond(exposed, found)
    by_tolerance = ranks(_in_rows(ranking, second))
    rows = ranking.first(_ordered(ranking, by_tolerance, by), most)
    spans = _spans(exposed, found, frozen, rows[:RANGED_ROWS], judgements)
    names = _names(exposed, currency)
    told = tuple(
        _ranked(
            exposed, row, spans.get(n), alone, second, int(by_tolerance[row.by_business - 1]), names
        )
        for n, row in enumerate(rows)
    )
    return Listed(told, len(ranking), _fixes(exposed, told), findings.total + gaps.total)


def _in_rows(ranking: Ranking, money: dict[What, np.ndarray]) -> np.ndarray:
    """The money of each row of the ranking, (R,)."""
    found = np.zeros(len(ranking))
    for what, amounts in money.items():
        at = ranking.what == what
        found[at] = amounts[ranking.place[at]]
    return found


def _ordered(ranking: Ranking, by_tolerance: np.ndarray, by: Order) -> np.ndarray:
    """Each row's place in an order, (R,); what nobody rated comes last by severity."""
    rated = np.where(ranking.by_severity == UNRATED, len(ranking) + 1, ranking.by_severity)
    return {
        "business": np.arange(len(ranking)), "severity": rated, "tolerance": by_tolerance,
    }[by]  # fmt: skip


def severity_score(severity: str, score: float | None) -> float:
    """For the order by severity alone: the word first, then the tool's score."""
    return SEVERITY_ORDER.index(severity) * 100 + (score or 0.0)


def _names(exposed: Exposed, currency: str) -> dict[What, Names]:
    risks = {r.key: r for r in exposed.risks}
    systems = [exposed.ground.names[key] for key in exposed.ground.keys]
    about = [risks[key].scenario.name for key in exposed.findings.landscape.stakes.keys]
    owed = [risks[key].scenario.name for key in exposed.obligations]
    names = {gap.record.obligation: lower_first(gap.owed) for gap in exposed.gaps}
    duties = [names.get(risks[key].obligation, "") for key in exposed.obligations]
    of_systems = Names(systems, about, currency)
    return {
        What.FINDING: of_systems,
        What.NOT_SCANNED: of_systems,
        What.GAP: Names(duties, owed, currency),
    }


def _beyond(exposed: Exposed, found: Simulated) -> dict[What, np.ndarray]:
    """The same shares of the mean loss beyond the board's limit."""
    deciding = found.deciding
    parts = (
        dict(deciding.parts) if deciding else {s.key: s.of_tail or 0 for s in found.results.shares}
    )
    out = []
    for side in (exposed.findings, exposed.duties):
        money = np.array([parts.get(key, 0.0) for key in side.landscape.stakes.keys])
        out.append(shares(side, beyond_limit(side, money)))
    return {What.FINDING: out[0].rows, What.GAP: out[1].rows, What.NOT_SCANNED: out[0].unseen}


def _spans(
    exposed: Exposed, found: Simulated, frozen: Frozen, rows: tuple[Row, ...], judged: Judgements
) -> dict[int, Span]:
    """The range of the first rows that are findings, over worlds."""
    at = [n for n, row in enumerate(rows) if row.what is What.FINDING]
    if not at:
        return {}
    on = exposed.ground
    middle = exposed.findings.landscape
    worlds = judged.draw(RANGED_WORLDS, found.table.seed)

    def build(parameters: Parameters) -> Landscape:
        return landscape(on.systems, on.edges, on.columns, middle.stakes, parameters)

    yearly = np.stack([_averages(found, key) for key in middle.stakes.keys], axis=1)
    yearly = yearly[:: max(1, len(yearly) // RANGED_WORLDS)][:RANGED_WORLDS]
    drawn = ranges(
        build, worlds, yearly, frozen.findings, middle,
        np.array([rows[n].place for n in at], dtype=np.int32),
    )  # fmt: skip
    return {
        n: Span(rows[n].share, float(low), float(high))
        for n, low, high in zip(at, drawn.low, drawn.high, strict=True)
    }


def _averages(found: Simulated, key: str) -> np.ndarray:
    return found.table.samples[found.table.place_of(key)].worlds.average


def _ranked(
    exposed: Exposed, row: Row, span: Span | None, alone: dict[What, np.ndarray],
    second: dict[What, np.ndarray], by_tolerance: int, names: dict[What, Names],
) -> Ranked:  # fmt: skip
    side = exposed.duties if row.what is What.GAP else exposed.findings
    systems = None if row.what is What.GAP else exposed.ground.systems
    why = reason(side, row.what, row.place, systems)
    scenarios = side.landscape.stakes.keys
    common = {
        "cost_per_year": span or Span(row.share, row.share, row.share),
        "beyond_per_year": float(second[row.what][row.place]),
        "saving_alone": float(alone[row.what][row.place]),
        "rank": row.by_business,
        "rank_by_severity": row.by_severity or None,
        "rank_by_tolerance": by_tolerance,
        "reason": in_words(why, names[row.what]),
        "path": tuple(exposed.ground.keys[hop.system] for hop in why.path),
        "scenario": scenarios[why.scenario] if why.scenario >= 0 else "",
    }
    if row.what is What.GAP:
        return _gap(exposed, row.place, common)
    if row.what is What.NOT_SCANNED:
        return _unseen(exposed, row.place, common)
    return _finding(exposed, row.place, common)


def _finding(exposed: Exposed, place: int, common: dict[str, object]) -> Ranked:
    weakness = exposed.ground.weaknesses[place]
    key = weakness.system or stranger_key(weakness.asset)
    return Ranked(
        key=weakness.key, what="finding", title=weakness.title, system=key,
        system_name=exposed.ground.names[key], in_inventory=bool(weakness.system),
        severity=weakness.severity, score=weakness.score, fix_key=weakness.fix_key,
        tool=weakness.tool, **common,
    )  # type: ignore[arg-type]  # fmt: skip


def _gap(exposed: Exposed, place: int, common: dict[str, object]) -> Ranked:
    gap = exposed.gaps[place]
    state = "not proven" if gap.met else "not met"
    return Ranked(
        key=gap.record.key, what="gap", title=f"{gap.record.says} ({state})",
        system=gap.record.obligation, system_name=gap.owed, in_inventory=True,
        severity="", score=None, fix_key=f"gap:{gap.record.key}", tool="", **common,
    )  # type: ignore[arg-type]  # fmt: skip


def _unseen(exposed: Exposed, place: int, common: dict[str, object]) -> Ranked:
    key = exposed.ground.keys[place]
    return Ranked(
        key=f"not scanned: {key}", what="not scanned", title="Not scanned", system=key,
        system_name=exposed.ground.names[key], in_inventory=True, severity="", score=None,
        fix_key=f"scan:{key}", tool="", **common,
    )  # type: ignore[arg-type]  # fmt: skip


def _fixes(exposed: Exposed, told: tuple[Ranked, ...]) -> tuple[Fix, ...]:
    """Work by what it saves together; findings without a known fix are each their own."""
    joint = joint_saving(exposed.findings, exposed.ground.columns.fix)
    number = {key: n for n, key in enumerate(exposed.ground.fixes)}
    groups: dict[str, list[Ranked]] = defaultdict(list)
    for row in told:
        if row.what != "not scanned":
            groups[row.fix_key or f"one:{row.key}"].append(row)
    words = {w.fix_key: w.fix for w in exposed.ground.weaknesses if w.fix_key}
    found = []
    for key, rows in groups.items():
        saved = float(joint[number[key]]) if key in number else sum(r.saving_alone for r in rows)
        found.append((key, rows, saved))
    by_saving = ranks(np.array([saved for *_, saved in found]))
    worst = [
        max(severity_score(r.severity or "none", r.score) for r in rows) for _, rows, _ in found
    ]
    by_severity = ranks(np.array(worst))
    told_fixes = [
        _fix(key, rows, saved, words, int(by_saving[n]), int(by_severity[n]))
        for n, (key, rows, saved) in enumerate(found)
    ]
    return tuple(sorted(told_fixes, key=lambda fix: (fix.rank, fix.key)))


def _fix(
    key: str, rows: list[Ranked], saved: float, words: dict[str, str], rank_: int, by_severity: int
) -> Fix:
    first = rows[0]
    spans = [r.cost_per_year for r in rows]
    cost = Span(*(sum(getattr(span, end) for span in spans) for end in ("middle", "low", "high")))
    ratio = saved / cost.middle if cost.middle else 0.0
    worst = max(rows, key=lambda r: severity_score(r.severity or "none", r.score))
    return Fix(
        key=key,
        says=words.get(key) or f"Put right: {first.title}",
        closes=tuple(r.key for r in rows),
        systems=tuple(dict.fromkeys(r.system for r in rows)),
        saving=Span(saved, cost.low * ratio, cost.high * ratio),
        cost_per_year=cost,
        highest_severity=worst.severity,
        rank=rank_,
        rank_by_severity=by_severity,
        why=first.reason,
    )
