"use strict";
// The page is whole without this. It adds: choosing nodes and ties in the drawing, zoom, filters, and the way back
// from a sentence. It makes nothing that is not in the page already, and never writes mark-up.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const drawing = byId("drawing");

  // Sentences: light up every piece of the quote that the address names, and offer the way back.
  let back = null;
  const offerBack = () => {
    if (back) return;
    back = document.createElement("button");
    back.type = "button";
    back.className = "back";
    back.textContent = "← Back";
    back.addEventListener("click", () => { back.remove(); back = null; history.back(); });
    document.body.append(back);
  };
  const arrive = () => {
    all("mark.hit").forEach((mark) => mark.classList.remove("hit"));
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && byId(id);
    if (!target) return;
    const details = target.closest("details:not([open])");
    if (details) details.open = true;
    const source = target.closest(".source");
    if (!source || target === source) { settle(target, "start"); return; }
    all("mark", source)
      .filter((mark) => mark.dataset.q.split(" ").includes(id))
      .forEach((mark) => mark.classList.add("hit"));
    target.scrollIntoView({ block: "center", inline: "center" });
    target.focus({ preventScroll: true });
    settle(target, "center");
  };
  // In a large case a part is laid out when it comes near, which may push the target away again.
  const settle = (target, block, tries = 4) => {
    if (tries === 0 || !document.querySelector("main.large")) return;
    requestAnimationFrame(() => {
      const box = target.getBoundingClientRect();
      if (box.top < 0 || box.top > innerHeight * 0.8) target.scrollIntoView({ block, inline: "center" });
      settle(target, block, tries - 1);
    });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !link.closest(".parts")) offerBack();
  });
  addEventListener("hashchange", arrive);

  // What is stated at a marked place, for those who can't point at it.
  const tip = document.createElement("p");
  tip.className = "tip";
  tip.setAttribute("role", "status");
  tip.hidden = true;
  document.body.append(tip);
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[title]");
    tip.hidden = !mark;
    tip.textContent = mark ? mark.title : "";
  });
  addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });

  if (drawing) {
    const canvas = byId("canvas"), panel = byId("panel"), chosen = byId("chosen"), key = byId("key");
    const ties = all(".tie", drawing), nodes = all(".node", drawing);
    const nodeOf = new Map(nodes.map((node) => [node.dataset.id, node]));
    const ends = new Map(ties.map((tie) => [tie, tie.dataset.ends.split(" ")]));
    const idOf = (link) => link.getAttribute("href").slice(1);

    // The panel shows the register's entry; it is copied, not made.
    const show = (id) => {
      const entry = id && byId(id);
      all(".chosen", drawing).forEach((one) => one.classList.remove("chosen"));
      chosen.replaceChildren();
      chosen.hidden = !entry;
      if (!entry) return;
      const link = [...nodes, ...ties].find((one) => idOf(one) === id);
      if (link) link.classList.add("chosen");
      const close = document.createElement("button");
      close.type = "button";
      close.className = "close";
      close.textContent = "Close";
      close.addEventListener("click", () => { choose(null); if (link) link.focus(); });
      const copy = entry.cloneNode(true);
      copy.removeAttribute("id");
      copy.removeAttribute("tabindex");
      chosen.append(close, copy);
      panel.scrollTop = 0;
    };
    const choose = (id) => {
      history.pushState({ chosen: id }, "", id ? "#" + id : location.pathname + location.search);
      show(id);
      if (id) {
        chosen.focus({ preventScroll: true });
        if (innerWidth < 960) chosen.scrollIntoView({ block: "nearest" });
      }
    };
    addEventListener("popstate", (event) => show(event.state && event.state.chosen));
    // A link to an entry, within the drawing or the panel, stays there.
    document.addEventListener("click", (event) => {
      const link = event.target.closest("#drawing a, #panel a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const id = idOf(link);
      if (!/^[nt]-\d+$/.test(id)) return;
      event.preventDefault();
      if (!moved) choose(id);
    });

    // Neighbours.
    const light = (link) => {
      const near = new Set();
      if (link && link.classList.contains("node")) {
        near.add(link);
        ties.filter((tie) => ends.get(tie).includes(link.dataset.id))
          .forEach((tie) => { near.add(tie); ends.get(tie).forEach((end) => near.add(nodeOf.get(end))); });
      } else if (link) {
        near.add(link);
        ends.get(link).forEach((end) => near.add(nodeOf.get(end)));
      }
      drawing.classList.toggle("lit", near.size > 0);
      [...nodes, ...ties].forEach((one) => one.classList.toggle("near", near.has(one)));
    };
    for (const link of [...nodes, ...ties]) {
      link.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") light(link); });
      link.addEventListener("pointerleave", () => light(null));
      link.addEventListener("focus", () => { if (link.matches(":focus-visible")) light(link); });
      link.addEventListener("blur", () => light(null));
    }

    // Zoom: the canvas scrolls by itself, so only the size of the drawing changes.
    const size = drawing.viewBox.baseVal;
    let scale = 1;
    const zoom = (wanted, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) => {
      const next = Math.min(4, Math.max(0.15, wanted));
      const left = (canvas.scrollLeft + x) / scale, top = (canvas.scrollTop + y) / scale;
      scale = next;
      drawing.style.width = size.width * scale + "px";
      drawing.style.height = size.height * scale + "px";
      canvas.scrollLeft = left * scale - x;
      canvas.scrollTop = top * scale - y;
    };
    const fit = () => zoom(Math.min(1.4, (canvas.clientWidth - 2) / size.width, (canvas.clientHeight - 2) / size.height));
    const begin = () => {
      fit();
      // Names must stay legible: on a small screen begin at a group and let the reader scroll.
      if (scale < 0.75) {
        zoom(0.85);
        const first = (nodes.find((node) => node.matches(".n-group")) || nodes[0]).getBBox();
        canvas.scrollLeft = (first.x + first.width / 2) * scale - canvas.clientWidth / 2;
        canvas.scrollTop = (first.y + first.height / 2) * scale - canvas.clientHeight / 2;
      }
    };
    const steps = { in: () => zoom(scale * 1.3), out: () => zoom(scale / 1.3), fit };
    all("[data-zoom]").forEach((button) => button.addEventListener("click", () => steps[button.dataset.zoom]()));
    canvas.addEventListener("keydown", (event) => {
      const step = { "+": "in", "=": "in", "-": "out", 0: "fit" }[event.key];
      if (step && !event.ctrlKey && !event.metaKey) { event.preventDefault(); steps[step](); }
      if (event.key === "Escape") choose(null);
    });
    canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = canvas.getBoundingClientRect();
      zoom(scale * Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });

    // Dragging with the mouse; fingers scroll by themselves.
    let held = null, moved = false;
    canvas.addEventListener("pointerdown", (event) => {
      moved = false;
      if (event.pointerType === "mouse" && event.button === 0) {
        held = { x: event.clientX, y: event.clientY, left: canvas.scrollLeft, top: canvas.scrollTop };
      }
    });
    addEventListener("pointermove", (event) => {
      if (!held) return;
      const dx = event.clientX - held.x, dy = event.clientY - held.y;
      if (Math.abs(dx) + Math.abs(dy) > 4) { moved = true; canvas.classList.add("held"); }
      if (moved) { canvas.scrollLeft = held.left - dx; canvas.scrollTop = held.top - dy; }
    });
    addEventListener("pointerup", () => { held = null; canvas.classList.remove("held"); });
    drawing.addEventListener("dragstart", (event) => event.preventDefault());

    // Filters.
    const controls = byId("controls");
    controls.hidden = false;
    const filter = () => {
      const least = Number(byId("least").value);
      const kinds = new Set(all("input[name=kind]:checked", controls).map((box) => box.value));
      const tied = new Set();
      let shown = 0, count = 0;
      for (const tie of ties) {
        const far = tie.dataset.accusing === "0" || Number(tie.dataset.rung) >= least;
        const on = far && kinds.has(tie.dataset.kind);
        tie.classList.toggle("off", !on);
        count += Number(tie.dataset.count);
        if (on) { shown += Number(tie.dataset.count); ends.get(tie).forEach((end) => tied.add(end)); }
      }
      nodes.forEach((node) => node.classList.toggle("faded", !tied.has(node.dataset.id)));
      byId("filtered").textContent = shown < count ? shown + " of " + count + " ties shown" : "";
    };
    controls.addEventListener("change", filter);
    controls.addEventListener("submit", (event) => event.preventDefault());
    begin();
    if (history.state && history.state.chosen) show(history.state.chosen);
    filter();
  }
  arrive();
})();
