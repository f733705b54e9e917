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
      box.dataset.drawn = "yes";
    } catch (error) {
      box.textContent = "This chart could not be drawn; the tables hold the same figures.";
      console.error(name, error);
    }
  };

  const visible = (box) => !box.closest("[hidden]") && !box.closest("details:not([open])");
  for (const part of document.querySelectorAll("details")) part.addEventListener("toggle", async () => {
    for (const box of part.querySelectorAll("[data-chart]")) if (visible(box)) await draw(box);
  });
  const drawAll = async () => {
    for (const box of document.querySelectorAll("[data-chart]")) if (visible(box)) await draw(box);
    document.documentElement.dataset.ready = "yes";
  };

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
