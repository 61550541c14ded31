"""The parts that the rooms bring, from the ground floor up."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from quarterdeck.clients.folder.part import Files, Table
from quarterdeck.clients.folder.problems import Report
from quarterdeck.clients.folder.whole import Whole
from quarterdeck.clients.models import Client

Check = Callable[[Whole, Report], None]
Follower = Callable[[Client, Table], None]


@lru_cache(maxsize=1)
def parts() -> tuple[Table | Files, ...]:
    """`PARTS` of every room's `folder` module, in the order of the installed apps."""
    return tuple(part for module in _modules() for part in getattr(module, "PARTS", ()))


def checks() -> tuple[Check, ...]:
    """`CHECKS` of every room's `folder` module: what only the whole folder shows."""
    return tuple(check for module in _modules() for check in getattr(module, "CHECKS", ()))


def followers() -> tuple[Follower, ...]:
    """`FOLLOW` of every room's `folder` module: what must follow when a table was changed."""
    return tuple(each for module in _modules() for each in getattr(module, "FOLLOW", ()))


def tables() -> tuple[Table, ...]:
    return tuple(part for part in parts() if isinstance(part, Table))


def files() -> tuple[Files, ...]:
    return tuple(part for part in parts() if not isinstance(part, Table))


def _modules() -> list[ModuleType]:
    rooms = (app for app in apps.get_app_configs() if module_has_submodule(app.module, "folder"))
    return [import_module(f"{app.name}.folder") for app in rooms]
