"""What counts as usual: frozen on the reference day, and linked when somebody looks anew."""

from collections.abc import Callable

import msgspec

from quarterdeck.engine.exposure import chain_link, reference
from quarterdeck.risks.exposing import Frozen, Survey
from quarterdeck.risks.inputs import Inputs, Looked


def frozen_reference(inputs: Inputs, now: Survey, surveyed: Callable[[Inputs], Survey]) -> Frozen:
    """The stored reference, chain-linked where a new look arrived; or today's, where none is.

    `surveyed` surveys the inputs as they were before the new looks.
    """
    if inputs.reference is None:
        found = reference(now.findings), reference(now.duties)
        return Frozen(inputs.as_of, *found, _scope(inputs))
    old = msgspec.convert(inputs.reference, Frozen)
    new = set(_scope(inputs)) - set(old.scope)
    if not new:
        return old
    before = surveyed(_without(inputs, new))
    linked = chain_link(old.findings, before.findings, now.findings)
    return msgspec.structs.replace(old, findings=linked, scope=tuple(sorted({*old.scope, *new})))


def _scope(inputs: Inputs) -> tuple[str, ...]:
    """Which systems each kind of look has seen."""
    return tuple(sorted(set(map(_in_words, inputs.looked))))


def _in_words(look: Looked) -> str:
    """As "web-1 by nessus"."""
    return f"{look.system} by {look.by}"


def _without(inputs: Inputs, new: set[str]) -> Inputs:
    """The inputs as they were before the new looks."""
    looked = tuple(look for look in inputs.looked if _in_words(look) not in new)
    kept = {(look.system, look.by) for look in looked}
    weaknesses = tuple(
        w
        for w in inputs.weaknesses
        if not w.system or any((w.system, by) in kept for by in w.looks)
    )
    return msgspec.structs.replace(inputs, looked=looked, weaknesses=weaknesses)
