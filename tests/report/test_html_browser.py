"""The page in a real browser: headless Chromium, driven over a pipe; skipped where it is not installed."""

from __future__ import annotations

import base64
import io
import json
import os
import select
import shutil
import subprocess
from dataclasses import replace

import pytest

from reportlint.document import Extracted, Span, assemble
from reportlint.readers.text import text_lines
from reportlint.report import FileResult, OutputOptions, RunResult, write
from reportlint.report import html as page_of
from reportlint.rule import (
    Check,
    CheckKind,
    Confidence,
    Diagnostic,
    Message,
    Operand,
    Place,
    Severity,
    Verdict,
)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None or os.name != "posix", reason="needs Chromium")

FIRST = """\
石桥乡2020年工作报告

一、收入

全乡财政收入10亿元，其中税收6亿元，非税5亿元，比上年增长百分之五。

这一段没有任何问题，也没有数字。

二、支出

全乡财政支出8亿元，其中教育5亿元，医疗3亿元。新建xx座桥。

表1 支出
单位：亿元
项目\t2019年\t2020年
教育\t4\t5
医疗\t2\t3
合计\t6\t8
"""
SECOND = "石桥乡2019年工作报告\n\n一、收入\n\n全乡财政收入9亿元。茶叶产量</script>3吨。\n"


class Browser:
    """One tab of a headless Chromium. ``events`` keeps what it has told since it was last asked."""

    def __init__(self, profile):
        asking, told = os.pipe(), os.pipe()

        def connect():
            ask, tell = os.dup(asking[0]), os.dup(told[1])
            os.dup2(ask, 3)
            os.dup2(tell, 4)

        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe", f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(
            [CHROMIUM, *flags, "about:blank"],
            preexec_fn=connect,  # noqa: PLW1509  (nothing else makes the ends of the pipe 3 and 4)
            close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(asking[0])
        os.close(told[1])
        self._asking, self._told = asking[1], told[0]
        self._received, self._number, self._session = b"", 0, None
        self.events = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._asking, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def _receive(self):
        while b"\0" not in self._received:
            assert select.select([self._told], [], [], 60)[0], "Chromium does not answer"
            self._received += os.read(self._told, 1 << 20)
        message, _, self._received = self._received.partition(b"\0")
        return json.loads(message)

    def open(self, path, fragment=""):
        """Loads a page anew."""
        for url in ("about:blank", path.as_uri() + fragment):
            self.events.clear()
            self.call("Page.navigate", url=url)
            while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
                self.events.append(self._receive())

    def run(self, script):
        """The value of an expression, or of the promise that it is."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key, code=0, text=""):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, text=text if kind == "keyDown" else "")

    def close(self):
        try:
            self.call("Browser.close")
        finally:
            os.close(self._asking)
            os.close(self._told)
            self._process.wait(30)


def document_of(text, path):
    return assemble(Extracted(text, tuple(text_lines(text))), path=path)


def result():
    first, second = document_of(FIRST, "甲/2020.txt"), document_of(SECOND, "乙/2019.txt")

    def place(document, piece, number, message=None):
        start = document.text.index(piece) + piece.index(number)
        return Place(document.path, Span(start, start + len(number)), message)

    def operands(document, *pieces):
        return tuple(Operand("part", place(document, *piece), piece[1], "亿元") for piece in pieces)

    wrong = Diagnostic(
        "NUM002", "sum-mismatch", Severity.ERROR, Confidence.HIGH, Message("收入与分项不符", "does not add up"), place(first, "财政收入10亿元", "10亿元"),
        (place(second, "财政收入9亿元", "9亿元", Message("上年", "last year")),),
    )
    mask = Diagnostic("PLH001", "placeholder", Severity.WARNING, Confidence.HIGH, Message("占位符", "a mask"), place(first, "新建xx座桥", "xx"))
    tea = Diagnostic("TERM001", "term", Severity.INFO, Confidence.LOW, Message("茶叶", "tea"), place(second, "茶叶产量", "茶叶"))
    income = operands(first, ("财政收入10", "10"), ("税收6", "6"), ("非税5", "5"))
    spent = operands(first, ("财政支出8", "8"), ("教育5", "5"), ("医疗3", "3"))
    checks = (
        (first.path, Check(CheckKind.SUM, "NUM002", Verdict.INCONSISTENT, "10亿元 ≠ 6亿元 + 5亿元", income, finding=wrong)),
        (first.path, Check(CheckKind.SUM, "NUM002", Verdict.CONSISTENT, "8亿元 = 5亿元 + 3亿元", spent)),
        (first.path, Check(CheckKind.SHARE, "NUM003", Verdict.SKIPPED, "6亿元 ÷ 8亿元", income[1:2] + spent[:1], reason="several-wholes")),
    )
    return RunResult(
        (FileResult(first, 13, 6, 2, 1), FileResult(second, 2, 0, 0, 0)), (), (wrong, mask, tea), checks,
        documents={first.path: first, second.path: second},
    )


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """A browser for all tests of this file."""
    made = Browser(tmp_path_factory.mktemp("profile"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The same run as an open page and as a folded one."""
    folder = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        for name, folded in (("open", 10_000), ("folded", 0)):
            patch.setattr(page_of, "FOLDED", folded)
            stream = io.StringIO()
            write("html", result(), OutputOptions(), stream)
            (folder / f"{name}.html").write_text(stream.getvalue(), encoding="utf-8")
    return {name: folder / f"{name}.html" for name in ("open", "folded")}


