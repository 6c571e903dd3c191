"""The Nu HTML checker (validator.w3.org/nu) on every page."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable

from built import Site

from explainer import testing


def nu(addresses: Iterable[str]) -> dict[str, list[str]]:
    """What the checker says of each page, errors and warnings alike; nothing of those that are in order.

    It reads them from a server: for a file it would take the policy's 'self' for another host.
    """
    command = [testing.java(), "-Xss1m", "-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", testing.nu_checker(), "--format", "json"]
    done = subprocess.run([*command, *addresses], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    found: dict[str, list[str]] = {}
    for message in json.loads(done.stderr)["messages"]:
        kind = message.get("subType", message["type"])
        found.setdefault(message["url"], []).append(f"{kind}, line {message.get('lastLine')}: {message['message']}")
    return found


def test_every_page_is_in_order_and_the_checker_is_awake(site: Site, address: str) -> None:
    """No error and no warning on any page, but for one with two seeded errors."""
    pages = list(site.pages)  # before the seeded one is among the files
    seeded = site.folder / "assets" / "seeded.html"
    seeded.write_text('<!doctype html><html lang="en"><meta charset="utf-8"><title>Seeded</title><p><img src="x"></b></p></html>', encoding="utf-8")
    try:
        found = nu([f"{address}{url}" for url in (*pages, "assets/seeded.html")])
    finally:
        seeded.unlink()
    assert len(found.pop(f"{address}assets/seeded.html", [])) == 2
    assert not found, "\n".join(f"{url.removeprefix(address)}: {line}" for url, lines in found.items() for line in lines)
