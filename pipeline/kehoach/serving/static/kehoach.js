// The pages work without this; it lights up what belongs together and lets the network and the pictures of pages be moved.
"use strict";

const marksOf = id => document.querySelectorAll(`[data-record="${CSS.escape(id)}"]`);

function light() {
  const name = decodeURIComponent(location.hash.slice(1));
  for (const lit of document.querySelectorAll(".on")) lit.classList.remove("on");
  if (!name) return;
  const id = name.startsWith("r-") ? name.slice(2) : name;
  const card = document.getElementById(`r-${id}`);
  for (const mark of marksOf(id)) mark.classList.add("on");
  if (!card) return;
  card.classList.add("on");
  const group = card.closest("details");
  if (group) group.open = true;
  card.scrollIntoView({ block: "nearest" });
}

function network(frame) {
  const svg = frame.querySelector("svg");
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  let view = { x: 0, y: 0, w: width, h: height };
  const show = () => svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  const zoom = (by, px = 0.5, py = 0.5) => {
    const w = Math.min(width * 2, Math.max(width / 12, view.w * by)), h = w * view.h / view.w;
    view = { x: view.x + (view.w - w) * px, y: view.y + (view.h - h) * py, w, h };
    show();
  };
  const fit = () => { view = { x: 0, y: 0, w: width, h: height }; show(); };
  const act = { in: () => zoom(0.8), out: () => zoom(1.25), fit };
  for (const button of frame.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => act[button.dataset.zoom]());
  svg.addEventListener("wheel", event => {
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    zoom(event.deltaY > 0 ? 1.15 : 0.87, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }, { passive: false });
  svg.addEventListener("keydown", event => {
    const step = view.w / 12;
    const keys = { "+": () => zoom(0.8), "=": () => zoom(0.8), "-": () => zoom(1.25), "0": fit,
      ArrowLeft: () => { view.x -= step; show(); }, ArrowRight: () => { view.x += step; show(); },
      ArrowUp: () => { view.y -= step; show(); }, ArrowDown: () => { view.y += step; show(); } };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  let from = null, moved = false;
  svg.addEventListener("pointerdown", event => { from = { x: event.clientX, y: event.clientY, view: { ...view } }; moved = false; });
  window.addEventListener("pointermove", event => {
    if (!from) return;
    const scale = view.w / svg.getBoundingClientRect().width;
    const dx = event.clientX - from.x, dy = event.clientY - from.y;
    moved = moved || Math.hypot(dx, dy) > 4;
    if (moved) { view = { ...view, x: from.view.x - dx * scale, y: from.view.y - dy * scale }; show(); }
  });
  window.addEventListener("pointerup", () => { from = null; });
  svg.addEventListener("dragstart", event => event.preventDefault());
  svg.addEventListener("click", event => { if (moved) event.preventDefault(); }, true);
  const dim = id => {
    const near = new Set([id]);
    for (const edge of svg.querySelectorAll(".edge")) {
      const joined = edge.dataset.from === id || edge.dataset.to === id;
      edge.classList.toggle("dim", !joined);
      if (joined) { near.add(edge.dataset.from); near.add(edge.dataset.to); }
    }
    for (const node of svg.querySelectorAll(".node")) node.classList.toggle("dim", !near.has(node.dataset.id));
  };
  const clear = () => { for (const lit of svg.querySelectorAll(".dim")) lit.classList.remove("dim"); };
  for (const node of svg.querySelectorAll(".node")) {
    for (const name of ["pointerenter", "focus"]) node.addEventListener(name, () => dim(node.dataset.id));
    for (const name of ["pointerleave", "blur"]) node.addEventListener(name, clear);
  }
}

// A click on a mark lights its record beside the text; the text itself stays where it is being read.
const wide = matchMedia("(min-width: 48.01rem)");
document.addEventListener("click", event => {
  const mark = event.target.closest("a.mark");
  if (!mark || !wide.matches) return;
  event.preventDefault();
  history.pushState(null, "", mark.hash);
  light();
});
// What stands on this page is gone to without loading it again.
document.addEventListener("click", event => {
  const link = event.target.closest('a[href^="?r="]');
  if (!link || !document.getElementById(decodeURIComponent(link.hash.slice(1)))) return;
  event.preventDefault();
  location.hash = link.hash;
});
window.addEventListener("hashchange", light);
window.addEventListener("popstate", light);
light();
const frame = document.getElementById("network");
if (frame) network(frame);

// The picture of a page grows and shrinks by width; it scrolls in its frame.
const scan = document.getElementById("scan");
if (scan) {
  const svg = scan.querySelector("svg");
  let size = 100;
  const grow = by => { size = by ? Math.min(400, Math.max(50, size * by)) : 100; svg.setAttribute("width", `${size}%`); };
  const act = { in: () => grow(1.25), out: () => grow(0.8), fit: () => grow(0) };
  for (const button of scan.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => act[button.dataset.zoom]());
  scan.addEventListener("keydown", event => {
    const keys = { "+": act.in, "=": act.in, "-": act.out, "0": act.fit };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
}
if (new URLSearchParams(location.search).get("view") === "print") window.addEventListener("load", () => setTimeout(() => window.print(), 300));