@pytest.fixture
def page(browser, pages):
    """The open page, loaded anew at a desk's width, with nothing remembered."""
    browser.call("Emulation.setDeviceMetricsOverride", width=1400, height=900, deviceScaleFactor=1, mobile=False)
    browser.open(pages["open"])
    browser.run("localStorage.clear()")
    return browser


def shown(browser, selector):
    """The texts of those elements that are displayed."""
    return browser.run(
        f"[...document.querySelectorAll({json.dumps(selector)})].filter(e => e.checkVisibility()).map(e => e.textContent.trim())"
    )


def count(browser, selector):
    return len(shown(browser, selector))


def hits(browser):
    return browser.run("[...document.querySelectorAll('.hit')].map(e => e.textContent)")


def fill(browser, name, value):
    """Sets a field of the tools and waits for the filters."""
    how = f"field.checked = {json.dumps(value)}" if isinstance(value, bool) else f"field.value = {json.dumps(value)}"
    browser.run(
        f"(() => {{ const field = document.querySelector('.tools [name={name}]'); {how};"
        " field.dispatchEvent(new Event('input', {bubbles: true})); return new Promise(done => setTimeout(done, 150)); })()"
    )


def faults(browser):
    return [
        event for event in browser.events
        if event.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
    ]


ROW = "document.querySelectorAll('.relation summary')"


def test_it_runs_without_errors_and_asks_for_nothing(page, pages):
    assert page.run("!document.querySelector('.tools').hidden")
    page.run(f"{ROW}[0].click(); document.querySelector('[name=following]').click()")
    requests = [event["params"]["request"]["url"] for event in page.events if event.get("method") == "Network.requestWillBeSent"]
    assert [url for url in requests if not url.startswith("data:")] == [pages["open"].as_uri()]
    assert faults(page) == []


def test_a_script_that_got_in_would_not_run(page):
    page.run("(() => { const s = document.createElement('script'); s.textContent = 'window.got = 1'; document.body.append(s); })()")
    assert page.run("window.got === undefined && document.scripts.length === 2")


def test_filter_by_severity(page):
    fill(page, "severity", False)  # the first box: errors
    assert [text[:1] for text in shown(page, ".list > li")] == ["2", "1"]
    assert count(page, ".card") == 2
    assert count(page, "mark.error:not(.off)") == count(page, ".legend mark.error")
    assert "2/3" in shown(page, ".tools output")[0]


def test_filter_by_rule(page):
    fill(page, "rule", "TERM001")
    assert shown(page, "details.doc > summary h2") == ["乙/2019.txt"]
    assert count(page, ".files tbody tr") == 1
    assert count(page, ".card") == 1


def test_filter_by_file(page):
    fill(page, "file", "2020")
    assert shown(page, "details.doc > summary h2") == ["甲/2020.txt"]
    fill(page, "file", "")
    assert count(page, "details.doc") == 2


def test_only_passages_with_findings(page):
    before = count(page, "#d1 .text > *")
    fill(page, "only", True)
    assert shown(page, "#d1 .text :is(h3, h4)") == ["一、收入", "二、支出"]
    assert before > count(page, "#d1 .text > *") == 4
    page.run("document.querySelector('[name=reset]').click()")
    assert count(page, "#d1 .text > *") == before


def test_search(page):
    fill(page, "text", "税收6亿")
    assert shown(page, "details.doc > summary h2") == ["甲/2020.txt"]
    assert [text[:8] for text in shown(page, "#d1 .text > .b > p")] == ["全乡财政收入10"]
    assert shown(page, "#d1 .text :is(h3, h4)") == ["一、收入"]
    assert page.run("CSS.highlights.get('found').size") == 1
    fill(page, "text", "nowhere")
    assert count(page, "details.doc") == 0


def test_filter_relations(page):
    assert count(page, ".relation") == 3
    fill(page, "verdict", "inconsistent")
    assert [text[:1] for text in shown(page, ".relation summary")] == ["✗"]
    fill(page, "verdict", "all")
    page.run("document.querySelector('.relation input').click()")
    fill(page, "open", True)
    assert count(page, ".relation") == 2


