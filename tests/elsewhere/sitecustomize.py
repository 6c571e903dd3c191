"""Python on another machine: it begins with this file if the folder stands in PYTHONPATH, and ELSEWHERE says what is other."""

import os
import time

listdir, scandir, now = os.listdir, os.scandir, time.time


class Turned:
    """A folder's entries from the last to the first, as `os.scandir` gives them."""

    def __init__(self, *folder):
        with scandir(*folder) as entries:
            self.entries = iter(sorted(entries, key=lambda entry: os.fsencode(entry.name), reverse=True))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.entries)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def close(self):
        pass


for other in os.environ["ELSEWHERE"].split():
    if other == "year":
        time.time = lambda: now() + 400 * 86400  # `date.today` asks it
    elif other == "order":
        os.listdir = lambda *folder: sorted(listdir(*folder), reverse=True)
        os.scandir = Turned
    elif other == "user" and os.geteuid() == 0:
        os.setresuid(65534, 0, 0)  # nobody, who keeps root's right to read what the tests lie in
