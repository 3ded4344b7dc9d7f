"""Measures the language server as an editor meets it: start, findings after opening and after a change, hover, memory.

Run by hand from the project's environment: ``python benchmarks/server.py``. The texts are those of ``run.py``. The
time from a change to its findings includes the 0.2 s of quiet that the server waits for.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from run import report

SIZES = (5_000, 50_000, 500_000)
ROUNDS = 7


class Client:
    """The least that an editor does."""

    def __init__(self, folder: Path) -> None:
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reportlint", "server"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        self._number = 0

    def request(self, method: str, params: Any) -> Any:
        """The result of a request."""
        self._number += 1
        self._write({"id": self._number, "method": method, "params": params})
        return self.until(lambda said: said.get("id") == self._number and "method" not in said)["result"]

    def notify(self, method: str, params: Any) -> None:
        """Sends a notification."""
        self._write({"method": method, "params": params})

    def diagnostics(self, uri: str, version: int) -> None:
        """Waits for the diagnostics of a version."""
        self.until(lambda said: (said.get("params") or {}).get("uri") == uri and said["params"].get("version") == version)

    def until(self, accept: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that is acceptable; requests are answered with null."""
        while True:
            stream = self._process.stdout
            assert stream is not None
            length = 0
            while (header := stream.readline()) not in (b"\r\n", b""):
                if header.lower().startswith(b"content-length"):
                    length = int(header.split(b":")[1])
            said: dict[str, Any] = json.loads(stream.read(length))
            if accept(said):
                return said
            if "id" in said and "method" in said:
                self._write({"id": said["id"], "result": None})

    def stop(self) -> None:
        """Ends the session."""
        self.request("shutdown", None)
        self.notify("exit", None)
        self._process.wait()

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()


def measure(folder: Path) -> None:
    """Prints the times, in seconds."""
    starts, firsts = [], []
    for _ in range(ROUNDS):
        client = _started(folder)
        starts.append(time.perf_counter() - client.began)
        uri = (folder / "first.txt").as_uri()
        _open(client, uri, report(1_000, 1))
        firsts.append(time.perf_counter() - client.began)
        client.stop()
    sys.stdout.write(f"start until the server answers          {median(starts):6.2f}\n")
    sys.stdout.write(f"start until the first findings           {median(firsts):6.2f}\n")
    client = _started(folder)
    for size in SIZES:
        text = report(size, 3)
        uri = (folder / f"{size}.txt").as_uri()
        began = time.perf_counter()
        _open(client, uri, text)
        sys.stdout.write(f"{len(text):>7} characters: opened to findings  {time.perf_counter() - began:6.2f}\n")
        changes, hovers = [], []
        number, top = _number(text), {"line": 0, "character": 0}
        for version in range(2, 2 + ROUNDS):
            began = time.perf_counter()
            client.notify("textDocument/didChange", {
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"range": {"start": top, "end": top}, "text": "新"}],
            })
            client.diagnostics(uri, version)
            changes.append(time.perf_counter() - began)
            began = time.perf_counter()
            client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": number})
            hovers.append(time.perf_counter() - began)
        sys.stdout.write(f"                    changed to findings {median(changes):6.2f}\n")
        sys.stdout.write(f"                    hover over a number {median(hovers):6.2f}\n")
    client.stop()


def _number(text: str) -> dict[str, int]:
    """The position of the first amount of money behind the title."""
    for line, content in enumerate(text.split("\n")):
        column = content.find("万元")
        if line and column > 0:
            return {"line": line, "character": column - 1}
    raise ValueError("no amount")


def _started(folder: Path) -> Client:
    client = Client(folder)
    client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    client.notify("initialized", {})
    return client


def _open(client: Client, uri: str, text: str) -> None:
    client.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "plaintext", "version": 1, "text": text}})
    client.diagnostics(uri, 1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name))
