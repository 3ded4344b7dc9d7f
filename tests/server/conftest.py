"""An editor: starts ``python -m reportlint server`` and speaks the protocol with it over its standard streams."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import pytest

pytest.importorskip("pygls.lsp.server")

PATIENCE = 60
"""Seconds; a server that says nothing for so long is broken, not slow."""

FULL: dict[str, Any] = {
    "workspace": {
        "workspaceEdit": {"documentChanges": True}, "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceFolders": True,
    },
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"relatedInformation": True, "tagSupport": {"valueSet": [1, 2]}, "versionSupport": True, "dataSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "source.fixAll"]}},
            "dataSupport": True, "resolveSupport": {"properties": ["edit"]},
        },
    },
    "window": {"showDocument": {"support": True}},
}
"""The capabilities of an editor that can do most things and has diagnostics pushed."""


class Editor:
    """The client's side of one session. Documents are kept as the server should have them."""

    def __init__(self, process: subprocess.Popen[bytes], answers: dict[str, Any], streams: tuple[BinaryIO, BinaryIO] | None = None) -> None:
        self.process = process
        self.answers = answers
        """What this client answers to the server's requests, by method: an exception for a refusal, null to all others."""
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.asked: list[dict[str, Any]] = []
        """The server's requests."""
        self._heard: list[dict[str, Any]] = []
        self._incoming: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        assert process.stdin
        assert process.stdout
        self._out, self._in = streams or (process.stdin, process.stdout)
        threading.Thread(target=self._read, daemon=True).start()

    def start(self, root: Path | None = None, capabilities: dict[str, Any] = FULL, **more: Any) -> dict[str, Any]:
        """The server's capabilities."""
        folders = [{"uri": root.as_uri(), "name": root.name}] if root else None
        params = {"processId": os.getpid(), "rootUri": root.as_uri() if root else None, "workspaceFolders": folders, "capabilities": capabilities}
        result = self.request("initialize", {**params, **more})
        self.notify("initialized", {})
        return result["capabilities"]

    def request(self, method: str, params: Any) -> Any:
        """The result of a request; fails where the answer is an error."""
        answer = self.answer_to(self.send(method, params))
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def send(self, method: str, params: Any) -> int:
        """The number of a request that is sent now."""
        self._number += 1
        self._write({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        return self._number

    def answer_to(self, number: int) -> dict[str, Any]:
        """The answer to a request."""
        return self._until(lambda said: said.get("id") == number and "method" not in said)

    def notify(self, method: str, params: Any) -> None:
        """Sends a notification."""
        self._write({"jsonrpc": "2.0", "method": method, "params": params})

    def heard(self, method: str, accept: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """The parameters of the next notification or request of the server that is acceptable."""
        return self._until(lambda said: said.get("method") == method and accept(said.get("params") or {})).get("params") or {}

    def messages(self) -> list[str]:
        """The messages to the user that have come and that nobody has asked for."""
        return [said["params"]["message"] for said in self._heard if said.get("method") == "window/showMessage"]

    def open(self, uri: str, text: str, language: str = "plaintext") -> list[dict[str, Any]]:
        """Opens a document; its diagnostics."""
        self.load(uri, text, language)
        return self.diagnostics(uri)

    def load(self, uri: str, text: str, language: str = "plaintext") -> None:
        """Opens a document."""
        self.texts[uri], self.versions[uri] = text, 1
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}})

    def change(self, uri: str, start: int, end: int, put: str) -> None:
        """Replaces a range of UTF-16 offsets, as an increment."""
        units = self.texts[uri].encode("utf-16-le")
        self.versions[uri] += 1
        span = {"start": self.position(uri, start), "end": self.position(uri, end)}
        self.texts[uri] = (units[:2 * start] + put.encode("utf-16-le") + units[2 * end:]).decode("utf-16-le")
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": self.versions[uri]}, "contentChanges": [{"range": span, "text": put}],
        })

    def replace(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Replaces a whole document; its diagnostics."""
        self.versions[uri] += 1
        self.texts[uri] = text
        self.notify("textDocument/didChange", {
            "textDocument": {"uri": uri, "version": self.versions[uri]}, "contentChanges": [{"text": text}],
        })
        return self.diagnostics(uri)

    def diagnostics(self, uri: str) -> list[dict[str, Any]]:
        """The diagnostics that are pushed for the present version of a document."""
        version = self.versions[uri]
        return self.heard("textDocument/publishDiagnostics", lambda p: p["uri"] == uri and p.get("version") == version)["diagnostics"]

    def diagnostics_with(self, uri: str, codes: list[str]) -> list[dict[str, Any]]:
        """The next diagnostics of a document that have these codes, in order."""
        return self.heard("textDocument/publishDiagnostics", lambda p: (
            p["uri"] == uri and sorted(found["code"] for found in p["diagnostics"]) == codes
        ))["diagnostics"]

    def position(self, uri: str, offset: int) -> dict[str, int]:
        """The position of a UTF-16 offset."""
        before = self.texts[uri].encode("utf-16-le")[:2 * offset].decode("utf-16-le", "replace")
        line = before.count("\n")
        return {"line": line, "character": len(before[before.rfind("\n") + 1:].encode("utf-16-le")) // 2}

    def at(self, uri: str, piece: str, nth: int = 0) -> dict[str, Any]:
        """The parameters for the place where a piece of text stands."""
        offset = -1
        for _ in range(nth + 1):
            offset = self.texts[uri].index(piece, offset + 1)
        before = self.texts[uri][:offset].encode("utf-16-le")
        return {"textDocument": {"uri": uri}, "position": self.position(uri, len(before) // 2)}

    def text_of(self, uri: str, given: dict[str, Any]) -> str:
        """The text in a range."""
        text = self.texts[uri]
        return text[_offset(text, given["start"]):_offset(text, given["end"])]

    def actions(self, uri: str, diagnostic: dict[str, Any], only: list[str] | None = None) -> list[dict[str, Any]]:
        """The code actions at a diagnostic."""
        context: dict[str, Any] = {"diagnostics": [diagnostic]} | ({"only": only} if only else {})
        return self.request("textDocument/codeAction", {
            "textDocument": {"uri": uri}, "range": diagnostic["range"], "context": context,
        }) or []

    def apply(self, uri: str, edit: dict[str, Any]) -> list[dict[str, Any]]:
        """Applies an edit of one document; its diagnostics after that."""
        changes = edit.get("documentChanges")
        if changes:
            assert [c["textDocument"] for c in changes] == [{"uri": uri, "version": self.versions[uri]}]
        edits = changes[0]["edits"] if changes else edit["changes"][uri]
        text = self.texts[uri]
        for one in sorted(edits, key=lambda e: (e["range"]["start"]["line"], e["range"]["start"]["character"]), reverse=True):
            start, end = _offset(text, one["range"]["start"]), _offset(text, one["range"]["end"])
            text = text[:start] + one["newText"] + text[end:]
        return self.replace(uri, text)

    def stop(self) -> int:
        """The exit status after an orderly end."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(PATIENCE)

    def _until(self, accept: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        for index, said in enumerate(self._heard):
            if accept(said):
                return self._heard.pop(index)
        while True:
            said = self._incoming.get(timeout=PATIENCE)
            assert said is not None, "the server has gone"
            if accept(said):
                return said
            self._heard.append(said)

    def _read(self) -> None:
        while True:
            length = 0
            while (header := self._in.readline()) not in (b"\r\n", b""):
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not header:
                self._incoming.put(None)
                return
            said = json.loads(self._in.read(length))
            if "id" in said and "method" in said:
                self.asked.append(said)
                with suppress(OSError, ValueError):  # closed meanwhile
                    answer = self.answers.get(said["method"])
                    failed = isinstance(answer, Exception)
                    given = {"error": {"code": -32603, "message": str(answer)}} if failed else {"result": answer}
                    self._write({"jsonrpc": "2.0", "id": said["id"], **given})
            self._incoming.put(said)

    def _write(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        self._out.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._out.flush()


def _offset(text: str, position: dict[str, int]) -> int:
    start = 0
    for _ in range(position["line"]):
        start = text.index("\n", start) + 1
    units = text[start:].encode("utf-16-le")[:2 * position["character"]]
    return start + len(units.decode("utf-16-le"))


Launch = Callable[..., Editor]


def _launching(folder: Path) -> Iterator[Launch]:
    started: list[subprocess.Popen[bytes]] = []
    (folder / ".git").mkdir()  # settings are not looked for above

    def run(*arguments: str, path: Path | None = None) -> Editor:
        environment = {key: value for key, value in os.environ.items() if key not in ("LC_ALL", "LC_MESSAGES", "LANG")}
        if path is not None:
            environment["PYTHONPATH"] = str(path)
        process = subprocess.Popen(
            [sys.executable, "-m", "reportlint", "server", *arguments], cwd=folder, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        started.append(process)
        return Editor(process, {"window/showDocument": {"success": True}, "workspace/configuration": [None]})

    yield run
    for process in started:
        with suppress(OSError):
            process.stdin.close()
    for process in started:
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.stdout.close()
            process.stderr.close()


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Launch]:
    """Starts servers in a folder of their own, and the editors that speak to them."""
    yield from _launching(tmp_path)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Editor, Path]]:
    """An editor and its workspace folder, whose files are not compared, for all tests of a module."""
    folder = tmp_path_factory.mktemp("workspace")
    for run in _launching(folder):
        editor = run()
        editor.start(folder, initializationOptions={"projectScope": False})
        yield editor, folder


@pytest.fixture
def editor(running: tuple[Editor, Path]) -> Editor:
    """The editor of the module."""
    return running[0]


@pytest.fixture
def uri(running: tuple[Editor, Path], request: pytest.FixtureRequest) -> str:
    """The URI of a text of the test's own, in a folder of its own that exists."""
    folder = running[1] / request.node.name.replace("[", "-").replace("]", "")
    folder.mkdir()
    return (folder / "报告.txt").as_uri()
