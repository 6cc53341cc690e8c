"""The kinds of faults. The folder is the registry: every module but ``fault`` and ``places`` holds a tuple FAULTS."""

from importlib import import_module
from pkgutil import iter_modules

from evals.faults.fault import Change, Edit, Fault, Needs

__all__ = ["FAULTS", "Change", "Edit", "Fault", "Needs"]


def _all() -> tuple[Fault, ...]:
    found: list[Fault] = []
    for module in sorted(m.name for m in iter_modules(__path__)):
        found.extend(getattr(import_module(f"evals.faults.{module}"), "FAULTS", ()))
    return tuple(sorted(found, key=lambda f: f.id))


FAULTS = _all()
