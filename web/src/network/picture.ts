// The drawing: sigma draws circles and lines; shapes, hatching, rings and words, so that no sign is colour alone, are drawn above.

import Graph from "graphology";
import Sigma from "sigma";
import type { CameraState } from "sigma/types";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";
import type { Network, Node, Tie } from "../kinds";
import { t } from "../text";
import { COLOURS, lineOf, ringOf } from "./palette";
import { Still } from "./still";

export interface Heard {
  node(id: string): void;
  tie(id: string): void;
  nothing(): void;
}

/** What of the picture is shown just now. */
export interface Showing {
  chosen: string;
  chosenTie: string;
  /** Hidden by the user, or taken out by a plan. */
  gone: Set<string>;
  /** A day; ties that did not hold then are not shown. */
  day: string | undefined;
  path: Set<string>;
}

const SIZE = { least: 5, most: 16 };
/** Nodes and ties from which on the picture is moved as it was drawn, and drawn anew when it rests for so many milliseconds. */
const LARGE = 4000, REST = 160;
/** How far beside a line, in pixels, a click is still meant for it: some are hardly wider than one. */
const BESIDE = 5;

export class Picture {
  readonly graph = new Graph({ multi: true, type: "mixed" });
  private readonly sigma: Sigma;
  private readonly above: HTMLCanvasElement;
  private isDark = false;
  private pinned = new Set<string>();
  private resting: number | undefined;
  private readonly still: Still;
  /** The camera by which the picture was drawn last. */
  private drawnBy: CameraState | undefined;
  private showing: Showing = { chosen: "", chosenTie: "", gone: new Set(), day: undefined, path: new Set() };

  constructor(private readonly box: HTMLElement, heard: Heard) {
    this.isDark = getComputedStyle(box).colorScheme === "dark" || document.documentElement.dataset.theme === "dark"
      || (document.documentElement.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    this.still = new Still(box, this.isDark ? "#10171d" : "#ffffff");
    this.sigma = new Sigma(this.graph, box, {
      allowInvalidContainer: true,
      enableEdgeEvents: true,
      defaultEdgeType: "line",
      edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram },
      labelFont: "system-ui, sans-serif",
      labelSize: 13,
      labelColor: { color: this.isDark ? "#e8edf1" : "#17222c" },
      labelDensity: 0.9,
      labelGridCellSize: 70,
      labelRenderedSizeThreshold: 5,
      stagePadding: 50,
      zIndex: true,
      minEdgeThickness: 1.2,
      defaultDrawNodeLabel: (context, data, settings) => {
        if (!data.label) return;
        const rings = ringOf(((data as unknown as { node: Node }).node ?? { roles: [] }).roles);
        context.font = `${settings.labelSize}px ${settings.labelFont}`;
        context.fillStyle = this.isDark ? "#e8edf1" : "#17222c";
        context.textAlign = "left";
        context.fillText(data.label, data.x + data.size + 4 + rings * 2.6, data.y + settings.labelSize / 3);
      },
      defaultDrawNodeHover: (context, data, settings) => this.hover(context, data, settings.labelSize, settings.labelFont),
      nodeReducer: (id, data) => this.node(id, data),
      edgeReducer: (id, data) => this.edge(id, data),
    });
    this.above = document.createElement("canvas");
    this.above.className = "above";
    // Under the names, which must stay readable.
    box.insertBefore(this.above, this.sigma.getCanvases().labels ?? null);
    this.sigma.on("afterRender", () => {
      this.drawAbove();
      this.drawnBy = this.sigma.getCamera().getState();
      this.still.leave();
      if (this.isLarge()) this.still.take();
    });
    const redraw = this.sigma.scheduleRender.bind(this.sigma);
    this.sigma.scheduleRender = () => (this.move(redraw) ? this.sigma : redraw());
    this.sigma.on("clickNode", ({ node }) => heard.node(node));
    this.sigma.on("clickEdge", ({ edge }) => heard.tie(edge));
    this.sigma.on("clickStage", ({ event }) => {
      const near = this.lineAt(event);
      if (near) heard.tie(near);
      else heard.nothing();
    });
    this.letNodesBeMoved();
  }

  /** Shows a network anew. */
  show(network: Network): void {
    this.graph.clear();
    for (const node of network.nodes) this.put(node, node.x ?? 0, -(node.y ?? 0));
    for (const tie of network.ties) this.draw(tie);
    this.sigma.setCustomBBox(null);
    this.sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
    this.sigma.refresh();
  }

