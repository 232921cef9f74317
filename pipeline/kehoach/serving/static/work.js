// What people write: files that are dropped, judgements, status. Forms work without this; it saves them in place.
"use strict";

const token = document.body.dataset.token;
document.documentElement.classList.add("scripted");
const send = (address, body, more = {}) => fetch(address, {
  method: "POST", body, credentials: "same-origin", headers: { "x-csrftoken": token, accept: "application/json", ...more },
});
const told = async answer => {
  const type = answer.headers.get("content-type") || "";
  return type.includes("json") ? answer.json() : { error: `${answer.status} ${await answer.text()}` };
};

// --- reading in the background ---------------------------------------------------------------

const bar = document.getElementById("progress");
let watching = false;
async function watch() {
  if (watching) return;
  watching = true;
  for (;;) {
    const now = await told(await fetch("/kehoach/progress"));
    const busy = now.state === "reading" || now.state === "linking";
    if (now.state === "idle") { bar.hidden = true; break; }
    bar.hidden = false;
    const words = { reading: bar.dataset.reading, linking: bar.dataset.linking, done: bar.dataset.done, failed: bar.dataset.failed };
    bar.textContent = `${words[now.state]} ${now.total && busy ? `${now.done}/${now.total} ${now.last}` : now.message}`;
    if (!busy) {
      const link = document.createElement("a");
      link.href = "/kehoach/new";
      link.textContent = bar.dataset.see;
      bar.append(" ", link);
      break;
    }
    await new Promise(done => setTimeout(done, 400));
  }
  watching = false;
}
if (bar && !bar.hidden) watch();

// --- files -----------------------------------------------------------------------------------

const drop = document.getElementById("drop");
const list = document.getElementById("dropped");
async function keep(files) {
  let kept = 0;
  for (const [name, file] of files) {
    const line = document.createElement("li");
    line.textContent = `${name} …`;
    list.append(line);
    const answer = await told(await send(`/kehoach/drop?name=${encodeURIComponent(name)}`, file, { "content-type": "application/octet-stream" }));
    line.textContent = answer.error ? `✗ ${name}: ${answer.error}` : `✓ ${name}`;
    line.className = answer.error ? "bad" : "good";
    kept += answer.error ? 0 : 1;
  }
  if (kept) {
    await send("/kehoach/read", "");
    watch();
  }
}
const named = files => [...files].map(file => [file.webkitRelativePath || file.name, file]);
async function entries(item, path = "") {
  if (item.isFile) return [[path + item.name, await new Promise((yes, no) => item.file(yes, no))]];
  const reader = item.createReader(), found = [];
  for (;;) {
    const some = await new Promise((yes, no) => reader.readEntries(yes, no));
    if (!some.length) return found;
    for (const one of some) found.push(...await entries(one, `${path}${item.name}/`));
  }
}
if (drop) {
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, event => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", event => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", async event => {
    event.preventDefault();
    drop.classList.remove("over");
    const items = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const files = named(event.dataTransfer.files);
    const found = items.some(item => item && item.isDirectory) ? (await Promise.all(items.filter(Boolean).map(item => entries(item)))).flat() : files;
    const sheets = found.filter(([name]) => name.toLowerCase().endsWith(".xlsx"));
    if (sheets.length === 1 && found.length === 1) back(sheets[0][1]); else keep(found);
  });
  for (const id of ["files", "folder"]) document.getElementById(id).addEventListener("change", event => { keep(named(event.target.files)); event.target.value = ""; });
  document.getElementById("sheet").addEventListener("change", event => { if (event.target.files[0]) back(event.target.files[0]); event.target.value = ""; });
}

// --- a sheet that comes back -----------------------------------------------------------------

