"""`scripts/lock`: the lock files anew from pyproject.toml, with exact versions and hashes and without addresses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence

from explainer.project import parser

COMMON = (
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
)


def main(arguments: Sequence[str]) -> int:
    made = parser("lock", "Writes the lock files anew from pyproject.toml.")
    made.add_argument("--upgrade", action="store_true", help="take newer versions than those locked now")
    options = made.parse_args(arguments)
    uv = shutil.which("uv")
    if not uv:
        print("uv is needed to lock for all systems at once. Install it with: python3 -m pip install uv", file=sys.stderr)
        return 1
    upgrade = ("--upgrade",) if options.upgrade else ()
    locks = [
        ("requirements.txt", ("pyproject.toml",)),
        ("requirements-dev.txt", ("pyproject.toml", "--group", "dev", "--constraint", "requirements.txt")),
    ]
    locks += [
        (f"scripts/peers/{path.stem}.txt", (f"scripts/peers/{path.name}",)) for path in sorted((options.root / "scripts" / "peers").glob("*.in"))
    ]
    for output, of in locks:
        done = subprocess.run([uv, "pip", "compile", *of, *COMMON, *upgrade, "-o", output], cwd=options.root)
        if done.returncode != 0:
            return done.returncode
    return 0
