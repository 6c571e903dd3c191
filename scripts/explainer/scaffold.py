"""The folder in which a site is built: on what is left there of an earlier one, so that not every folder and link has to be made anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname

from explainer.keeping import Stamp, stamp_of


class Scaffold:
    """A site that is being built in ``folder``. Nothing that lay there before is written to: it may be a file of the last site, too.

    Paths are relative to the folder, with slashes, as text: to join a `Path` costs more than to link a file. Everything may raise OSError.
    """

    def __init__(self, folder: Path):
        self.files: dict[str, Stamp] = {}
        """Every file of the new site."""
        self._folder = str(folder)
        self._folders: set[str] = set()
        self._found: set[str] = set()
        """Files that lay there before, and were not looked at so far."""
        if folder.is_dir():
            self._look("")
        else:
            folder.mkdir()

    def _look(self, below: str) -> None:
        with os.scandir(f"{self._folder}/{below}") as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    self._folders.add(path)
                    self._look(f"{path}/")
                else:
                    self._found.add(path)

    def put(self, path: str, pieces: Iterable[bytes]) -> Stamp:
        """Writes a file."""
        target = self._free(path)
        with open(target, "wb") as file:
            file.writelines(pieces)
        stamp = self.files[path] = stamp_of(target)
        return stamp

    def copy(self, path: str, source: Path) -> None:
        """Copies a file."""
        target = self._free(path)
        shutil.copyfile(source, target)
        self.files[path] = stamp_of(target)

    def link(self, path: str, source: str, stamp: Stamp) -> bool:
        """Makes ``source`` a file of this site too. False if it is not there as ``stamp`` says, or can't be linked."""
        try:
            status = os.stat(source)
            if (status.st_size, status.st_mtime_ns) != stamp:
                return False
            if not self._is(path, status):
                os.link(source, self._free(path))
        except OSError:
            return False
        self.files[path] = stamp
        return True

    def _is(self, path: str, status: os.stat_result) -> bool:
        """True if that very file lies there already."""
        if path not in self._found or not os.path.samestat(status, os.lstat(f"{self._folder}/{path}")):
            return False
        self._found.remove(path)
        return True

    def _free(self, path: str) -> str:
        """Where the file at ``path`` goes: its folder is there, and nothing in its place."""
        self._make_folder(dirname(path))
        self._remove(path)
        return f"{self._folder}/{path}"

    def _make_folder(self, path: str) -> None:
        if path and path not in self._folders:
            self._make_folder(dirname(path))
            self._remove(path)
            os.mkdir(f"{self._folder}/{path}")
            self._folders.add(path)

    def _remove(self, path: str) -> None:
        """Removes what lies at ``path``."""
        if path in self._found or path in self.files:
            os.unlink(f"{self._folder}/{path}")
            self._found.discard(path)
        elif path in self._folders:
            shutil.rmtree(f"{self._folder}/{path}")
            self._folders = {folder for folder in self._folders if not f"{folder}/".startswith(f"{path}/")}
            self._found = {file for file in self._found if not file.startswith(f"{path}/")}

    def tidy(self) -> None:
        """Removes what is not of the new site. To be called when all of it is there."""
        for path in list(self._found):
            self._remove(path)
        needed = {""}
        for path in self.files:
            while (path := dirname(path)) not in needed:
                needed.add(path)
        for path in sorted(self._folders - needed, reverse=True):  # the inner ones first
            os.rmdir(f"{self._folder}/{path}")