const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text ?? "" }, more);
async function back(file) {
  const place = document.getElementById("sheet-told"), say = place.dataset;
  const answer = await told(await send("/kehoach/sheet", file));
  place.hidden = false;
  place.replaceChildren();
  if (answer.error) { place.append(element("p", answer.error, { className: "alert" })); return; }
  const { sheet, names } = answer;
  const others = [[sheet.same, say.same], [sheet.unmatched.length, say.unmatched], [sheet.wrong.length, say.wrong]].filter(([n]) => n).map(([n, w]) => `${n} ${w}`);
  place.append(element("p", [sheet.changes.length ? "" : say.none, ...others].filter(Boolean).join(" · "), { className: "soft" }));
  for (const [row, words] of [...sheet.unmatched, ...sheet.wrong]) place.append(element("p", `${say.row} ${row}: ${words}`, { className: "soft" }));
  if (!sheet.changes.length) return;
  const list = element("ul", "", { className: "plain" });
  for (const change of sheet.changes) {
    const line = element("li"), label = element("label"), box = element("input", "", { type: "checkbox", value: change.row, checked: !change.conflict });
    const parts = [names[change.status], change.note, change.proof].filter(Boolean).join(" · ");
    label.append(box, ` ${change.sentence.slice(0, 140)} → `, element("strong", parts));
    if (change.conflict) label.append(" ", element("span", `${say.conflict}: ${say.here} ${names[change.before[0]]}${change.before_by ? ` (${change.before_by})` : ""}`, { className: "level warning" }));
    line.append(label);
    list.append(line);
  }
  const who = element("input", "", { id: "sheet-who", value: say.name }), label = element("label", say.who, { htmlFor: "sheet-who" });
  const field = element("p", "", { className: "field" });
  const button = element("button", say.take);
  field.append(label, who);
  button.addEventListener("click", async () => {
    const rows = [...list.querySelectorAll("input:checked")].map(box => box.value).join(",");
    const done = await told(await send(`/kehoach/sheet?rows=${rows}&by=${encodeURIComponent(who.value)}`, file));
    place.replaceChildren(element("p", done.error || `${done.written} ${say.written}`, { className: done.error ? "alert" : "said right" }));
  });
  place.append(list, field, button);
}

// --- forms in place --------------------------------------------------------------------------

const nameOf = () => {
  const known = document.getElementById("reviewer");
  return known ? known.value : "";
};
async function post(form, button) {
  const values = new URLSearchParams(new FormData(form));
  if (button && button.name) values.set(button.name, button.value);
  if (!values.get("by") && nameOf()) values.set("by", nameOf());
  let answer = await told(await send(form.action, values));
  if (answer.error && !values.get("by")) {
    const name = window.prompt(answer.error);
    if (!name) return answer;
    values.set("by", name);
    answer = await told(await send(form.action, values));
  }
  return answer;
}
document.addEventListener("submit", async event => {
  const form = event.target.closest("form.judge, form.follow");
  if (!form) return;
  event.preventDefault();
  const button = event.submitter;
  const answer = await post(form, button);
  if (answer.error) { window.alert(answer.error); return; }
  const doubt = form.closest(".doubt");
  if (doubt) { next(doubt, 1); doubt.remove(); return; }
  const note = form.querySelector(".saved") || form.appendChild(element("span", "", { className: "saved", role: "status" }));
  note.textContent = "✓";
  const select = form.querySelector("select.state");
  if (select) select.className = `state ${select.value}`;
  if (form.classList.contains("judge")) {
    const record = form.closest(".record");
    record.classList.toggle("rejected", button.value === "wrong");
    record.classList.toggle("confirmed", button.value === "right");
  }
});
for (const select of document.querySelectorAll("form.follow select")) select.addEventListener("change", () => select.form.requestSubmit());

// --- the keyboard in review ------------------------------------------------------------------

function next(from, by) {
  const all = [...document.querySelectorAll(".doubt")];
  const to = all[Math.min(all.length - 1, Math.max(0, (from ? all.indexOf(from) : -1) + by))];
  if (to) { to.focus(); to.scrollIntoView({ block: "center" }); }
}
if (document.getElementById("doubts") && document.querySelector(".doubt")) {
  document.addEventListener("keydown", event => {
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
    const here = document.activeElement.closest(".doubt");
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") { event.preventDefault(); next(here, key === "j" ? 1 : -1); }
    const deed = here && here.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (deed) { event.preventDefault(); deed.click(); }
  });
  document.querySelector(".doubt").focus({ preventScroll: true });
}

// --- marked words become a record ------------------------------------------------------------

const article = document.querySelector("article[data-add]");
if (article) {
  const offer = element("p", "", { className: "offer", hidden: true });
  const kinds = [["tasks", article.dataset.addTask], ["targets", article.dataset.addTarget], ["deadlines", article.dataset.addDeadline]];
  for (const [kind, words] of kinds) offer.append(element("a", words, { href: "#" }), " ");
  article.before(offer);
  const offset = (node, at) => {
    const line = (node.nodeType === 1 ? node : node.parentElement).closest("[data-at]");
    if (!line) return null;
    const range = document.createRange();
    range.selectNodeContents(line);
    range.setEnd(node, at);
    return Number(line.dataset.at) + [...range.toString()].length;
  };
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !article.contains(chosen.anchorNode) || !article.contains(chosen.focusNode)) { offer.hidden = true; return; }
    const range = chosen.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    offer.hidden = start === null || end === null || end <= start;
    [...offer.querySelectorAll("a")].forEach((link, n) => { link.href = `${article.dataset.add}?kind=${kinds[n][0]}&at=${start}-${end}`; });
  });
}
