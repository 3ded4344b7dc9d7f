(() => {
"use strict";

/* The page is whole without this script; it filters, sorts, ticks and marks. Texts are only ever taken from the page. */

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const one = (selector, root = document) => root.querySelector(selector);
const documents = all("details.doc");
const tools = one(".tools");
const field = (name) => tools.querySelector(`[name=${name}]`);
const filled = (template, ...values) => template.replace(/\{(\d)\}/g, (_, index) => values[index]);
const plain = (text) => text.toLowerCase();

/* Documents of a large run stand in noscript elements, which are one string each until they are opened. */

const texts = new Map();
const pieces = new Map();

function build(section) {
  const folded = one(":scope > noscript", section);
  if (folded) {
    const made = document.createElement("template");
    made.innerHTML = folded.textContent;
    folded.replaceWith(made.content);
    prepare(section);
    filterWithin(section, wanted());
  }
}

function open(section) {
  build(section);
  section.open = true;
}

function textOf(section) {
  if (!texts.has(section)) {
    const folded = one(":scope > noscript", section);
    const decoded = folded
      ? folded.textContent.replace(/<[^>]*>/g, "").replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => (
        { amp: "&", lt: "<", gt: ">", quot: "\"", "#39": "'" }[name]))
      : section.textContent;
    texts.set(section, plain(decoded + " " + section.dataset.path));
  }
  return texts.get(section);
}

/* Marking: a reference is document-start-end, a piece of text has the identifier d{document}-{start}. */

let marked = [];

function piecesOf(section) {
  if (!pieces.has(section)) {
    const found = all(".text [id*='-']", section).map((element) => [Number(element.id.split("-")[1]), element]);
    pieces.set(section, found.sort((a, b) => a[0] - b[0]));
  }
  return pieces.get(section);
}

function clear() {
  marked.forEach((element) => element.classList.remove("hit", "with"));
  marked = [];
}

function add(element, name) {
  element.classList.add(name);
  marked.push(element);
}

function mark(references) {
  clear();
  for (const reference of references.split(" ")) {
    const [number, start, end] = reference.split("-").map(Number);
    const section = document.getElementById(`d${number}`);
    if (!section || one(":scope > noscript", section)) continue;
    for (const [offset, element] of piecesOf(section)) {
      if (offset >= end) break;
      if (offset >= start) add(element, "hit");
    }
  }
}

function reveal(element) {
  for (let at = element; at; at = at.parentElement) {
    if (at.hidden) at.hidden = false;
    if (at.tagName === "DETAILS" && !at.contains(document.activeElement)) at.open = true;
  }
}

function prepareTarget(identifier) {
  const section = document.getElementById(identifier.split(/[-fc]/)[0]);
  if (!section || !section.classList.contains("doc")) return null;
  open(section);
  const target = document.getElementById(identifier);
  if (target) {
    reveal(target);
    if (target.classList.contains("relation")) one("details", target).open = true;
  }
  return target;
}

let current = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#d']");
  if (link && link.getAttribute("href") !== "#documents") {
    const target = prepareTarget(link.getAttribute("href").slice(1));
    const relation = link.closest(".relation");
    const references = link.dataset.o || (relation && one("details", relation).dataset.o);
    if (references) mark(references);
    else if (target) { clear(); add(target, target.classList.contains("relation") ? "with" : "hit"); }
    const row = link.closest(".list > li") || link.closest(".card");
    if (row) current = { section: link.closest(".doc"), number: row.dataset.n };
    return;
  }
  const summary = event.target.closest(".relation summary");
  if (summary) {
    const details = summary.parentElement;
    if (details.open) { clear(); return; }
    all(".relation details[open]").forEach((other) => { other.open = false; });
    mark(details.dataset.o);
    const first = details.dataset.o.split(" ").map((reference) => reference.split("-")).find(([number]) => (
      `d${number}` === details.closest(".doc").id));
    const target = first && document.getElementById(`d${first[0]}-${first[1]}`);
    if (target && beside()) {  // below the text, the links to the operands lead there and back
      reveal(target);
      target.scrollIntoView({ block: "center" });
    }
    return;
  }
  const number = event.target.closest(".text .n");
  if (number && getSelection().isCollapsed) showRelations(number);
});

