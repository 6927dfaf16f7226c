// The world, flat, with a sign for whatever is told of a position or of a country.

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../text";
import { inWords, show, valueOf, type SpotOf } from "./measure";
import { flat, HEIGHT, shapeOf, useWorld, WIDTH, type World } from "./world";

interface Window_ { x: number; y: number; width: number; height: number }
interface Sign { spot: SpotOf; x: number; y: number; value: number }
const WHOLE: Window_ = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
/** The least that is seen of the world at once, in its widths, and the largest sign's radius in pixels. */
const NEAREST = 1 / 60, LARGEST = 24;

/** Which signs have room for their name below them, the largest first. */
function named(signs: Sign[], unit: number, radius: (value: number) => number): Set<number> {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  const shown = new Set<number>();
  signs.forEach((sign, number) => {
    const half = (short(sign.spot).length * 3.3 + 4) * unit, top = sign.y + radius(sign.value) + 3 * unit;
    const box = { left: sign.x - half, right: sign.x + half, top, bottom: top + 13 * unit };
    if (taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom)) return;
    taken.push(box);
    shown.add(number);
  });
  return shown;
}

/** What a sign is called on the map: a name in full stands in what is read out, and in the place's card. */
function short(spot: SpotOf): string {
  const name = (spot.name ?? spot.country ?? "").split(",")[0] ?? "";
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}

/** The part of the world in which something is told, with what lies around. */
function around(signs: Sign[]): Window_ {
  if (signs.length === 0) return WHOLE;
  const xs = signs.map((sign) => sign.x), ys = signs.map((sign) => sign.y);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = Math.min(WIDTH, Math.max(220, (east - west) * 1.35, ((south - north) * 1.35 * WIDTH) / HEIGHT));
  return within({ x: (west + east) / 2 - width / 2, y: (north + south) / 2 - (width * HEIGHT) / WIDTH / 2, width, height: (width * HEIGHT) / WIDTH });
}

function within(window: Window_): Window_ {
  const width = Math.min(WIDTH, Math.max(WIDTH * NEAREST, window.width)), height = (width * HEIGHT) / WIDTH;
  return { width, height, x: Math.min(WIDTH - width, Math.max(0, window.x)), y: Math.min(HEIGHT - height, Math.max(0, window.y)) };
}

export function Globe({ spots, measure, words, chosen, choose }: { spots: SpotOf[]; measure: string; words: string; chosen: string; choose: (key: string) => void }) {
  const { world, fault } = useWorld();
  if (fault !== undefined) return <p role="alert" class="fault">{fault}</p>;
  if (!world) return <p class="faint" aria-busy="true">{t("Loading…")}</p>;
  return <Drawn world={world} spots={spots} measure={measure} words={words} chosen={chosen} choose={choose} />;
}

