"""Puts what `quarterdeck demo` answers today into README.md.

`python docs/write_readme_excerpt.py`
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
EXCERPT = re.compile(r"(?<=and says:\n\n```\n).*?(?=\n```)", re.DOTALL)


def excerpt(answers: list[dict[str, str]]) -> str:
    """Each question over its answer, as the README shows them."""
    wrap = textwrap.TextWrapper(92, initial_indent="  ", subsequent_indent="  ")
    return "\n".join(f"{a['question']}\n{wrap.fill(_plain(a['answer']))}" for a in answers)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        line = [sys.executable, "-m", "quarterdeck", "demo", "--out", f"{folder}/out", "--json"]
        fresh = os.environ | {"QUARTERDECK_DATA": f"{folder}/data"}
        done = subprocess.run(line, check=True, capture_output=True, text=True, env=fresh)  # noqa: S603
    said = excerpt(json.loads(done.stdout)["data"]["answers"])
    text = README.read_text(encoding="utf-8")
    README.write_text(EXCERPT.sub(lambda _: said, text), encoding="utf-8")


if __name__ == "__main__":
    main()
