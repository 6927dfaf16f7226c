// Somebody or something of the case, found by name.

import { useState } from "preact/hooks";
import { query, useData } from "./api";
import type { Entity } from "./kinds";
import { mark } from "./parts";
import { t } from "./text";

interface Found { results: { what: string; id: string; caption: string; schema?: string }[] }

/** Found by name; whoever is chosen already is offered first. */
export function Whom({ version, sel, chosen, choose }: { version: number; sel: string; chosen: Entity | undefined; choose: (entity: Entity) => void }) {
  const [words, setWords] = useState("");
  const data = useData<Found>(words.trim() ? `search${query({ q: words, what: "entity", limit: 8 })}` : undefined, version);
  const own = useData<{ entity: Entity }>(sel && !words ? `dossier${query({ id: sel })}` : undefined, version);
  const found: Entity[] = words.trim() ? (data.value?.results ?? []).map(({ id, caption, schema }) => ({ id, caption, schema: schema ?? "" })) : own.value ? [own.value.entity] : [];
  return (
    <>
      <label>{t("Name")} <input type="text" value={words} onInput={(event) => setWords((event.target as HTMLInputElement).value)} /></label>
      {chosen && <p><strong><bdi dir="auto">{chosen.caption}</bdi></strong></p>}
      <ul class="plain choices">{found.map((one) => <li key={one.id}><button type="button" onClick={() => choose(one)}>{mark(one.schema)} <bdi dir="auto">{one.caption}</bdi></button></li>)}</ul>
    </>
  );
}