  /** Adds neighbours around a node. */
  add(around: string, nodes: Node[], ties: Tie[]): void {
    const at = this.graph.hasNode(around) ? this.graph.getNodeAttributes(around) : { x: 0, y: 0 };
    nodes.forEach((node, number) => {
      const angle = (number / Math.max(1, nodes.length)) * 2 * Math.PI + 0.4;
      const far = 130 + 46 * Math.floor(number / 14);
      this.put(node, Number(at.x) + far * Math.cos(angle), Number(at.y) + far * Math.sin(angle));
    });
    for (const tie of ties) this.draw(tie);
    this.sigma.refresh();
  }

  /** Where nodes were pinned, in the coordinates in which the server lays out. */
  pins(): Record<string, [number, number]> {
    return Object.fromEntries([...this.pinned].filter((id) => this.graph.hasNode(id)).map((id) => {
      const { x, y } = this.graph.getNodeAttributes(id) as { x: number; y: number };
      return [id, [Math.round(x * 10) / 10, Math.round(-y * 10) / 10] as [number, number]];
    }));
  }

  /** Pins nodes, and lets all others go. */
  pin(pins: Record<string, [number, number]>): void {
    this.pinned = new Set(Object.keys(pins));
    for (const [id, [x, y]] of Object.entries(pins)) if (this.graph.hasNode(id)) this.graph.mergeNodeAttributes(id, { x, y: -y });
    this.sigma.refresh();
  }

  /**
   * Moves what was drawn to where the camera has it now: a large picture must follow the hand without a graphics card, and is drawn
   * anew when it rests. Tells whether that will do.
   */
  private move(redraw: () => void): boolean {
    const before = this.drawnBy, now = this.sigma.getCamera().getState();
    if (!this.isLarge() || !before || before.angle !== now.angle) return false;
    const isStill = before.x === now.x && before.y === now.y && before.ratio === now.ratio;
    if (isStill && this.resting === undefined) return false;
    const at = (x: number, cameraState: CameraState) => this.sigma.graphToViewport({ x, y: 0 }, { cameraState });
    const [from, aside, to] = [at(0, before), at(1000, before), at(0, now)];
    const scale = (at(1000, now).x - to.x) / (aside.x - from.x);
    if (!Number.isFinite(scale) || scale <= 0) return false;
    this.still.show(to.x - scale * from.x, to.y - scale * from.y, scale);
    clearTimeout(this.resting);
    // A slow machine's frames may lie farther apart than a rest: as long as the picture is held, it is not drawn anew.
    const rest = () => {
      if (this.sigma.getMouseCaptor().isMouseDown) { this.resting = window.setTimeout(rest, REST); return; }
      this.resting = undefined;
      redraw();
    };
    this.resting = window.setTimeout(rest, REST);
    return true;
  }

  /** The line that is nearest to a place, if any is near. */
  private lineAt(at: { x: number; y: number }): string | undefined {
    let found: string | undefined, least = BESIDE;
    this.graph.forEachEdge((edge, _, source, target) => {
      if (this.isGone(edge)) return;
      const [from, to] = [source, target].map((node) => this.sigma.graphToViewport(this.graph.getNodeAttributes(node) as { x: number; y: number }));
      if (!from || !to) return;
      const [x, y] = [to.x - from.x, to.y - from.y];
      const along = Math.min(1, Math.max(0, ((at.x - from.x) * x + (at.y - from.y) * y) / (x * x + y * y || 1)));
      const far = Math.hypot(at.x - from.x - along * x, at.y - from.y - along * y);
      if (far < least) [found, least] = [edge, far];
    });
    return found;
  }

  private isLarge(): boolean {
    return this.graph.order + this.graph.size > LARGE;
  }

  update(showing: Showing): void {
    this.showing = showing;
    this.sigma.refresh();
  }

  centre(id: string): void {
    const data = this.sigma.getNodeDisplayData(id);
    if (data) void this.sigma.getCamera().animate({ x: data.x, y: data.y }, { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250 });
  }

  zoom(by: number): void {
    const camera = this.sigma.getCamera();
    camera.setState({ ratio: camera.ratio * by });
  }

  /** Where a node is, in pixels of the page's window: for tests and for those who point. */
  pointOf(id: string): { x: number; y: number } {
    const { x, y } = this.sigma.graphToViewport(this.graph.getNodeAttributes(id) as { x: number; y: number });
    const box = this.box.getBoundingClientRect();
    return { x: box.left + x, y: box.top + y };
  }