/* Whether the ledger stands beside the text rather than below it. */
const beside = () => matchMedia("(min-width: 64rem)").matches;

function showRelations(number) {
  const section = number.closest(".doc");
  const [identifier, start] = number.id.split("-");
  const reference = `${identifier.slice(1)}-${start}-`;
  clear();
  add(number, "hit");
  const rows = all(".relation", section).filter((row) => (
    one("details", row).dataset.o.split(" ").some((each) => each.startsWith(reference))));
  rows.forEach((row) => add(row, "with"));
  if (rows.length && beside()) {
    reveal(rows[0]);
    const panel = rows[0].closest(".panel");
    panel.scrollTop += rows[0].getBoundingClientRect().top - panel.getBoundingClientRect().top - panel.clientHeight / 3;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") clear();
});

document.addEventListener("toggle", (event) => {
  if (event.target.matches("details.doc") && event.target.open) build(event.target);
}, true);

/* Ticks: kept for each file, by what the relation says. */

function storage() {
  try {
    localStorage.setItem("reportlint", "");
    localStorage.removeItem("reportlint");
    return localStorage;
  } catch (error) {
    return null;
  }
}

const kept = storage();
const ticks = new Map();

function ticksOf(section) {
  if (!ticks.has(section)) {
    let known = [];
    try {
      known = JSON.parse(kept && kept.getItem(`reportlint:${section.dataset.path}`)) || [];
    } catch (error) { /* what cannot be read counts as nothing ticked */ }
    ticks.set(section, new Set(Array.isArray(known) ? known : []));
  }
  return ticks.get(section);
}

function keep(section) {
  try {
    kept.setItem(`reportlint:${section.dataset.path}`, JSON.stringify(Array.from(ticksOf(section))));
  } catch (error) {
    one(".unsaved", tools).hidden = false;
  }
}

function countTicks(section) {
  const boxes = all(".relation input", section);
  const shown = one(".ledger output", section);
  if (shown && boxes.length) shown.textContent = filled(shown.dataset.template, boxes.filter((box) => box.checked).length, boxes.length);
}

document.addEventListener("change", (event) => {
  if (event.target.matches(".relation input")) {
    const section = event.target.closest(".doc");
    const key = event.target.closest(".relation").dataset.k;
    if (event.target.checked) ticksOf(section).add(key);
    else ticksOf(section).delete(key);
    keep(section);
    countTicks(section);
  }
});

function prepare(section) {
  const known = ticksOf(section);
  all(".relation", section).forEach((row) => { one("input", row).checked = known.has(row.dataset.k); });
  countTicks(section);
  all(".filter", section).forEach((filter) => {
    filter.hidden = false;
    one("input", filter).addEventListener("input", () => filterFacts(section, wanted()));
  });
  all("table.facts", section).forEach(sortable);
}

/* Sorting by the heads of columns: numbers, places (line:column) and fractions by value, all else as Chinese text. */

const collator = new Intl.Collator("zh");

function valueOf(text) {
  const number = text.replace(/,/g, "").match(/^([-+]?\d+(?:\.\d+)?)(?:[:/](\d+))?%?$/);
  if (!number) return null;
  if (number[2] === undefined) return Number(number[1]);
  return text.includes("/") ? number[1] / number[2] : Number(number[1]) + number[2] / 1e7;
}