def test_a_relation_marks_all_its_operands(page):
    page.run(f"{ROW}[0].click()")
    assert hits(page) == ["10", "6", "5"]
    page.run(f"{ROW}[2].click()")
    assert hits(page) == ["8", "5", "3"]
    assert page.run("document.querySelectorAll('.relation details[open]').length") == 1
    assert page.run("(() => { const box = document.querySelector('.hit').getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; })()")
    page.press("Escape", 27)
    assert hits(page) == []


def test_it_can_be_used_by_keyboard(page):
    page.run(f"{ROW}[2].focus()")
    page.press("Enter", 13, "\r")
    assert hits(page) == ["8", "5", "3"]
    page.press("Tab", 9)
    assert page.run("document.activeElement.closest('.operands') !== null")
    page.press("Enter", 13, "\r")
    assert page.run("location.hash") == f"#d1-{FIRST.index('8亿元，其中教育')}"
    page.run("document.querySelector('.relation input').focus()")
    page.press(" ", 32, " ")
    assert page.run("document.querySelector('.relation input').checked")


def test_a_link_to_another_file_opens_it_and_marks_the_place(page):
    page.run("document.querySelector('[name=collapse]').click()")
    assert count(page, ".card") == 0
    page.run("document.querySelector('#d1').open = true; document.querySelector('#d1f1 .also a').click()")
    assert page.run("document.querySelector('#d2').open")
    assert hits(page) == ["9", "亿元"]


def test_a_number_tells_its_relations(page):
    page.run(f"document.getElementById('d1-{FIRST.index('6亿元，非税')}').click()")
    assert page.run("[...document.querySelectorAll('.relation.with .sign')].map(e => e.textContent)") == ["✗", "–"]


def test_ticks_are_remembered(page, pages):
    page.run("document.querySelectorAll('.relation input')[1].click()")
    assert shown(page, "#d1 .ledger output") == ["已核对 1/3"]
    page.open(pages["open"])
    assert page.run("[...document.querySelectorAll('.relation input')].map(e => e.checked)") == [False, True, False]
    assert shown(page, "#d1 .ledger output") == ["已核对 1/3"]
    page.run("document.querySelectorAll('.relation input')[1].click()")
    page.open(pages["open"])
    assert not page.run("document.querySelector('.relation input:checked')")


@pytest.mark.parametrize("trouble", [
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})",
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
])
def test_without_storage_the_page_works_and_says_so(browser, pages, trouble):
    script = browser.call("Page.addScriptToEvaluateOnNewDocument", source=trouble)["identifier"]
    try:
        browser.open(pages["open"])
        assert count(browser, ".unsaved") == 1
        browser.run("document.querySelector('.relation input').click()")
        assert shown(browser, "#d1 .ledger output") == ["已核对 1/3"]
        assert faults(browser) == []
    finally:
        browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=script)


def test_damaged_ticks_count_as_none(page, pages):
    page.run("localStorage.setItem('reportlint:甲/2020.txt', '{oops')")
    page.open(pages["open"])
    assert shown(page, "#d1 .ledger output") == ["已核对 0/3"]
    assert faults(page) == []


def test_from_finding_to_finding_over_all_files(page):
    visited = []
    for name in ("following", "following", "following", "following", "previous"):
        page.run(f"document.querySelector('[name={name}]').click()")
        visited.append(page.run("location.hash"))
    places = [f"#d1-{FIRST.index('10亿元')}", f"#d1-{FIRST.index('xx')}", f"#d2-{SECOND.index('茶叶')}"]
    assert visited == [*places, places[2], places[1]]


def test_facts_are_sorted_and_filtered(page):
    page.run("document.querySelector('#d1 .facts').open = true")
    values = "[...document.querySelectorAll('#d1 .facts tbody tr')].filter(e => e.checkVisibility()).map(e => e.cells[7].textContent.trim())"
    before = page.run(values)
    page.run("document.querySelectorAll('#d1 .facts th button')[7].click()")
    rising = page.run(values)
    assert rising == sorted(before, key=float) != before
    assert page.run("document.querySelectorAll('#d1 .facts th')[7].getAttribute('aria-sort')") == "ascending"
    page.run("document.querySelectorAll('#d1 .facts th button')[7].click()")
    assert [float(value) for value in page.run(values)] == [float(value) for value in reversed(rising)]
    page.run("(() => { const f = document.querySelector('#d1 .filter input'); f.value = '百分之五'; f.dispatchEvent(new Event('input', {bubbles: true})); })()")
    assert page.run(values) == ["5"]


# A run that is too large to show at once.


