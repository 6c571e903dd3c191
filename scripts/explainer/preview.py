"""`scripts/serve`: the site at a local address, made again after every save.

Each build goes to a folder of its own and takes the place of the one shown only when it is whole; after a faulty
save the fault is printed and the last good pages stay.
"""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from explainer import engine
from explainer.project import parser


class Preview:
    """Builds into one folder after the other below a temporary one."""

    def __init__(self, root: Path, host: str, port: int):
        self.root = root
        self.folder = Path(tempfile.mkdtemp(prefix="detainers-preview-"))
        self.shown: Path | None = None
        self.count = 0
        self.server = engine.preview_server(root, host, port, self.rebuild, self.folder)

    def rebuild(self) -> None:
        """One build; what goes wrong is printed, and the last good pages stay."""
        started = time.monotonic()
        self.count += 1
        target = self.folder / str(self.count)
        try:
            engine.build(self.root, target, serve_url=self.server.url)
        except (*engine.STOPS, OSError) as error:  # OSError: a file that went away while it was read
            shutil.rmtree(target, ignore_errors=True)
            stays = "The last good pages stay." if self.shown else "Nothing to show yet; save the file to try again."
            print(f"\n{engine.message_of(error)}\n{stays}", file=sys.stderr, flush=True)
            return
        last, self.shown = self.shown, target
        self.server.root = str(target)
        if last:
            shutil.rmtree(last, ignore_errors=True)
        print(f"Fresh at {self.server.url} ({time.monotonic() - started:.1f} s)", flush=True)

    def run(self) -> None:
        try:
            self.server.serve()  # type: ignore[no-untyped-call]  # MkDocs gives it no types
        except KeyboardInterrupt:
            pass
        finally:
            self.server.shutdown()
            shutil.rmtree(self.folder, ignore_errors=True)


def main(arguments: Sequence[str]) -> int:
    made = parser("serve", "Shows the site at a local address, and again after every save.")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    made.add_argument("--port", type=int, default=8000)
    options = made.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stderr)
    try:
        Preview(options.root.resolve(), options.host, options.port).run()
    except engine.STOPS as error:  # a configuration that can't be read, before there is anything to watch
        print(engine.message_of(error), file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"The preview can't listen on {options.host}:{options.port}: {error.strerror}. Try: scripts/serve --port {options.port + 1}",
            file=sys.stderr,
        )
        return 1
    return 0