function sortable(table) {
  all("thead th", table).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") === "ascending";
      all("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const body = table.tBodies[0];
      const rows = Array.from(body.rows).map((row) => {
        const text = row.cells[column].textContent.trim();
        return [row, text, valueOf(text)];
      });
      rows.sort(([, text, value], [, other, another]) => {
        if ((text === "") !== (other === "")) return text === "" ? 1 : -1;
        const order = value !== null && another !== null ? value - another
          : value !== null ? -1 : another !== null ? 1 : collator.compare(text, other);
        return falling ? -order : order;
      });
      body.append(...rows.map(([row]) => row));
    });
  });
}

/* Filters. */

function wanted() {
  return {
    text: plain(field("text").value.trim()),
    file: field("file") ? plain(field("file").value.trim()) : "",
    severities: new Set(all("[name=severity]:checked", tools).map((box) => box.value)),
    rule: field("rule").value,
    only: field("only").checked,
    verdict: field("verdict").value,
    open: field("open").checked,
  };
}

const fits = (filter, code, severity) => filter.severities.has(severity) && (!filter.rule || filter.rule === code);

function counted(section, filter) {
  return section.dataset.f.split(" ").filter(Boolean).reduce((sum, each) => {
    const [code, severity, count] = each.split(":");
    return fits(filter, code, severity) ? sum + Number(count) : sum;
  }, 0);
}

function filterAll() {
  const filter = wanted();
  let files = 0, shown = 0, total = 0;
  const every = { ...filter, severities: new Set(["error", "warning", "info"]), rule: "" };
  for (const section of documents) {
    const fitting = counted(section, filter);
    section.hidden = !(plain(section.dataset.path).includes(filter.file) && (!filter.text || textOf(section).includes(filter.text))
      && (fitting > 0 || !(filter.only || filter.rule)));
    total += counted(section, every);
    const row = one(`.files tr[data-d='${section.id.slice(1)}']`);
    if (row) row.hidden = section.hidden;
    if (section.hidden) continue;
    files += 1;
    if (one(":scope > noscript", section)) {
      shown += fitting;
    } else {
      filterWithin(section, filter);
      all(".list > li:not([hidden])", section).forEach((row) => { shown += Number(row.dataset.m); });
    }
  }
  const output = one("output", tools);
  output.textContent = filled(output.dataset.template, shown, total, files, documents.length);
  highlight(filter.text);
}

function filterWithin(section, filter) {
  const shown = new Set();
  all(".list > li", section).forEach((row) => { if (fits(filter, row.dataset.r, row.dataset.s)) shown.add(row.dataset.n); });
  all(".card", section).forEach((card) => { card.hidden = !shown.has(card.dataset.n); });
  all(".text .badge", section).forEach((badge) => { badge.hidden = !shown.has(badge.dataset.n); });
  all(".text mark", section).forEach((element) => (
    element.classList.toggle("off", !element.dataset.f.split(" ").some((number) => shown.has(number)))));
  filterPassages(section, filter);
  all(".list > li", section).forEach((row) => {
    const card = document.getElementById(`${section.id}f${row.dataset.n}`);
    row.hidden = !shown.has(row.dataset.n) || Boolean(card && card.parentElement.closest("[hidden]"));
  });
  all(".part", section).forEach((part) => {
    let left = false;
    all(".relation", part).forEach((row) => {
      row.hidden = (filter.verdict !== "all" && row.dataset.v !== filter.verdict) || (filter.open && one("input", row).checked)
        || (filter.text !== "" && !plain(row.textContent).includes(filter.text));
      left = left || !row.hidden;
    });
    part.hidden = !left;
  });
  filterFacts(section, filter);
}

function filterPassages(section, filter) {
  const narrowed = filter.only || filter.text !== "";
  let deepest = 0;  // the headings above a passage that is shown are shown, the nearest first
  for (const passage of Array.from(one(".text", section).children).reverse()) {
    const own = !narrowed || ((!filter.text || plain(passage.textContent).includes(filter.text))
      && (!filter.only || one("mark:not(.off), .card:not([hidden])", passage) !== null));
    const heading = one("h3, h4, h5, h6", passage) || (/^H[3-6]$/.test(passage.tagName) ? passage : null);
    const level = heading ? Number(heading.tagName[1]) : 0;
    passage.hidden = !(own || (level > 0 && level < deepest));
    if (!passage.hidden) deepest = level || 7;
  }
}