def test_folded_documents_are_built_when_they_are_opened(browser, pages):
    browser.open(pages["folded"])
    assert browser.run("document.querySelectorAll('noscript').length") == 2
    browser.run("document.querySelector('#d2 summary').click()")
    browser.run("new Promise(done => setTimeout(done, 50))")
    assert browser.run("document.querySelectorAll('noscript').length") == 1
    assert "茶叶产量</script>3吨" in shown(browser, "#d2 .text")[0]
    assert faults(browser) == []


def test_folded_documents_are_found_by_links(browser, pages):
    browser.open(pages["folded"], "#d1f2")
    assert browser.run("document.querySelector('#d1').open && document.querySelector('#d1f2').checkVisibility()")
    browser.run("document.querySelector('#d1f1 .also a').click()")
    assert hits(browser) == ["9", "亿元"]


def test_folded_documents_are_searched_and_filtered(browser, pages):
    browser.open(pages["folded"])
    fill(browser, "text", "</script>3吨")
    assert shown(browser, "details.doc > summary h2") == ["乙/2019.txt"]
    fill(browser, "text", "")
    fill(browser, "rule", "PLH001")
    assert shown(browser, "details.doc > summary h2") == ["甲/2020.txt"]
    assert "1/3" in shown(browser, ".tools output")[0]
    browser.run("document.querySelector('[name=expand]').click()")
    assert count(browser, ".card") == 1
    assert browser.run("document.querySelectorAll('noscript').length") == 1


# Other ways to read it.


@pytest.mark.parametrize("name", ["open", "folded"])
def test_without_its_script_everything_is_there(browser, pages, name):
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(pages[name])
        browser.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
        text = browser.run("document.body.innerText")
        assert count(browser, ".tools") == 0
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
    for piece in ("财政收入10亿元", "收入与分项不符", "8亿元 = 5亿元 + 3亿元", "可作总体的不止一个", "百分之五", "茶叶产量</script>3吨"):
        assert piece in text


def test_on_paper(page):
    pdfium = pytest.importorskip("pypdfium2")
    data = base64.b64decode(page.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    document = pdfium.PdfDocument(data)
    width, height = document[0].get_size()
    assert (round(width), round(height)) in {(595, 842), (596, 842)}
    text = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    for piece in ("收入与分项不符", "占位符", "全乡财政支出8", "8亿元 = 5亿元 + 3亿元", "可作总体的不止一个", "核对人"):
        assert piece in text, piece
    for piece in ("清除筛选", "事实表"):
        assert piece not in text, piece


def test_on_a_narrow_screen_nothing_sticks_out(page):
    page.call("Emulation.setDeviceMetricsOverride", width=360, height=700, deviceScaleFactor=1, mobile=False)
    assert page.run("document.documentElement.scrollWidth") == 360
    assert page.run("document.querySelector('aside').getBoundingClientRect().top > document.querySelector('#d1 .text').getBoundingClientRect().bottom - 1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read_by_day_and_night(page, scheme):
    page.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    try:
        worst = page.run("""(() => {
          const channel = (value) => { value /= 255; return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4; };
          const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
          const parse = (color) => color.match(/[\\d.]+/g).map(Number);
          const ground = (element) => {
            for (let at = element; at; at = at.parentElement) {
              const color = parse(getComputedStyle(at).backgroundColor);
              if (color.length === 3 || color[3] > 0) return color;
            }
            return [255, 255, 255];
          };
          return [...document.querySelectorAll('body *')].filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
            .map((e) => { const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => x - y); return [(b + 0.05) / (a + 0.05), e.className || e.tagName]; })
            .sort((a, b) => a[0] - b[0])[0];
        })()""")
    finally:
        page.call("Emulation.setEmulatedMedia", features=[])
    assert worst[0] >= 4.5, worst


def test_what_a_screen_reader_is_told(page):
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    told = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node.get("ignored")]
    roles = {role for role, _ in told}
    assert {"main", "search", "complementary", "banner", "contentinfo", "mark", "table"} <= roles
    for role in ("checkbox", "textbox", "searchbox", "combobox", "button", "link"):
        assert all(name for told_role, name in told if told_role == role), role
    assert ("link", "问题 1") in told
    assert ("checkbox", "已核对：8亿元 = 5亿元 + 3亿元") in told
    assert ("heading", "甲/2020.txt") in told


def test_english_in_the_browser(browser, tmp_path):
    stream = io.StringIO()
    write("html", replace(result(), notices=("note",)), OutputOptions(lang="en"), stream)
    (tmp_path / "page.html").write_text(stream.getvalue(), encoding="utf-8")
    browser.open(tmp_path / "page.html")
    assert shown(browser, ".tools output") == ["3 of 3 findings, 2 of 2 files shown"]
    assert faults(browser) == []
