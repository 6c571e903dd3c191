"""Which files differ from the main branch, as git knows it."""

from __future__ import annotations

import subprocess
from pathlib import Path

MAIN = ("main", "origin/main")
"""The first of these that exists is what a branch is compared with; in CI there is often only the second."""


class NoComparison(Exception):
    """There is nothing to compare with; the text is a sentence that says why."""


def changed_files(root: Path) -> frozenset[str]:
    """The paths, from ``root``, of files that differ from the merge base with the main branch: committed, not committed, new, deleted.

    Raises NoComparison without git, outside a repository or without a main branch.
    """
    try:
        _git(root, "rev-parse", "--git-dir")
    except (OSError, subprocess.CalledProcessError):
        raise NoComparison("What has changed can't be known: git is not installed, or this folder is no git checkout.") from None
    for branch in MAIN:
        try:
            base = _git(root, "merge-base", "HEAD", branch).strip()
        except subprocess.CalledProcessError:
            continue
        changed = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base)
        new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
        return frozenset(path for path in (changed + new).split("\0") if path)
    raise NoComparison(f"What has changed can't be known: there is no branch {' or '.join(MAIN)} with a commit in common with this one.")


def _git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8", check=True).stdout
