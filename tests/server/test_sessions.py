"""What differs between clients and sessions: pulling, encodings, several files, faults, the ends."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from functools import partial

import pytest

from reportlint.cli import main
from reportlint.cli.inputs import rules_for
from reportlint.server.process import Worker, WorkerFailed
from reportlint.server.records import Draft, Lint, Linted, Options

TEXT = "柳溪镇2009年政府工作报告\n\n　　全镇农民人均纯收入由3575元增加到3910元，增长7%。\n"

FAULTY_RULES = '''
import os, time
from reportlint.rule import DocumentRule, Message, RuleMeta

class Crash(DocumentRule):
    meta = RuleMeta("ZZZ901", "crash", Message("会崩溃", "crashes"))
    def check(self, reading):
        if "崩溃" in reading.document.flow:
            raise ValueError("first\\nlast line")
        if "退出" in reading.document.flow:
            os._exit(3)
        while "停住" in reading.document.flow:
            time.sleep(1)
        print("noise")
        yield from ()

def rules():
    return [Crash]
'''


@pytest.fixture
def site(tmp_path):
    """A folder with an installed rule that prints, fails, ends the process or does not come back."""
    info = tmp_path / "site" / "faulty-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[reportlint.rules]\nfaulty = faulty_rules:rules\n", encoding="utf-8")
    (tmp_path / "site" / "faulty_rules.py").write_text(FAULTY_RULES, encoding="utf-8")
    return tmp_path / "site"


def test_a_client_that_pulls_and_counts_bytes(launch, tmp_path):
    editor = launch("--lang", "en")
    capabilities = editor.start(tmp_path, {
        "general": {"positionEncodings": ["utf-8", "utf-16"]}, "textDocument": {"diagnostic": {}},
        "workspace": {"diagnostics": {"refreshSupport": True}, "configuration": True},
    })
    assert capabilities["positionEncoding"] == "utf-8"
    assert capabilities["diagnosticProvider"] == {
        "identifier": "reportlint", "interFileDependencies": True, "workspaceDiagnostics": False,
    }
    uri = (tmp_path / "a.txt").as_uri()
    editor.load(uri, TEXT)
    report = editor.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    [found] = report["items"]
    line = TEXT.splitlines()[2]
    assert found["range"]["start"] == {"line": 2, "character": len(line[:line.index("7%")].encode())}
    assert "see 3:" in found["message"], "a client without related places has them in the message"
    assert "relatedInformation" not in found
    editor.heard("workspace/diagnostic/refresh")
    asked = {"textDocument": {"uri": uri}, "previousResultId": report["resultId"]}
    again = editor.request("textDocument/diagnostic", asked)
    assert again["kind"] == "unchanged" or again["items"] == report["items"]
    hover = editor.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": found["range"]["start"]})
    assert hover["contents"]["kind"] == "plaintext"
    assert "**" not in hover["contents"]["value"]
    [action] = [a for a in editor.request("textDocument/codeAction", {
        "textDocument": {"uri": uri}, "range": found["range"], "context": {"diagnostics": []},
    }) if "here" in a["title"]]
    assert action["edit"]["changes"][uri][0]["newText"].startswith("<!-- reportlint: ignore[NUM001] reason -->")
    assert "command" not in action
    editor.request("workspace/executeCommand", {"command": "reportlint.showRulePage", "arguments": ["NUM001", uri]})
    assert "NUM001" in editor.heard("window/showMessage")["message"]
    assert editor.request("textDocument/diagnostic", {"textDocument": {"uri": "file:///nothing.txt"}})["items"] == []
    assert editor.stop() == 0


def test_files_of_a_folder_are_compared_with_one_another(launch, tmp_path):
    last = tmp_path / "2022.txt"
    last.write_text("青禾县2022年国民经济和社会发展统计公报\n\n　　全年财政总收入14.68亿元，增长5.2%。\n", encoding="utf-8")
    this = tmp_path / "2023.txt"
    text = "青禾县2023年国民经济和社会发展统计公报\n\n　　全年财政总收入14.26亿元，增长7.1%。\n"
    this.write_text(text, encoding="utf-8")
    editor = launch()
    editor.start(tmp_path)
    uri = this.as_uri()
    editor.load(uri, text)
    [found] = editor.diagnostics_with(uri, ["FACT003"])
    [related] = found["relatedInformation"]
    assert related["location"] == {"uri": last.as_uri(), "range": {
        "start": {"line": 2, "character": 9}, "end": {"line": 2, "character": 16},
    }}
    [other] = [
        place for place in editor.request("textDocument/definition", editor.at(uri, "14.26")) if place["uri"] != uri
    ]
    assert other["uri"] == last.as_uri()
    hover = editor.request("textDocument/hover", editor.at(uri, "14.26"))
    assert "[2022.txt:3:10]" in hover["contents"]["value"]
    editor.change(uri, 0, 0, "（送审稿）\n")
    [moved] = editor.diagnostics(uri)
    assert moved["range"]["start"]["line"] == found["range"]["start"]["line"] + 1
    place = editor.texts[uri].index("14.26")
    editor.change(uri, place, place + 5, "15.72")
    assert editor.diagnostics(uri) == [], "what the change touches is stale"
    this.write_text(editor.texts[uri], encoding="utf-8")
    editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    editor.change(uri, place, place + 5, "14.26")
    editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    editor.diagnostics_with(uri, ["FACT003"])
    last.unlink()
    editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    editor.diagnostics_with(uri, [])


def test_too_many_files_are_not_compared(launch, tmp_path):
    for number in range(201):
        (tmp_path / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    editor = launch()
    editor.start(tmp_path)
    editor.load((tmp_path / "0.txt").as_uri(), TEXT)
    assert "200" in editor.heard("window/showMessage")["message"]


def test_rules_that_fail_cost_neither_the_others_nor_the_session(launch, tmp_path, site):
    editor = launch(path=site)
    editor.start(tmp_path, initializationOptions={"projectScope": False})
    uris = [(tmp_path / name).as_uri() for name in ("a.txt", "b.txt")]
    for uri in uris:
        [found] = editor.open(uri, TEXT + "崩溃\n")
        assert found["code"] == "NUM001"
    assert "ValueError: last line" in editor.heard("window/showMessage")["message"]
    assert editor.replace(uris[0], TEXT + "退出\n") == []
    assert "意外退出" in editor.heard("window/showMessage")["message"]
    [found] = editor.replace(uris[0], TEXT)
    assert found["code"] == "NUM001"
    assert [said for said in editor.messages() if "last line" in said] == [], "said once"


def test_a_rule_that_does_not_come_back_is_ended(tmp_path, site, monkeypatch):
    monkeypatch.syspath_prepend(site)

    async def session():
        worker = Worker(rules_for, patience=1)
        try:
            with pytest.raises(WorkerFailed) as failed:
                await worker.ask(lint("停住。"))
            assert failed.value.slow
            answer = await worker.ask(lint(TEXT))
            assert isinstance(answer, Linted)
            return [found.code for found in answer.findings]
        finally:
            worker.stop()

    def lint(text):
        path = str(tmp_path / "a.txt")
        return Lint(Draft("file:///a.txt", path, str(tmp_path), "plaintext", text), Options())

    assert asyncio.run(session()) == ["NUM001"]


def test_a_long_document_does_not_hold_up_the_others(launch, tmp_path):
    editor = launch()
    editor.start(tmp_path, initializationOptions={"projectScope": False})
    long, short = (tmp_path / "long.txt").as_uri(), (tmp_path / "short.txt").as_uri()
    editor.load(long, TEXT + "　　全镇完成投资21万元，增长3%，比上年多收1.2万元。\n" * 1500)
    for _ in range(3):
        editor.change(long, 0, 0, "新")  # the linting under way is given up
    [found] = editor.open(short, TEXT)
    assert found["code"] == "NUM001"
    assert editor.heard("textDocument/publishDiagnostics", lambda p: p["uri"] == long)["version"] == 4


def test_a_client_that_refuses_every_request(launch, tmp_path):
    editor = launch()
    for method in ("client/registerCapability", "workspace/configuration", "window/showDocument", "workspace/diagnostic/refresh"):
        editor.answers[method] = ValueError("no")
    editor.start(tmp_path, {
        "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}, "configuration": True},
        "window": {"showDocument": {"support": True}},
    })
    uri = (tmp_path / "a.txt").as_uri()
    assert len(editor.open(uri, TEXT)) == 1
    editor.request("workspace/executeCommand", {"command": "reportlint.showRulePage", "arguments": ["NUM001", uri]})
    assert editor.messages() == []
    assert editor.stop() == 0


def test_over_a_socket(launch, tmp_path):
    editor = launch("--tcp", "0", "--lang", "en")
    line = editor.process.stderr.readline().decode()
    host, port = line.split()[-1].rsplit(":", 1)
    assert host == "127.0.0.1"
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        streams = connection.makefile("wb"), connection.makefile("rb")
        remote = type(editor)(editor.process, {}, streams)
        remote.start(tmp_path)
        [found] = remote.open((tmp_path / "a.txt").as_uri(), TEXT)
        assert found["code"] == "NUM001"
        assert remote.stop() == 0


def test_the_server_ends_when_the_editor_has_gone(launch, tmp_path):
    editor = launch()
    editor.start(tmp_path)
    editor.process.stdin.close()
    assert editor.process.wait(60) == 1


@pytest.mark.parametrize(("arguments", "said"), [
    (["server", "--lang", "en", "--tcp", "here"], "[HOST:]PORT"), (["server", "--tcp", "99999999"], "[主机:]端口"),
])
def test_faulty_addresses(arguments, said, capsys, monkeypatch):
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_without_the_extra_the_command_says_how_to_install_it():
    program = "import sys; sys.modules['pygls'] = None; from reportlint.cli import main; sys.exit(main(['server', '--lang', 'en']))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=dict(os.environ))
    assert done.returncode == 2
    assert "pip install 'reportlint[server]'" in done.stderr
    assert done.stdout == ""


def test_jobs_that_nobody_waits_for_are_given_up():
    async def session():
        worker = Worker(partial(rules_for))
        draft = Draft("untitled:1", "", "/", "plaintext", TEXT + "　　全镇完成投资21万元，增长3%，比上年多收1.2万元。\n" * 2000)
        try:
            running = asyncio.ensure_future(worker.ask(Lint(draft, Options())))
            waiting = asyncio.ensure_future(worker.ask(Lint(draft, Options())))
            await asyncio.sleep(0)
            for task in (waiting, running):
                task.cancel()
            answer = await worker.ask(Lint(Draft("untitled:2", "", "/", "plaintext", TEXT), Options()))
            assert isinstance(answer, Linted)
            assert waiting.cancelled()
            assert running.cancelled()
            return len(answer.findings)
        finally:
            worker.stop()

    assert asyncio.run(session()) == 1
