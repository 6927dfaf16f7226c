// Moves what was built to where the program takes it from, and writes down what it was built of: a test of the program compares
// that with what lies here, so that a page that is older than its source is found out without Node.
import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(fileURLToPath(import.meta.url));
const page = join(web, "../crates/serve/page");
const built = join(page, "built");

for (const [from, to] of [["index.html", "index.html"], ["page/app.js", "app.js"], ["page/app.css", "app.css"], ["page/icon.svg", "icon.svg"], ["page/world.json", "world.json"]]) {
  copyFileSync(join(built, from), join(page, to));
}
rmSync(built, { recursive: true });

const PASSED_OVER = new Set(["node_modules"]);
function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    if (PASSED_OVER.has(name)) return [];
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });
}
const line = (path, root) =>
  `${createHash("sha256").update(readFileSync(path)).digest("hex")}  ${relative(root, path).replaceAll("\\", "/")}`;
const sources = files(web).map((path) => line(path, join(web, "..")));
const assets = ["app.css", "app.js", "icon.svg", "index.html", "world.json"].map((name) => line(join(page, name), join(web, "..")));
const byPath = (one, other) => (one.slice(66) < other.slice(66) ? -1 : 1);
writeFileSync(join(page, "lock"), [...assets, ...sources].sort(byPath).join("\n") + "\n");
