// Zoom and pan of a map that is drawn as SVG: what is shown is a part of the picture.
// Buttons and keys (+, -, 0, arrows) always; the wheel with Ctrl, or once the map was clicked, so that
// a page is scrolled past it. Returns nothing; `box` is the element around the picture.
function zoomable(box) {
  const svg = box.querySelector("svg");
  if (!svg) return;
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, w: whole.width, h: whole.height };
  let now = { ...full };
  const most = 20;
  const show = () => svg.setAttribute("viewBox", `${now.x} ${now.y} ${now.w} ${now.h}`);
  const within = (low, value, high) => Math.min(Math.max(value, low), high);
  const keep = () => {
    now.x = within(full.x, now.x, full.x + full.w - now.w);
    now.y = within(full.y, now.y, full.y + full.h - now.h);
    svg.style.cursor = now.w < full.w ? "grab" : "";
    show();
  };
  const zoom = (factor, x = 0.5, y = 0.5) => {
    const w = within(full.w / most, now.w / factor, full.w);
    const h = (w * full.h) / full.w;
    now = { x: now.x + (now.w - w) * x, y: now.y + (now.h - h) * y, w, h };
    keep();
  };
  const pan = (x, y) => {
    now.x += x * now.w;
    now.y += y * now.h;
    keep();
  };
  const back = () => {
    now = { ...full };
    keep();
  };
  const at = (event) => {
    const frame = svg.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
  };
  const bar = document.createElement("div");
  bar.className = "zoom";
  for (const [sign, words, act] of [
    ["+", "Zoom in", () => zoom(1.5)],
    ["−", "Zoom out", () => zoom(1 / 1.5)],
    ["⟲", "Whole map", back],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.title = words;
    button.setAttribute("aria-label", words);
    button.addEventListener("click", act);
    bar.append(button);
  }
  box.prepend(bar);
  svg.setAttribute("tabindex", "0");
  let held = null;
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && document.activeElement !== svg) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, ...at(event));
  }, { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    svg.focus({ preventScroll: true });
    held = now.w < full.w ? at(event) : null;
    if (held) svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    const [x, y] = at(event);
    pan(held[0] - x, held[1] - y);
    held = [x, y];
  });
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, () => { held = null; });
  svg.addEventListener("dblclick", back);
  const keys = {
    "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), "0": back,
    ArrowLeft: () => pan(-0.1, 0), ArrowRight: () => pan(0.1, 0),
    ArrowUp: () => pan(0, -0.1), ArrowDown: () => pan(0, 0.1),
  };
  svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
}

// The list that a chart brings along, folded away under it.
function folded(box, about) {
  if (!about || !about.items || !about.items.length) return;
  const list = document.createElement("details");
  const head = document.createElement("summary");
  head.textContent = about.summary;
  const text = document.createElement("p");
  text.textContent = about.items.join(", ");
  list.append(head, text);
  box.append(list);
}
