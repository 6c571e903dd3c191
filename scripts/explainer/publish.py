"""`scripts/build`: build beside, exchange at the end, so that `site/` is always one whole site.

`.site-new` holds what may be thrown away: a site that is being built or removed. `.site-old` holds a whole site for a moment,
and only where the system can't exchange two folders in one step. So whatever a killed build left, the next one can repair.
A site that was replaced lies in `.cache/site` until the next build, which goes on from it (see `scaffold`).
"""

from __future__ import annotations

import ctypes
import datetime as dt
import errno
import gc
import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from explainer import keeping
from explainer.project import count, files_below, parser

LOCK = ".cache/build.lock"
"""Held by a running build. The system lets go of it when the process ends, however it ends; the empty file stays."""

REPLACED = ".cache/site"
"""The site before the last one. Almost all of its files are those of the last, so to build on it is to touch few."""

log = logging.getLogger(__name__)


class Refused(Exception):
    """A build that does not begin; the text says why, and what to do."""


def build(root: Path) -> Path:
    """Builds the site and puts it in place of `site/`, which stays as it was if the build stops.

    If nothing has changed since it was built, it stays. Returns the folder. Raises engine.STOPS with what is wrong, Refused, or
    OSError if the site can't be written.
    """
    target, beside, old, replaced = root / "site", root / ".site-new", root / ".site-old", root / REPLACED
    with _alone(root):
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise Refused(f"{target} is {'a link' if target.is_symlink() else 'a file'} and a build would replace it. Move it away and build again.")
        _settle(target, beside, old)
        before = os.umask(0o022)  # everybody may read a site, whoever built it
        kept = keeping.Kept(root)
        try:
            inputs = keeping.inputs_of(root, dt.date.today())  # before anything is read: who saves meanwhile is not overlooked
            if keeping.stands(kept, inputs, target):
                return target
            _move(replaced, beside)
            kept = _built(root, beside, target, kept, inputs)
            _put_in_place(beside, target, old)
            kept.commit()
            _move(old if old.exists() else beside, replaced)
        except OSError:
            raise
        except BaseException:  # a fault, or an interruption: there is room for what the next build goes on from
            _move(beside, replaced)
            raise
        finally:
            kept.close()
            os.umask(before)
            try:
                _settle(target, beside, old)
            except OSError as error:  # the site is whole all the same
                log.warning("What is left of a build can't be removed: %s Remove %s by hand.", _said(error), beside)
    return target


def _built(root: Path, beside: Path, last: Path, kept: keeping.Kept, inputs: keeping.Inputs) -> keeping.Kept:
    """Builds ``beside``, and gives what is kept of it: if what was kept can't be used, or nothing can be written there, without it."""
    from explainer import building  # only now: MkDocs and pydantic are half of what it costs to see that nothing has changed

    for tried in range(3):
        try:
            building.build(root, beside, last, kept, inputs)
            return kept
        except sqlite3.Error as error:
            said = str(error)
            _remove(beside)
            kept.close()
            kept = keeping.Kept(None if tried else root, anew=True)
    raise OSError(said)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Raises Refused while another build of this project is running."""
    path = root / LOCK
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as file:
        try:
            _lock(file.fileno())
        except (BlockingIOError, PermissionError):
            raise Refused("Another build of this project is running. Wait until it has ended and build again.") from None
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _put_in_place(beside: Path, target: Path, old: Path) -> None:
    """The new site becomes ``target``: in one step, or where the system can't do that in two, of which `_settle` can tell the first."""
    if target.exists() and not _exchanged(beside, target):
        target.rename(old)
    if not target.exists():
        beside.rename(target)


def _move(folder: Path, to: Path) -> None:
    """Moves a folder to where nothing is. What is none or can't be moved stays where it is: this saves time only."""
    with suppress(OSError):
        if folder.is_dir() and not folder.is_symlink():
            folder.rename(to)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step. False if that can't be done here, and nothing was."""
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return bool(system.renamex_np(first, second, 2) == 0)  # RENAME_SWAP
        return bool(system.renameat2(-100, first, -100, second, 2) == 0)  # AT_FDCWD, RENAME_EXCHANGE
    except (AttributeError, OSError, TypeError):  # a C library or a system without it
        return False


def _settle(target: Path, beside: Path, old: Path) -> None:
    """The last whole site in its place, whatever happened, and nothing beside it."""
    _remove(beside)
    if old.exists():
        old.rename(beside if target.exists() else target)
        _remove(beside)


def _remove(folder: Path) -> None:
    """Removes a folder and all in it, be it protected against that or not, or a link in its place."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        try:
            shutil.rmtree(folder)
        except PermissionError:
            for path in (folder, *(Path(at, name) for at, names, _ in os.walk(folder) for name in names)):
                if not path.is_symlink():
                    path.chmod(0o700)
            shutil.rmtree(folder)


ADVICE = {
    errno.ENOSPC: "Free some space there",
    errno.EDQUOT: "Free some space there",
    errno.EFBIG: "Raise the limit on the size of files (ulimit -f)",
    errno.EACCES: "Give yourself the right to read and write there",
    errno.EPERM: "Give yourself the right to read and write there",
    errno.EROFS: "Build in a folder that can be written to",
}
"""What to do about an error of the system."""


def _said(error: OSError) -> str:
    """The system's words for what went wrong, and the file if it is known: a copy names it last, a write not at all."""
    file = error.filename2 or error.filename
    return f"{error.strerror or error}{f' ({file})' if file else ''}."


def main(arguments: Sequence[str]) -> int:
    made = parser("build", "Writes the site to site/, all or nothing.")
    options = made.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    gc.disable()  # measured: a seventh less time with thousands of pages; a page leaves nothing that only the collector would find
    root = options.root.resolve()
    try:
        site = build(root)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        advice = ADVICE.get(error.errno or 0, "Mend that")
        print(f"The site could not be written in {root}: {_said(error)} {advice} and build again. What is in site/ stays.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What is in site/ stays.", file=sys.stderr)
        return 130
    except BaseException as error:
        from explainer.engine import STOPS, message_of  # only now, see above

        if not isinstance(error, STOPS):
            raise
        print(message_of(error), file=sys.stderr)
        return 1
    gc.freeze()  # Python collects garbage once more at its end, whether it is disabled or not
    pages = sum(name.endswith(".html") for name in files_below(site))
    print(f"{count(pages, 'page')} in {site}")
    return 0