  end(): void {
    clearTimeout(this.resting);
    this.still.leave();
    this.sigma.kill();
    this.above.remove();
  }

  /** The drawing as it is seen. */
  png(): Promise<Blob | null> {
    this.sigma.refresh();
    const whole = document.createElement("canvas");
    const { width, height } = this.above;
    [whole.width, whole.height] = [width, height];
    const context = whole.getContext("2d");
    if (!context) return Promise.resolve(null);
    context.fillStyle = this.isDark ? "#10171d" : "#ffffff";
    context.fillRect(0, 0, width, height);
    for (const layer of this.box.querySelectorAll("canvas")) context.drawImage(layer, 0, 0, width, height);
    return new Promise((done) => whole.toBlob(done));
  }

  /** The drawing as shapes. */
  svg(): string {
    const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
    const { width, height } = this.sigma.getDimensions();
    const parts: string[] = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`];
    const at = (id: string) => this.sigma.graphToViewport(this.graph.getNodeAttributes(id) as { x: number; y: number });
    this.graph.forEachEdge((id, data, source, target) => {
      if (this.isGone(id)) return;
      const { colour, size, dash } = lineOf(data.tie as Tie, false);
      const [from, to] = [at(source), at(target)];
      parts.push(`<line x1="${from.x.toFixed(1)}" y1="${from.y.toFixed(1)}" x2="${to.x.toFixed(1)}" y2="${to.y.toFixed(1)}" stroke="${colour}" stroke-width="${size}"${dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : ""}><title>${escape((data.tie as Tie).says)}</title></line>`);
    });
    this.graph.forEachNode((id, data) => {
      if (this.showing.gone.has(id)) return;
      const { x, y } = at(id);
      parts.push(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${Number(data.size)}" fill="${String(data.color)}"/><text x="${(x + Number(data.size) + 3).toFixed(1)}" y="${(y + 4).toFixed(1)}">${escape(String(data.label))}</text>`);
    });
    return `${parts.join("\n")}\n</svg>\n`;
  }

  private put(node: Node, x: number, y: number): void {
    if (this.graph.hasNode(node.id)) return;
    const size = Math.min(SIZE.most, SIZE.least + Math.sqrt(node.degree) * 1.8);
    this.graph.addNode(node.id, { x, y, size, label: node.caption, color: COLOURS[node.kind] ?? COLOURS.other, node });
  }

  private draw(tie: Tie): void {
    if (this.graph.hasEdge(tie.id) || !this.graph.hasNode(tie.source) || !this.graph.hasNode(tie.target)) return;
    const { colour, size } = lineOf(tie, this.isDark);
    const data = { size, color: colour, type: tie.directed ? "arrow" : "line", zIndex: tie.accusing ? 1 : 0, tie };
    this.graph.addDirectedEdgeWithKey(tie.id, tie.source, tie.target, data);
  }

  private isGone(edge: string): boolean {
    const { gone, day } = this.showing;
    if (gone.has(this.graph.source(edge)) || gone.has(this.graph.target(edge))) return true;
    if (!day) return false;
    const tie = this.graph.getEdgeAttribute(edge, "tie") as Tie;
    const begins = tie.from ? tie.from.padEnd(10, "-01").slice(0, 10) : "";
    // What happened once stays from then on; what is not dated may hold.
    const ends = tie.is_event || !tie.to ? "" : `${tie.to}-12-31`.slice(0, 10);
    return (begins !== "" && begins > day) || (ends !== "" && ends < day);
  }

  /** Whether a tie stands back, as something else is chosen. */
  private isAside(tie: Tie): boolean {
    const { chosen, path } = this.showing;
    const ends = [tie.source, tie.target];
    return (path.size > 0 && !ends.every((end) => path.has(end))) || (chosen !== "" && this.graph.hasNode(chosen) && !ends.includes(chosen));
  }

  private node(id: string, data: Record<string, unknown>): Record<string, unknown> {
    const { chosen, gone, path } = this.showing;
    if (gone.has(id)) return { ...data, hidden: true };
    if (path.size > 0 && !path.has(id)) return { ...data, color: this.isDark ? "#33414c" : "#d7dde2", label: "" };
    const isNear = chosen === id || (chosen !== "" && this.graph.hasNode(chosen) && this.graph.areNeighbors(id, chosen));
    if (chosen !== "" && this.graph.hasNode(chosen) && !isNear) return { ...data, color: this.isDark ? "#3b4a55" : "#c9d1d8", label: "" };
    return { ...data, highlighted: chosen === id, forceLabel: isNear || Boolean((data.node as Node).is_group), zIndex: isNear ? 2 : 1 };
  }

  private edge(id: string, data: Record<string, unknown>): Record<string, unknown> {
    if (this.isGone(id)) return { ...data, hidden: true };
    const tie = data.tie as Tie;
    const isOff = this.isAside(tie);
    if (this.showing.chosenTie === id) return { ...data, size: Number(data.size) + 3, zIndex: 3 };
    // Lines that are broken are drawn above, where dashes can be.
    if (lineOf(tie, this.isDark).dash.length > 0) return { ...data, color: this.isDark ? "#10171d" : "#ffffff", zIndex: -1 };
    return isOff ? { ...data, color: this.isDark ? "#26323b" : "#e8ecef", zIndex: 0 } : data;
  }

  private drawAbove(): void {
    const { width, height } = this.sigma.getDimensions();
    const scale = devicePixelRatio;
    if (this.above.width !== Math.round(width * scale) || this.above.height !== Math.round(height * scale)) {
      this.above.width = Math.round(width * scale);
      this.above.height = Math.round(height * scale);
      this.above.style.width = `${width}px`;
      this.above.style.height = `${height}px`;
    }
    const context = this.above.getContext("2d");
    if (!context) return;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const camera = this.sigma.getCamera().ratio;
    const isLarge = this.graph.order > 600;
    const at = (id: string) => this.sigma.graphToViewport(this.graph.getNodeAttributes(id) as { x: number; y: number });
    const isIn = ({ x, y }: { x: number; y: number }) => x > -20 && y > -20 && x < width + 20 && y < height + 20;
    this.graph.forEachEdge((id, data, source, target) => {
      const tie = data.tie as Tie;
      if (!tie.accusing && !tie.assessment) return;
      if (this.isGone(id) || this.isAside(tie)) return;
      const { colour, size, dash } = lineOf(tie, this.isDark);
      const [from, to] = [at(source), at(target)];
      if (dash.length) {
        context.strokeStyle = colour;
        context.lineWidth = size;
        context.setLineDash(dash);
        context.beginPath();
        context.moveTo(from.x, from.y);
        context.lineTo(to.x, to.y);
        context.stroke();
        context.setLineDash([]);
      }
      const length = Math.hypot(to.x - from.x, to.y - from.y);
      if (!isLarge && length > 90) {
        const standing = t((tie.cleared ? tie.standing : (tie.in_force ?? tie.standing)) ?? "");
        const word = tie.assessment ? "≈" : tie.cleared ? `⊘ ${standing}` : standing;
        context.font = "11px system-ui, sans-serif";
        // A line that lies flat has the name of its start on it.
        const isFlat = Math.abs(to.y - from.y) < 0.35 * Math.abs(to.x - from.x);
        const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - (isFlat ? 13 : 0) };
        const wide = context.measureText(word).width;
        context.fillStyle = this.isDark ? "rgba(16,23,29,.82)" : "rgba(255,255,255,.85)";
        context.fillRect(middle.x - wide / 2 - 2, middle.y - 7, wide + 4, 14);
        context.fillStyle = this.isDark ? "#e8edf1" : "#17222c";
        context.textAlign = "center";
        context.textBaseline = "middle";
        context.fillText(word, middle.x, middle.y);
      }
    });
    this.graph.forEachNode((id, data) => {
      if (this.showing.gone.has(id)) return;
      const { chosen, path } = this.showing;
      if (path.size > 0 ? !path.has(id) : chosen !== "" && this.graph.hasNode(chosen) && chosen !== id && !this.graph.areNeighbors(id, chosen)) return;
      const point = at(id);
      if (!isIn(point)) return;
      this.signs(context, data.node as Node, point, this.sigma.scaleSize(Number(data.size), camera));
    });
  }

  /** The shape of a kind, rings for how far accusations have got, hatching for a place in a community that is shaky. */
  private signs(context: CanvasRenderingContext2D, node: Node, at: { x: number; y: number }, size: number): void {
    context.fillStyle = "#ffffff";
    context.strokeStyle = "#ffffff";
    context.lineWidth = 1.4;
    const inner = size * 0.5;
    context.beginPath();
    if (node.kind === "criminal_group") {
      context.moveTo(at.x, at.y - inner);
      context.lineTo(at.x + inner, at.y);
      context.lineTo(at.x, at.y + inner);
      context.lineTo(at.x - inner, at.y);
      context.fill();
    } else if (node.kind === "company" || node.kind === "organisation") {
      context.rect(at.x - inner * 0.75, at.y - inner * 0.75, inner * 1.5, inner * 1.5);
      if (node.kind === "company") context.fill();
      else context.stroke();
    } else if (node.kind === "public_body") {
      context.moveTo(at.x - inner, at.y + inner * 0.7);
      context.lineTo(at.x, at.y - inner);
      context.lineTo(at.x + inner, at.y + inner * 0.7);
      context.fill();
    }
    if (this.pinned.has(node.id)) {
      // A pin below it.
      context.fillStyle = this.isDark ? "#e8edf1" : "#17222c";
      context.beginPath();
      context.moveTo(at.x - 3, at.y + size + 7);
      context.lineTo(at.x + 3, at.y + size + 7);
      context.lineTo(at.x, at.y + size + 1);
      context.fill();
    }
    const rings = ringOf(node.roles);
    context.strokeStyle = this.isDark ? "#ffb58a" : "#8f3a00";
    for (let ring = 0; ring < rings; ring++) {
      context.beginPath();
      context.arc(at.x, at.y, size + 2.5 + ring * 2.6, 0, 2 * Math.PI);
      context.stroke();
    }
    if (node.shaky) {
      context.save();
      context.beginPath();
      context.arc(at.x, at.y, size, 0, 2 * Math.PI);
      context.clip();
      context.strokeStyle = "rgba(255,255,255,.75)";
      context.lineWidth = 1.2;
      context.beginPath();
      for (let step = -size * 2; step < size * 2; step += 4) {
        context.moveTo(at.x + step, at.y - size);
        context.lineTo(at.x + step + size * 2, at.y + size);
      }
      context.stroke();
      context.restore();
    }
  }

  private hover(context: CanvasRenderingContext2D, data: { x: number; y: number; size: number; label: string | null }, size: number, font: string): void {
    if (!data.label) return;
    context.font = `600 ${size}px ${font}`;
    const wide = context.measureText(data.label).width;
    context.fillStyle = this.isDark ? "#22303a" : "#ffffff";
    context.strokeStyle = this.isDark ? "#8fa3b3" : "#17405f";
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(data.x + data.size + 1, data.y - size * 0.8, wide + 8, size * 1.6, 3);
    context.fill();
    context.stroke();
    context.fillStyle = this.isDark ? "#e8edf1" : "#17222c";
    context.textAlign = "left";
    context.fillText(data.label, data.x + data.size + 5, data.y + size / 3);
  }

  /** A node that is dragged stays where it is put. */
  private letNodesBeMoved(): void {
    let moved: string | undefined;
    let to: { x: number; y: number } | undefined;
    this.sigma.on("downNode", ({ node }) => { moved = node; if (!this.sigma.getCustomBBox()) this.sigma.setCustomBBox(this.sigma.getBBox()); });
    this.sigma.on("moveBody", ({ event }) => {
      if (!moved) return;
      const at = this.sigma.viewportToGraph(event);
      // All of a large picture would be drawn anew at every step: the node is drawn over it, and put there when it is let go.
      if (this.isLarge()) {
        to = at;
        this.hold(moved, event);
      } else {
        this.graph.mergeNodeAttributes(moved, { x: at.x, y: at.y });
      }
      this.pinned.add(moved);
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = () => {
      if (moved && to) this.graph.mergeNodeAttributes(moved, to);
      moved = to = undefined;
    };
    this.sigma.on("upNode", drop);
    this.sigma.on("upStage", drop);
  }

  /** Draws a node that is held where it is held, with its lines. */
  private hold(id: string, at: { x: number; y: number }): void {
    this.still.draw((context) => {
      context.globalAlpha = 0.75;
      this.graph.forEachEdge(id, (edge, data, source, target) => {
        if (this.isGone(edge)) return;
        const other = this.sigma.graphToViewport(this.graph.getNodeAttributes(source === id ? target : source) as { x: number; y: number });
        context.strokeStyle = String(data.color);
        context.lineWidth = Number(data.size);
        context.beginPath();
        context.moveTo(at.x, at.y);
        context.lineTo(other.x, other.y);
        context.stroke();
      });
      context.globalAlpha = 1;
      const data = this.graph.getNodeAttributes(id);
      const size = this.sigma.scaleSize(Number(data.size), this.sigma.getCamera().ratio);
      context.fillStyle = String(data.color);
      context.beginPath();
      context.arc(at.x, at.y, size, 0, 2 * Math.PI);
      context.fill();
      this.signs(context, data.node as Node, at, size);
    });
  }
}
