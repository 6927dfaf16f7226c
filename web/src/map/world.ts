// The coarse shapes of the world's countries, and how they are laid flat. What they are made of is told in world.mjs.

import { useEffect, useState } from "preact/hooks";

export interface Country {
  /** Where a circle is put that stands for the country. */
  at: [number, number];
  /** Its outline as an SVG path, empty for one too small to draw. */
  outline: string;
}
export type World = Map<string, Country>;
interface Packed { countries: Record<string, { at: [number, number]; rings?: number[][] }> }

export const WIDTH = 1000;
// Equal Earth (Šavrič, Patterson and Jenny 2018): areas are as they are, so that no country looks larger than it is.
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const M = Math.sqrt(3) / 2;

function raw(longitude: number, latitude: number): [number, number] {
  const theta = Math.asin(M * Math.sin((latitude * Math.PI) / 180));
  const t2 = theta * theta, t6 = t2 * t2 * t2;
  const lambda = (longitude * Math.PI) / 180;
  return [(lambda * Math.cos(theta)) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))), theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))];
}

const SCALE = WIDTH / (2 * raw(180, 0)[0]);
export const HEIGHT = Math.round(2 * raw(0, 90)[1] * SCALE);

/** A position on earth as one on the map. */
export function flat(longitude: number, latitude: number): [number, number] {
  const [x, y] = raw(longitude, latitude);
  return [WIDTH / 2 + x * SCALE, HEIGHT / 2 - y * SCALE];
}

function outline(rings: number[][]): string {
  return rings.map((steps) => {
    let x = 0, y = 0, path = "";
    for (let at = 0; at + 1 < steps.length; at += 2) {
      x += steps[at] ?? 0;
      y += steps[at + 1] ?? 0;
      const [u, v] = flat(x / 10, y / 10);
      path += `${at === 0 ? "M" : "L"}${u.toFixed(1)} ${v.toFixed(1)}`;
    }
    return `${path}Z`;
  }).join("");
}

let known: Promise<World> | undefined;

function load(): Promise<World> {
  known ??= fetch("/page/world.json").then(async (reply) => {
    if (!reply.ok) throw new Error(reply.statusText);
    const packed = (await reply.json()) as Packed;
    return new Map(Object.entries(packed.countries).map(([code, one]) => [code, { at: flat(one.at[0] / 10, one.at[1] / 10), outline: outline(one.rings ?? []) }]));
  });
  known.catch(() => { known = undefined; });
  return known;
}

/** The shapes, once they are there. */
export function useWorld(): { world: World | undefined; fault: string | undefined } {
  const [world, setWorld] = useState<World>();
  const [fault, setFault] = useState<string>();
  useEffect(() => { load().then(setWorld, (error: unknown) => setFault((error as Error).message)); }, []);
  return { world, fault };
}

/** The country's code as the shapes have it: a part of a state that has none of its own lies in the state. */
export function shapeOf(world: World, code: string): Country | undefined {
  return world.get(code) ?? world.get(code.split("-")[0] ?? "");
}
