"""scripts/links, against a server of this machine."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sample import ROOT, Project

from explainer import link_check
from explainer.explainer import Explainer
from explainer.link_check import EXCUSED, Answer, ask, ask_all, excused_hosts, table

SOURCES = "data/sources/news.yml"


@dataclass
class Server:
    """What was asked, and how many requests one host had to answer at once at most."""

    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: Counter[str] = field(default_factory=Counter)
    most: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}/{path}"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "*")
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            host = self.headers["Host"]
            with state.lock:
                state.asked.append((self.command, self.path))
                state.agents.add(self.headers["User-Agent"])
                state.at_once[host] += 1
                state.most[host] = max(state.most[host], state.at_once[host])
                again = state.asked.count((self.command, self.path)) > 1
            path = self.path.strip("/")
            status = {"gone": 404, "wall": 403, "moved": 301, "lent": 302, "chain": 301, "busy": 200 if again else 503, "broken": 500}.get(path, 200)
            if path == "whole-only" and self.command == "HEAD":
                status = 405
            state.over.wait(30 if path == "hangs" else 0.02)  # long enough for a second request to come too early
            with state.lock:
                state.at_once[host] -= 1
            try:
                self.send_response(status)
                if path in ("moved", "lent"):
                    self.send_header("Location", "/here")
                if path == "chain":
                    self.send_header("Location", "/lent")
                self.send_header("Content-Length", "0")
                self.end_headers()
            except OSError:
                pass  # whoever asked has gone

        do_GET = do_HEAD = answer

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test reads `asked`."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        state.port = http.server_port
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        state.over.set()
        http.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "outcome", "said", "asked"),
    [
        ("here", "answers", "200", ["HEAD"]),
        ("whole-only", "answers", "200", ["HEAD", "GET"]),
        ("lent", "answers", "200", ["HEAD"]),
        ("chain", "answers", "200", ["HEAD"]),
        ("gone", "gone", "404", ["HEAD", "GET"]),
        ("wall", "refused", "403", ["HEAD", "GET"]),
        ("busy", "answers", "200", ["HEAD", "GET", "HEAD"]),
        ("broken", "failing", "500", ["HEAD", "GET"] * 3),
    ],
)
def test_an_address_is_asked_for_its_head_then_whole_then_again(server: Server, path: str, outcome: str, said: str, asked: list[str]) -> None:
    assert ask(server.url(path), 5, 0) == Answer(server.url(path), outcome, said)
    assert [method for method, name in server.asked if name == f"/{path}"] == asked


def test_an_address_with_other_letters_is_asked_for_as_a_browser_does(server: Server) -> None:
    url = server.url("café/ü?ort=Köln&x=%20#höher")
    assert ask(url, 5, 0) == Answer(url, "answers", "200")
    assert server.asked == [("HEAD", "/caf%C3%A9/%C3%BC?ort=K%C3%B6ln&x=%20")]


def test_a_permanent_move_is_told_with_the_new_address(server: Server) -> None:
    assert ask(server.url("moved"), 5, 0) == Answer(server.url("moved"), "moved", server.url("here"))


def test_silence_is_told_with_its_reason(server: Server) -> None:
    answer = ask(server.url("hangs"), 0.1, 0)
    assert (answer.outcome, answer.said) == ("silent", "timed out")
    assert ask("http://127.0.0.1:9/", 5, 0).outcome == "silent"


def test_a_host_is_asked_for_one_address_at_a_time_and_by_name(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPO_URL", "https://example.org/us")
    urls = [server.url(f"page-{number}", host) for number in range(10) for host in ("127.0.0.1", "localhost")]
    answers = ask_all(urls, 5, 0)
    assert [answer.url for answer in answers] == sorted(urls)
    assert {answer.outcome for answer in answers} == {"answers"}
    assert server.most == {f"127.0.0.1:{server.port}": 1, f"localhost:{server.port}": 1}
    assert server.agents == {"detainers-explained link check (+https://example.org/us)"}


def test_between_two_requests_to_one_host_there_is_a_pause(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(link_check.time, "sleep", pauses.append)
    ask_all([server.url("a"), server.url("b"), server.url("c", "localhost")], 5, 2)
    assert pauses == [2]
    ask(server.url("broken"), 5, 2)
    assert pauses == [2, 4, 6]


def test_the_table_keeps_apart_what_is_excused_and_names_needless_excuses() -> None:
    answers = [
        Answer("https://a.org/x|y", "gone", "404"),
        Answer("https://b.org/", "refused", "403"),
        Answer("https://c.org/", "moved", "https://c.org/new"),
        Answer("https://d.org/", "answers", "200"),
    ]
    places = {answer.url: f"data/sources/web.yml:{number}:8" for number, answer in enumerate(answers)}
    text, good = table(answers, {"b.org": "Turns programs away.", "d.org": "Was down."}, places)
    assert not good
    assert "Addresses that answer: 2 of 4." in text
    sections = {part.split("\n")[0]: part for part in text.split("## ")[1:]}
    assert "| https://a.org/x%7Cy | gone: 404 | data/sources/web.yml:0:8 |" in sections["To look at (1)"]
    assert "| https://c.org/ | https://c.org/new | data/sources/web.yml:2:8 |" in sections["Moved for good (1)"]
    assert "| d.org | Was down. |" in sections["Hosts that need no excuse any more (1)"]
    assert "| https://b.org/ | refused: 403 | Turns programs away. |" in sections["On hosts that may fail (1)"]
    assert table(answers[1:], {"b.org": "Turns programs away."}, places)[1]


def test_the_command_asks_for_the_addresses_in_the_data_and_ends_with_one_if_something_is_to_be_looked_at(
    project: Project, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (project.root / "data/sources").glob("*.yml"):
        path.write_text(re.sub(r"https://[^\s]+", server.url("here"), path.read_text(encoding="utf-8")), encoding="utf-8")
    arguments = ["--root", str(project.root), "--pause", "0"]
    assert link_check.main(arguments) == 0
    assert "Addresses that answer: 1 of 1." in capsys.readouterr().out
    project.replace(SOURCES, f"  url: {server.url('here')}", f"  url: {server.url('gone')}#part")
    assert link_check.main(arguments) == 1
    assert f"| {server.url('gone')} | gone: 404 | data/sources/news.yml:6:8 |" in capsys.readouterr().out
    project.write(EXCUSED, f'"127.0.0.1:{server.port}": Made to fail.\n')
    assert link_check.main(arguments) == 0


def test_faults_in_data_or_table_are_said_and_nothing_is_asked(project: Project, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    project.write(EXCUSED, "- a list\n")
    assert link_check.main(["--root", str(project.root)]) == 1
    assert capsys.readouterr().err.startswith(f"{EXCUSED}:1:1: a table that can't be read.")
    project.replace(SOURCES, "url: https://", "url: www.")
    assert link_check.main(["--root", str(project.root)]) == 1
    assert capsys.readouterr().err.startswith("data/sources/news.yml:6:8: in 'url'")
    assert server.asked == []


def test_the_projects_own_table_can_be_read_and_names_only_hosts_of_sources(explainer: Explainer) -> None:
    real, faults = Explainer.read(ROOT, explainer.today)
    assert faults == []
    assert set(excused_hosts(ROOT)) <= {link_check.host_of(url) for url in link_check.addresses(real)}
