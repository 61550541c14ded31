"""Where the sample clients lie: in the checkout, or in the installed package."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

CHECKOUT = Path(__file__).parents[3] / "examples"


@contextmanager
def folder(name: str) -> Iterator[Path]:
    """The folder of a sample client. FileNotFoundError when there is none of that name."""
    if (CHECKOUT / name).is_dir():
        yield CHECKOUT / name
        return
    with as_file(files("quarterdeck.data") / "examples" / name) as path:
        if not path.is_dir():
            raise FileNotFoundError(f"no sample client {name}")
        yield path
