"""SARIF: the rules of a tool and its extensions, and what they say of a result."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from quarterdeck.readers.json_value import at, part, text, texts
from quarterdeck.readers.record import Category
from quarterdeck.readers.text import LONGEST, bounded, cves, cwes, line

_SECURITY = re.compile(r"security|cwe|owasp|malicious|vulnerab|secret|injection|crypto", re.I)
_HOLE = re.compile(r"\{(\d{1,3})\}")
_LONGEST_MESSAGE = 5 * LONGEST
_LINK = re.compile(r"\[([^\]\[]{1,200})\]\(\d{1,3}\)")


@dataclass(frozen=True)
class Rule:
    """One rule (`reportingDescriptor`)."""

    id: str
    raw: dict[str, Any] = field(repr=False)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        return tuple(texts(part(self.raw, "properties").get("tags")))

    @cached_property
    def is_tagged_security(self) -> bool:
        return "security" in self.tags or "security-severity" in part(self.raw, "properties")

    @cached_property
    def is_near_security(self) -> bool:
        return self.is_tagged_security or any(_SECURITY.search(tag) for tag in self.tags)

    @property
    def title(self) -> str:
        short = at(self.raw, "shortDescription", "text")
        return "" if short.startswith("Semgrep Finding:") else line(short)

    @property
    def description(self) -> str:
        full, helping = part(self.raw, "fullDescription"), part(self.raw, "help")
        return at(full, "text") or at(helping, "text") or at(helping, "markdown")

    @cached_property
    def cwes(self) -> tuple[str, ...]:
        related = self.raw.get("relationships")
        targets = [part(r, "target") for r in related] if isinstance(related, list) else []
        cwe = [f"CWE-{at(t, 'id')}" for t in targets if at(t, "toolComponent", "name") == "CWE"]
        said = texts(part(self.raw, "properties").get("cwe"))
        return cwes(*self.tags, *(c.replace("CWE-CWE", "CWE") for c in cwe), *said)


@dataclass(slots=True)
class Rules:
    """A run's rules: by place (component, index) and by name. Component -1 is the driver."""

    tool: str
    placed: dict[tuple[int, int], Rule] = field(default_factory=dict)
    named: dict[str, Rule] = field(default_factory=dict)
    messages: dict[str, Any] = field(default_factory=dict)
    tells_security: bool = False
    hints_at_security: bool = False

    def add(self, component: int, raw: dict[str, Any]) -> None:
        """All rules of one tool component."""
        self.messages |= part(raw, "globalMessageStrings")
        listed = raw.get("rules")
        for index, entry in enumerate(listed if isinstance(listed, list) else []):
            rule = Rule(at(entry, "id"), part(entry))
            self.placed[component, index] = rule
            self.named.setdefault(rule.id, rule)
            self.tells_security |= "security" in rule.tags
            self.hints_at_security |= rule.is_near_security

    def is_beside_security(self, rule: Rule) -> bool:
        """Whether the tool marks the rules that concern security, and not this one."""
        if not rule.tags:
            return False
        if self.tells_security:
            return not rule.is_tagged_security
        return self.hints_at_security and not rule.is_near_security

    def of(self, result: dict[str, Any]) -> Rule:
        """The rule of a result by place, else by name ("CA1000/1" is a case of "CA1000"); an
        empty rule with the result's own name when the file does not describe it."""
        reference = part(result, "rule")
        name = said = bounded(text(result.get("ruleId")) or at(reference, "id"))
        component = reference.get("toolComponent")
        at_component = part(component).get("index", -1)
        index = result.get("ruleIndex", reference.get("index"))
        if isinstance(index, int) and isinstance(at_component, int):
            rule = self.placed.get((at_component, index))
            if rule and (not name or name == rule.id or name.startswith(f"{rule.id}/")):
                return rule
        while name not in self.named and "/" in name:
            name = name.rpartition("/")[0]
        return self.named.get(name) or Rule(said, {})


def message(rules: Rules, rule: Rule, result: dict[str, Any]) -> str:
    """A result's message, put together from the rule's template where it names one."""
    said = part(result, "message")
    plain, name = at(said, "text") or at(said, "markdown"), at(said, "id")
    if not plain and name:
        plain = at(rule.raw, "messageStrings", name, "text") or at(rules.messages, name, "text")
    arguments = [bounded(argument) for argument in texts(said.get("arguments"))]
    filled = _HOLE.sub(
        lambda hole: arguments[int(hole[1])] if int(hole[1]) < len(arguments) else hole[0],
        bounded(plain, _LONGEST_MESSAGE),
    )
    return _LINK.sub(r"\1", filled)


def named_cves(rule: Rule, category: Category, said: str) -> tuple[str, ...]:
    """The CVEs that a result is about: those in the rule's name and title, for packages also the
    one that its help or message names."""
    found = cves(rule.id, rule.title, *rule.tags)
    if not found and category == "vulnerability":
        found = cves(at(rule.raw, "help", "text"), said)
        found = found if len(found) == 1 else ()
    return found
