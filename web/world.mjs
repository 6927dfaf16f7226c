// Makes public/page/world.json, the coarse shapes of the world's countries, of Natural Earth's data (https://www.naturalearthdata.com,
// public domain) as the npm package world-atlas 2.0.2 packs it. It is run by hand, when that is to be renewed:
//     node world.mjs FOLDER_OF_WORLD_ATLAS
// Shapes are those of 1:110m; a country that is too small for them gets a point, from 1:50m. Numbers are tenths of a degree, each
// pair the step from the one before; a country is found by the codes that the program uses.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
if (!folder) throw new Error("node world.mjs FOLDER_OF_WORLD_ATLAS");
const vocabulary = new URL("../crates/model/vocabulary/", import.meta.url).pathname;

/** How Natural Earth shortens names. */
const SHORT = {
  "Bosnia and Herz.": "ba", "Dem. Rep. Congo": "cd", "Dominican Rep.": "do", "Eq. Guinea": "gq", "Central African Rep.": "cf", "S. Sudan": "ss",
  "Solomon Is.": "sb", "W. Sahara": "eh", "Fr. S. Antarctic Lands": "tf", "N. Cyprus": "cy-trnc", "Falkland Is.": "fk", "eSwatini": "sz", Macedonia: "mk",
  Kosovo: "xk", Somaliland: "so-som", "Antigua and Barb.": "ag", "St. Kitts and Nevis": "kn", "St. Vin. and Gren.": "vc", "Cayman Is.": "ky",
  "Faeroe Is.": "fo", "Marshall Is.": "mh", "N. Mariana Is.": "mp", "Turks and Caicos Is.": "tc", "U.S. Virgin Is.": "vi", "British Virgin Is.": "vg",
  "Cook Is.": "ck", "Fr. Polynesia": "pf", "Wallis and Futuna Is.": "wf", "Pitcairn Is.": "pn", "St. Pierre and Miquelon": "pm", "São Tomé and Principe": "st",
  "S. Geo. and the Is.": "gs", "Heard I. and McDonald Is.": "hm", "Br. Indian Ocean Ter.": "io", "Vatican": "va", "St-Martin": "mf", "St-Barthélemy": "bl",
  "Saint Lucia": "lc", "Saint Helena": "sh", "Åland": "ax", "Macao": "mo", "Hong Kong": "hk", "Palestine": "ps", "Cabo Verde": "cv",
};

