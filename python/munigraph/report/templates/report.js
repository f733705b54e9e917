"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const specs = read("specs"), shapes = read("shapes");

  // Shapes are in the page once; each map gets them back when it is drawn.
  const restore = (value) => {
    if (Array.isArray(value)) value.forEach(restore);
    else if (value && typeof value === "object") {
      if (value.type === "Feature" && value.geometry === null && shapes[value.id])
        value.geometry = { type: "MultiPolygon", coordinates: shapes[value.id] };
      else Object.values(value).forEach(restore);
    }
  };

  const options = { renderer: "svg", actions: { export: true, source: false, compiled: false, editor: false } };
  const drawn = new Set();
  const draw = async (box) => {
    const name = box.dataset.chart;
    if (drawn.has(box) || !(name in specs) || typeof vegaEmbed === "undefined") return;
    drawn.add(box);
    const spec = specs[name];
    restore(spec);
    try {
      await vegaEmbed(box, spec, options);
      if (((spec.usermeta || {}).munigraph || {}).zoom) zoomable(box);
      else readable(box);
      // A layer without marks is a picture of nothing, and has no words to be read.
      for (const mark of box.querySelectorAll('svg g[role="graphics-symbol"]:empty')) mark.removeAttribute("role");
      const menu = box.querySelector("summary");
      if (menu) menu.setAttribute("aria-label", "Save this chart");
      box.dataset.drawn = "yes";
    } catch (error) {
      box.textContent = "This chart could not be drawn; the tables hold the same figures.";
      console.error(name, error);
    }
  };

  // Letters below this many pixels are not read: from there on the box of a chart scrolls sideways.
  const smallest = 8;
  const readable = (box) => {
    const svg = box.querySelector("svg.marks"), width = svg ? svg.viewBox.baseVal.width : 0;
    const sizes = svg ? [...svg.querySelectorAll("text")].filter((t) => t.textContent.trim()).map((t) => parseFloat(getComputedStyle(t).fontSize)) : [];
    if (!width || !sizes.length) return;
    box.style.setProperty("--least", `${Math.min(width, width * smallest / Math.min(...sizes))}px`);
    reachable(box);
  };
  // What scrolls can be reached by key.
  const reachable = (box) => {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.tabIndex = 0; box.setAttribute("role", "group"); box.setAttribute("aria-label", "Chart, wider than the screen");
    } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  };
  addEventListener("resize", () => { for (const box of drawn) reachable(box); });

  const visible = (box) => !box.closest("[hidden]") && !box.closest("details:not([open])");
  for (const part of document.querySelectorAll("details")) part.addEventListener("toggle", async () => {
    for (const box of part.querySelectorAll("[data-chart]")) if (visible(box)) await draw(box);
  });
  const drawAll = async () => {
    for (const box of document.querySelectorAll("[data-chart]")) if (visible(box)) await draw(box);
    document.documentElement.dataset.ready = "yes";
  };

  // The figures of a chart: what its tooltips say, as a table, made when it is asked for.
  const layers = (spec) => [spec, ...["layer", "hconcat", "vconcat", "concat"].flatMap((k) => (spec[k] || []).flatMap(layers)),
    ...(spec.spec ? layers(spec.spec) : [])];
  const written = (value, format) => {
    if (value === null || value === undefined) return "";
    if (typeof value !== "number") return String(value);
    const digits = /\.(\d+)f/.exec(format || "");
    return value.toLocaleString("en", digits ? { minimumFractionDigits: +digits[1], maximumFractionDigits: +digits[1] } : { maximumSignificantDigits: 6 });
  };
  const rowsOf = (spec, layer) => {
    const data = layer.data || {};
    return data.values || (spec.datasets || {})[data.name] || [];
  };
  const most = 400;
  const tabulate = (part) => {
    if (part.querySelector("table")) return;
    const spec = specs[part.dataset.figures], seen = new Set();
    // Layers inherit data from what is around them.
    const inherit = (one, data) => { one.data = one.data || data; for (const k of ["layer", "hconcat", "vconcat", "concat"]) for (const inner of one[k] || []) inherit(inner, one.data); if (one.spec) inherit(one.spec, one.data); };
    const copy = structuredClone({ ...spec, datasets: undefined });
    inherit(copy, copy.data);
    for (const layer of layers(copy)) {
      const tips = [layer.encoding && layer.encoding.tooltip].flat().filter((t) => t && t.field);
      if (!tips.length) continue;
      const plainField = (t) => t.field.replace(/\\(.)/g, "$1");
      const cells = rowsOf(spec, layer).map((row) => tips.map((t) => written(row[plainField(t)], t.format)));
      const unique = [...new Map(cells.map((c) => [JSON.stringify(c), c])).values()];
      const key = JSON.stringify([tips.map((t) => t.title), unique]);
      if (!unique.length || seen.has(key)) continue;
      seen.add(key);
      const box = document.createElement("div"), table = document.createElement("table");
      box.className = "scroll" + (unique.length > 30 ? " long" : "");
      box.tabIndex = 0; box.setAttribute("role", "region");
      box.setAttribute("aria-label", `Figures of ${part.dataset.figures}, table ${seen.size}: ${tips.map((t) => t.title || t.field).join(", ")}`);
      const head = table.createTHead().insertRow();
      for (const t of tips) { const th = document.createElement("th"); th.scope = "col"; th.textContent = t.title || t.field; if (t.type === "quantitative") th.className = "number"; head.append(th); }
      const body = table.createTBody();
      for (const row of unique.slice(0, most)) { const tr = body.insertRow(); row.forEach((text, i) => { const td = tr.insertCell(); td.textContent = text; if (tips[i].type === "quantitative") td.className = "number"; }); }
      box.append(table); part.append(box);
      if (unique.length > most) { const p = document.createElement("p"); p.className = "note"; p.textContent = `The first ${most} of ${unique.length.toLocaleString("en")} rows; all are in the tables beside this page.`; part.append(p); }
    }
  };
  for (const part of document.querySelectorAll("details[data-figures]")) part.addEventListener("toggle", () => tabulate(part));

  const choose = document.getElementById("choose-map");
  if (choose) choose.addEventListener("change", async () => {
    for (const map of document.querySelectorAll("[data-map]")) map.hidden = map.dataset.map !== choose.value;
    for (const box of document.querySelectorAll("[data-map]:not([hidden]) [data-chart]")) await draw(box);
  });

  // Sorting: empty cells stay last; equal ones keep their order.
  const compare = (a, b, numeric) => numeric ? Number(a) - Number(b) : a.localeCompare(b, "nl");
  const sort = (button) => {
    const head = button.closest("th"), table = head.closest("table"), body = table.tBodies[0];
    const at = [...head.parentNode.children].indexOf(head);
    const numeric = head.classList.contains("number");
    const before = head.getAttribute("aria-sort");
    const down = before ? before === "ascending" : false;
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...body.rows].map((row) => [row.cells[at].dataset.value, row]);
    rows.sort(([a], [b]) => (a === "") - (b === "") || (a === "" ? 0 : (down ? -1 : 1) * compare(a, b, numeric)));
    body.append(...rows.map(([, row]) => row));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.sort");
    if (button) sort(button);
  });

  // Searching: every word must be somewhere in the row, accents and case aside.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  for (const input of document.querySelectorAll("input[data-table]")) {
    const table = document.querySelector(`table[data-name="${input.dataset.table}"]`);
    const status = input.closest(".table").querySelector(".found");
    const rows = [...table.tBodies[0].rows].map((row) => [plain([...row.cells].map((c) => c.textContent).join(" ")), row]);
    input.addEventListener("input", () => {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      let count = 0;
      for (const [text, row] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) count += 1;
      }
      status.textContent = `${count.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
    });
  }
  drawAll();
})();