function Drawn({ world, spots, measure, words, chosen, choose }: { world: World; spots: SpotOf[]; measure: string; words: string; chosen: string; choose: (key: string) => void }) {
  const svg = useRef<SVGSVGElement>(null);
  const [pixels, setPixels] = useState(900);
  const [moved, setMoved] = useState<Window_>();
  const [at, setAt] = useState(0);
  const drag = useRef<{ x: number; y: number; from: Window_ }>();
  const signs: Sign[] = spots.flatMap((spot) => {
    const place = spot.position ? flat(spot.position.longitude, spot.position.latitude) : spot.country ? shapeOf(world, spot.country)?.at : undefined;
    return place ? [{ spot, x: place[0], y: place[1], value: valueOf(spot.tally, measure) }] : [];
  });
  // Large signs lie under small ones, and are reached first.
  signs.sort((one, other) => other.value - one.value);
  const window = moved ?? around(signs);
  const most = Math.max(1e-9, ...signs.map((sign) => sign.value));
  const unit = window.width / pixels;
  const largest = Math.min(LARGEST, pixels / 22);
  const radius = (value: number) => Math.max(5, largest * Math.sqrt(value / most)) * unit;
  const zoom = (by: number, x = window.x + window.width / 2, y = window.y + window.height / 2) =>
    setMoved(within({ width: window.width * by, height: 0, x: x - (x - window.x) * by, y: y - (y - window.y) * by }));
  useEffect(() => {
    if (!svg.current) return;
    const sized = new ResizeObserver(([entry]) => setPixels(Math.max(200, entry?.contentRect.width ?? 900)));
    sized.observe(svg.current);
    return () => sized.disconnect();
  }, []);
  const point = (event: { clientX: number; clientY: number }): [number, number] => {
    const box = svg.current?.getBoundingClientRect();
    return box ? [window.x + ((event.clientX - box.left) / box.width) * window.width, window.y + ((event.clientY - box.top) / box.height) * window.height] : [0, 0];
  };
  const pressed = (event: KeyboardEvent, number: number) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(signs[number]?.spot.key ?? ""); return; }
    if (event.key === "+" || event.key === "-") { event.preventDefault(); zoom(event.key === "+" ? 0.7 : 1.4, signs[number]?.x, signs[number]?.y); return; }
    if (step === undefined) return;
    event.preventDefault();
    const next = (number + step + signs.length) % signs.length;
    setAt(next);
    svg.current?.querySelector<SVGGElement>(`[data-sign="${next}"]`)?.focus();
  };
  const names = named(signs, unit, radius);
  const shaded = new Set(spots.map((spot) => spot.country));
  const first = Math.min(at, Math.max(0, signs.length - 1));
  return (
    <figure class="globe">
      <div class="toolbar buttons" role="toolbar" aria-label={t("Map")}>
        <button type="button" aria-label={t("Nearer")} onClick={() => zoom(0.6)}>+</button>
        <button type="button" aria-label={t("Farther")} onClick={() => zoom(1.6)}>−</button>
        <button type="button" onClick={() => setMoved(undefined)}>{t("What is told")}</button>
        <button type="button" onClick={() => setMoved(WHOLE)}>{t("The whole world")}</button>
      </div>
      <svg ref={svg} viewBox={`${window.x} ${window.y} ${window.width} ${window.height}`} role="group" aria-label={`${t("Map")}: ${signs.length} ${t("signs")}, ${t("sized by")} ${words}`}
        onWheel={(event) => { if (!event.ctrlKey && !event.shiftKey) return; event.preventDefault(); zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, ...point(event)); }}
        onPointerDown={(event) => { if (!(event.target as Element).closest("[data-sign]")) { drag.current = { x: event.clientX, y: event.clientY, from: window }; svg.current?.setPointerCapture(event.pointerId); } }}
        onPointerMove={(event) => {
          const from = drag.current;
          if (from) setMoved(within({ ...from.from, x: from.from.x - (event.clientX - from.x) * unit, y: from.from.y - (event.clientY - from.y) * unit }));
        }}
        onPointerUp={() => { drag.current = undefined; }} onPointerCancel={() => { drag.current = undefined; }}>
        <g class="countries" aria-hidden="true">{[...world].map(([code, country]) => country.outline && <path key={code} d={country.outline} class={shaded.has(code) ? "told" : ""} stroke-width={0.5 * unit} />)}</g>
        {signs.map(({ spot, x, y, value }, number) => {
          const r = radius(value), isPoint = spot.position != null;
          const name = spot.name ?? spot.country ?? "";
          const label = `${name} (${isPoint ? t("position told") : t("only the country told")}): ${show(value)} ${words}; ${inWords(spot.tally)}`;
          return (
            <g key={`${spot.key} ${spot.country}`} class={`sign ${isPoint ? "point" : "whole"}${value > 0 ? "" : " none"}${spot.has_chosen ? " has-chosen" : ""}`} role="button" tabIndex={number === first ? 0 : -1} data-sign={number}
              aria-label={label} aria-pressed={spot.key === chosen} onClick={() => choose(spot.key ?? "")} onKeyDown={(event) => pressed(event, number)} onFocus={() => setAt(number)}>
              <title>{label}</title>
              <circle cx={x} cy={y} r={r} stroke-width={2 * unit} stroke-dasharray={isPoint ? undefined : `${4 * unit} ${3 * unit}`} />
              {spot.has_chosen && <circle class="ring" cx={x} cy={y} r={r + 4 * unit} stroke-width={2 * unit} />}
              {value > 0 && <text x={x} y={y} font-size={12 * unit} style={{ fontSize: `${12 * unit}px`, strokeWidth: `${3 * unit}px` }} text-anchor="middle" dominant-baseline="central" aria-hidden="true">{show(value)}</text>}
              <text class={names.has(number) ? "called" : "called crowded"} x={x} y={y + r + 9 * unit} style={{ fontSize: `${11 * unit}px`, strokeWidth: `${3 * unit}px` }} text-anchor="middle" dominant-baseline="central" aria-hidden="true">{short(spot)}</text>
            </g>
          );
        })}
      </svg>
      <figcaption class="faint">
        <span class="key point" aria-hidden="true" /> {t("position told by a source")} · <span class="key whole" aria-hidden="true" /> {t("somewhere in the country: nothing more exact is told")} · {t("Shapes: Natural Earth, public domain; no statement on borders")}
      </figcaption>
    </figure>
  );
}

/** Spots of countries of which there is no shape. */
export function shapeless(world: World, spots: SpotOf[]): SpotOf[] {
  return spots.filter((spot) => spot.country !== undefined && !shapeOf(world, spot.country));
}