function codes() {
  const found = new Map();
  const plain = (name) => name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[.,'’()-]/g, "").trim();
  for (const file of ["country-aliases.tsv", "countries.tsv", "country-names.tsv"]) {
    for (const line of readFileSync(join(vocabulary, file), "utf8").split("\n")) {
      if (!line || line.startsWith("#")) continue;
      const [code, ...names] = line.split("\t");
      for (const name of names) if (!found.has(plain(name))) found.set(plain(name), code);
    }
  }
  return (name) => SHORT[name] ?? found.get(plain(name));
}

/** Polygons of a TopoJSON geometry, in degrees. */
function polygons(topology, geometry) {
  const { scale, translate } = topology.transform;
  const arc = (index) => {
    let x = 0, y = 0;
    const points = topology.arcs[index < 0 ? ~index : index].map(([dx, dy]) => {
      x += dx; y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    return index < 0 ? points.reverse() : points;
  };
  const ring = (arcs) => arcs.flatMap((index, at) => (at === 0 ? arc(index) : arc(index).slice(1)));
  const polygon = (rings) => rings.map(ring);
  if (geometry.type === "Polygon") return [polygon(geometry.arcs)];
  if (geometry.type === "MultiPolygon") return geometry.arcs.map(polygon);
  return [];
}

function area(ring) {
  let sum = 0;
  for (let at = 0; at + 1 < ring.length; at++) sum += ring[at][0] * ring[at + 1][1] - ring[at + 1][0] * ring[at][1];
  return sum / 2;
}

/** The point inside the largest part that is farthest from its edges on a coarse grid: where a circle is put. */
function middle(all) {
  const [outer] = [...all].sort((a, b) => Math.abs(area(b[0])) - Math.abs(area(a[0])))[0];
  const xs = outer.map((p) => p[0]), ys = outer.map((p) => p[1]);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const isInside = (x, y) => {
    let inside = false;
    for (let at = 0, before = outer.length - 1; at < outer.length; before = at++) {
      const [x1, y1] = outer[at], [x2, y2] = outer[before];
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    }
    return inside;
  };
  const edge = (x, y) => {
    let least = Infinity;
    for (let at = 0; at + 1 < outer.length; at++) {
      const [x1, y1] = outer[at], [x2, y2] = outer[at + 1];
      const [dx, dy] = [x2 - x1, y2 - y1];
      const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(x - x1 - t * dx, y - y1 - t * dy));
    }
    return least;
  };
  let best = [(west + east) / 2, (south + north) / 2], far = -1;
  const STEPS = 40;
  for (let i = 1; i < STEPS; i++) for (let j = 1; j < STEPS; j++) {
    const [x, y] = [west + ((east - west) * i) / STEPS, south + ((north - south) * j) / STEPS];
    if (!isInside(x, y)) continue;
    const distance = edge(x, y);
    if (distance > far) { far = distance; best = [x, y]; }
  }
  return best;
}

/** A ring cut where the map is: at 180 degrees, beyond which it goes on at the other side. */
function cut(ring) {
  const unwound = [];
  let turn = 0;
  ring.forEach(([x, y], at) => {
    if (at > 0) {
      const step = x - ring[at - 1][0];
      if (step > 180) turn -= 360;
      if (step < -180) turn += 360;
    }
    unwound.push([x + turn, y]);
  });
  const first = unwound[0], last = unwound[unwound.length - 1];
  if (Math.abs(last[0] - first[0]) > 180) {
    // Around a pole.
    const pole = first[1] < 0 ? -90 : 90;
    unwound.push([last[0], pole], [first[0], pole], first);
  }
  const side = (points, line, keep) => {
    const out = [];
    points.forEach((point, at) => {
      const before = points[(at + points.length - 1) % points.length];
      const crosses = keep(point[0]) !== keep(before[0]);
      if (crosses) out.push([line, before[1] + ((point[1] - before[1]) * (line - before[0])) / (point[0] - before[0])]);
      if (keep(point[0])) out.push(point);
    });
    return out;
  };
  return [-360, 0, 360].map((shift) => {
    const moved = unwound.map(([x, y]) => [x + shift, y]);
    return side(side(moved, -180, (x) => x >= -180), 180, (x) => x <= 180);
  }).filter((piece) => piece.length > 2);
}

const tenths = (degrees) => Math.round(degrees * 10);
function steps(ring) {
  const out = [];
  let [x, y] = [0, 0];
  for (const point of ring) {
    const [nx, ny] = point.map(tenths);
    if (out.length && nx === x && ny === y) continue;
    out.push(nx - x, ny - y);
    [x, y] = [nx, ny];
  }
  return out;
}

const code = codes();
const read = (name) => JSON.parse(readFileSync(join(folder, name), "utf8"));
const coarse = read("countries-110m.json"), fine = read("countries-50m.json");
const countries = {};
const unknown = [];
for (const [topology, isFine] of [[coarse, false], [fine, true]]) {
  for (const geometry of topology.objects.countries.geometries) {
    const found = code(geometry.properties.name);
    if (!found) { unknown.push(geometry.properties.name); continue; }
    const all = polygons(topology, geometry);
    if (all.length === 0 || countries[found]) continue;
    const at = middle(all).map(tenths);
    countries[found] = isFine ? { at } : { at, rings: all.flat().flatMap(cut).map(steps).filter((ring) => ring.length >= 6) };
  }
}
const sorted = Object.fromEntries(Object.entries(countries).sort(([a], [b]) => (a < b ? -1 : 1)));
const source = "Natural Earth 1:110m and 1:50m, public domain, as packed in world-atlas 2.0.2";
writeFileSync(new URL("public/page/world.json", import.meta.url), `${JSON.stringify({ source, countries: sorted })}\n`);
console.log(`${Object.keys(sorted).length} countries, ${Object.values(sorted).filter((one) => one.rings).length} with a shape; no code for: ${[...new Set(unknown)].join(", ")}`);
