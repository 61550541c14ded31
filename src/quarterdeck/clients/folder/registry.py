"""The parts that the rooms bring, from the ground floor up."""

from functools import lru_cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from quarterdeck.clients.folder.part import Files, Table


@lru_cache(maxsize=1)
def parts() -> tuple[Table | Files, ...]:
    """`PARTS` of every room's `folder` module, in the order of the installed apps."""
    found: list[Table | Files] = []
    for app in apps.get_app_configs():
        if module_has_submodule(app.module, "folder"):
            found += getattr(import_module(f"{app.name}.folder"), "PARTS", ())
    return tuple(found)


def tables() -> tuple[Table, ...]:
    return tuple(part for part in parts() if isinstance(part, Table))


def files() -> tuple[Files, ...]:
    return tuple(part for part in parts() if not isinstance(part, Table))
