"""`python -m explainer COMMAND`: what the scripts beside this package run."""

from __future__ import annotations

import importlib
import sys

COMMANDS = {
    "serve": "explainer.preview",
    "build": "explainer.publish",
    "check": "explainer.checking",
    "new": "explainer.starting",
    "schemas": "explainer.completion",
    "test": "explainer.testing",
    "cards": "explainer.cards",
    "pdf": "explainer.printing",
    "lighthouse": "explainer.lighthouse",
    "bench": "explainer.benching",
    "export-markdown": "explainer.portable",
    "lock": "explainer.locking",
    "links": "explainer.link_check",
}


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        print(f"usage: python -m explainer {{{','.join(COMMANDS)}}}", file=sys.stderr)
        return 2
    command = sys.argv[1]
    return int(importlib.import_module(COMMANDS[command]).main(sys.argv[2:]))


if __name__ == "__main__":
    sys.exit(main())