function filterFacts(section, filter) {
  const input = one(".filter input", section);
  const words = [filter.text, input ? plain(input.value.trim()) : ""].filter(Boolean);
  all("table.facts tbody tr", section).forEach((row) => {
    row.hidden = words.length > 0 && !words.every((word) => plain(row.textContent).includes(word));
  });
}

/* Shows where the text that is looked for stands, where the browser can. */
function highlight(text) {
  if (!globalThis.CSS || !CSS.highlights) return;
  CSS.highlights.delete("found");
  if (text.length < 2) return;
  const ranges = [];
  for (const section of documents) {
    if (section.hidden || !section.open) continue;
    for (const passage of all(".text > :not([hidden])", section)) {
      const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
      const nodes = [];
      let length = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        nodes.push([length, node]);
        length += node.data.length;
      }
      const content = plain(nodes.map(([, node]) => node.data).join(""));
      if (content.length !== length) continue;
      for (let at = content.indexOf(text); at !== -1 && ranges.length < 2000; at = content.indexOf(text, at + text.length)) {
        const place = (offset) => {
          const [start, node] = nodes.filter(([begin]) => begin <= offset).pop();
          return [node, Math.min(offset - start, node.data.length)];
        };
        const range = document.createRange();
        range.setStart(...place(at));
        range.setEnd(...place(at + text.length));
        ranges.push(range);
      }
    }
  }
  if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
}

/* From finding to finding, over all files that are shown. */

function step(by) {
  const filter = wanted();
  const begin = current ? documents.indexOf(current.section) : by > 0 ? 0 : documents.length - 1;
  for (let index = begin; index >= 0 && index < documents.length; index += by) {
    const section = documents[index];
    if (section.hidden || counted(section, filter) === 0) continue;
    build(section);
    const rows = all(".list > li:not([hidden])", section);
    const at = current && current.section === section ? rows.findIndex((row) => row.dataset.n === current.number) : -1;
    const next = at === -1 ? (by > 0 ? rows[0] : rows[rows.length - 1]) : rows[at + by];
    if (next) {
      one("a", next).click();
      return;
    }
  }
}

let waiting = 0;
tools.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(filterAll, documents.length > 50 ? 250 : 60);
});

tools.addEventListener("click", async (event) => {
  const name = event.target.name;
  if (name === "previous") step(-1);
  else if (name === "following") step(1);
  else if (name === "print") print();
  else if (name === "collapse") documents.forEach((section) => { section.open = false; });
  else if (name === "expand") {
    let began = performance.now();
    for (const section of documents.filter((each) => !each.hidden)) {
      open(section);
      if (performance.now() - began > 100) {  // the page stays alive while hundreds of documents are built
        await new Promise((resolve) => { setTimeout(resolve); });
        began = performance.now();
      }
    }
  } else if (name === "reset") {
    all("input[type=search]", tools).forEach((input) => { input.value = ""; });
    all("[name=severity]", tools).forEach((box) => { box.checked = true; });
    ["only", "open"].forEach((each) => { field(each).checked = false; });
    field("rule").value = "";
    field("verdict").value = "all";
    filterAll();
  }
});

function arrive() {
  const target = /^#d\d/.test(location.hash) && prepareTarget(location.hash.slice(1));
  if (target) target.scrollIntoView({ block: "center" });
}

tools.hidden = false;
one(".unsaved", tools).hidden = kept !== null;
all("table.sortable").forEach(sortable);
documents.filter((section) => !one(":scope > noscript", section)).forEach(prepare);
filterAll();
arrive();
addEventListener("hashchange", arrive);
})();
