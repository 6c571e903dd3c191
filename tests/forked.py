"""Calls in processes of their own, forked from one that has loaded the package: a build that is to be killed need not load it first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from types import TracebackType

from sample import ROOT

SERVER = r"""
import ctypes, errno, itertools, json, os, resource, select, signal, sys, time
from pathlib import Path
from explainer import building, engine, faults, hold_clock, keeping, publish

hold_clock.federal_holidays([2026])  # loads many modules at its first call
for line in sys.stdin:
    code, moment = json.loads(line)
    started = time.monotonic()
    heard, says = os.pipe()
    child = os.fork()
    if not child:
        ended = 70
        try:
            os.dup2(says, 1), os.dup2(says, 2)
            exec(code)
            ended = 0
        except SystemExit as end:
            ended = end.code
        except BaseException:
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(ended)
    os.close(says)
    said = b""
    while select.select([heard], [], [], None if moment is None else max(0, started + moment - time.monotonic()))[0]:
        if not (part := os.read(heard, 65536)):
            break
        said += part
    else:
        os.kill(child, signal.SIGKILL)
    os.close(heard)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([status, said.decode(), time.monotonic() - started]), flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a call ended: its exit code (-9 if it was killed), all it printed, and the seconds it took."""

    code: int
    said: str
    seconds: float


class Forks:
    """The process that forks. A context."""

    def __init__(self, **environment: str):
        self._server = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.communicate()

    def run(self, code: str, killed_after: float | None = None) -> Ended:
        """Runs ``code``, in which the package's modules are at hand, to its end or for so many seconds."""
        assert self._server.stdin
        assert self._server.stdout
        self._server.stdin.write(json.dumps([code, killed_after]) + "\n")
        self._server.stdin.flush()
        return Ended(*json.loads(self._server.stdout.readline()))
