"""Who may do what at a client: one table, read by pages, by the API and by people.

Areas are the rooms; acts are read (look), draft (technical work and proposals), change (what the
client relies on), sign (decide for the board) and manage (people, keys, deletion). An auditor's
rights hold only for the areas of the seat. What stands nowhere is denied.
"""

from typing import Literal, get_args

from quarterdeck.clients.models.people import Role

Area = Literal[
    "cockpit", "business", "findings", "risks", "plans", "incidents", "board", "ledger", "people"
]
Act = Literal["read", "draft", "change", "sign", "manage"]

AREAS: tuple[Area, ...] = get_args(Area)
LEADER, ANALYST, DIRECTOR, AUDITOR = Role.LEADER, Role.ANALYST, Role.DIRECTOR, Role.AUDITOR

TABLE: dict[Area, dict[Act, frozenset[Role]]] = {
    "cockpit": {
        "read": frozenset({LEADER, ANALYST}),
    },
    "business": {
        "read": frozenset({LEADER, ANALYST, AUDITOR}),
        "draft": frozenset({LEADER, ANALYST}),
        "change": frozenset({LEADER}),
    },
    "findings": {
        "read": frozenset({LEADER, ANALYST, AUDITOR}),
        "draft": frozenset({LEADER, ANALYST}),
        "change": frozenset({LEADER, ANALYST}),
    },
    "risks": {
        "read": frozenset({LEADER, ANALYST, AUDITOR}),
        "draft": frozenset({LEADER, ANALYST}),
        "change": frozenset({LEADER}),
    },
    "plans": {
        "read": frozenset({LEADER, ANALYST, AUDITOR}),
        "draft": frozenset({LEADER, ANALYST}),
        "change": frozenset({LEADER}),
    },
    "incidents": {
        "read": frozenset({LEADER, ANALYST, AUDITOR}),
        "draft": frozenset({LEADER, ANALYST}),
        "change": frozenset({LEADER}),
    },
    "board": {
        "read": frozenset({LEADER, ANALYST, DIRECTOR, AUDITOR}),
        "draft": frozenset({LEADER, ANALYST}),
        "change": frozenset({LEADER}),
        "sign": frozenset({LEADER, DIRECTOR}),
    },
    "ledger": {
        "read": frozenset({LEADER, AUDITOR}),
    },
    "people": {
        "read": frozenset({LEADER}),
        "manage": frozenset({LEADER}),
    },
}


def may(role: str, area: Area, act: Act, areas: tuple[str, ...] = ()) -> bool:
    """Whether the role may; `areas` are those of an auditor's seat."""
    if role not in TABLE[area].get(act, frozenset()):
        return False
    return role != Role.AUDITOR or area in areas


def who_may(area: Area, act: Act) -> str:
    """The roles that may, in words: "security leader, analyst"."""
    roles = TABLE[area].get(act, frozenset())
    return ", ".join(role.label.lower() for role in Role if role in roles) or "nobody"
