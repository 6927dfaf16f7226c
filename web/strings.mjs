// Finds what the page says that has no Chinese yet. `npm run build` fails on it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = new URL("src", import.meta.url).pathname;
const files = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]);
const chinese = readFileSync(join(root, "chinese.ts"), "utf8");
const known = new Set([...chinese.matchAll(/^ {2}(?:"((?:[^"\\]|\\.)*)"|([\w]+)):/gm)].map((found) => found[1] ?? found[2]));
const missing = new Set();
for (const file of files(root).filter((name) => /\.tsx?$/.test(name) && !name.endsWith("chinese.ts"))) {
  const text = readFileSync(file, "utf8");
  for (const [, words] of text.matchAll(/\bt\("((?:[^"\\]|\\.)*)"\)/g)) if (!known.has(words)) missing.add(words);
}
// What is looked up by a name that comes from elsewhere.
const named = `reported alleged investigated detained charged tried convicted final denied dropped acquitted overturned
  protection membership directorship employment occupancy ownership control payment debt family associate representation link
  structure proceeding other person criminal_group company public_body organisation named accused suspect cleared official victim
  witness contact same different unsure Overview Network Umbrellas Timeline Figures Sources Review Dossier Log
  sources statements persons groups organisations ties accusing_ties figures Person Company CriminalGroup PublicBody Organization
  LegalEntity plan betweenness groups offences complaints payments opened assigned rectified verified reopened Open Assign Verify Assigned Verified
  Trade Place Note Money Statements accepted rejected confirmed corrected taken_back`.split(/\s+/);
const phrases = ["found by a court", "said by a source", "structure only", "most ties", "at random", "the largest part", "with the fewest",
  "pairs that reach each other", "the money", "protectors from the group", "Can't be compared", "Disagree", "Agree", "Entities", "Texts", "what stands out", "protectors named",
  "events in the last two years", "firms known there", "of them held by the groups", "To be looked into", "Said to be put right", "Put right", "Open again",
  "Who looks into it", "What was found", "What is to be put right", "By when", "Trades and places",
  "Records that may be one", "Alerts", "a name in a new document", "an official or a relative owns a contractor of the office",
  "somebody comes onto a shelf over a group", "persons, firms and bodies", "Persons, firms and bodies", "Offences", "Complaints",
  "no source tells its position or its country", "several countries have this name, or have a region of this name",
  "sources tell different positions", "latitude 0, longitude 0 mostly stands for an unknown position",
  "group with its protectors", "tie", "figure", "dossier extract", "picture of the network", "break plan", "way of money", "Report",
  "the findings are being worked out: the network, dossiers, sources and the search are there already",
  "the network is being drawn: sources and the search are there already", "name", "alias", "position", "date of birth", "nationality", "address", "registration number", "jurisdiction", "sector", "trades", "territory", "notes",
  "has to do with", "opening the case", "drawing the network", "working out the findings"];
// What candidates ask, as the program has it.
const asked = readFileSync(new URL("../crates/case/src/candidate.rs", import.meta.url), "utf8");
const readings = [...asked.matchAll(/^ {4}(?:tie|event)\(\s*"[a-z_]+",\s*"([^"]+)"/gm)].map((found) => found[1]);
if (readings.length < 30) throw new Error("the words of candidates were not found");
const tour = [...readFileSync(join(root, "tour.tsx"), "utf8").matchAll(/(?:title|says): "((?:[^"\\]|\\.)*)"/g)].map((found) => found[1]);
for (const words of [...named, ...phrases, ...readings, ...tour]) if (!known.has(words)) missing.add(words);
if (missing.size > 0) {
  console.error(`${missing.size} words have no Chinese in src/chinese.ts:\n${[...missing].map((words) => JSON.stringify(words)).join("\n")}`);
  process.exit(1);
}
