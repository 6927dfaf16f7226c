// What can be put into a report: chosen from what the case holds, never typed.

import { useState } from "preact/hooks";
import { query, useData } from "../api";
import type { Entity, Network, Umbrella } from "../kinds";
import { Loaded, mark } from "../parts";
import { t } from "../text";
import type { Shows } from "./kinds";

const KINDS: [Shows["kind"], string][] = [
  ["umbrella", "group with its protectors"], ["tie", "tie"], ["figure", "figure"], ["dossier", "dossier extract"],
  ["picture", "picture of the network"], ["break", "break plan"], ["money", "way of money"],
];

export function Insert({ version, sel, put, close }: { version: number; sel: string; put: (shows: Shows) => void; close: () => void }) {
  const [kind, setKind] = useState<Shows["kind"]>("umbrella");
  const [whom, setWhom] = useState<Entity>();
  const isWhole = kind === "picture" || kind === "break";
  const give = (shows: Shows) => { put(shows); close(); };
  return (
    <section class="insert card" aria-label={t("Put in")}>
      <p class="buttons">
        <label>{t("What")} <select value={kind} onChange={(event) => { setKind((event.target as HTMLSelectElement).value as Shows["kind"]); setWhom(undefined); }}>
          {KINDS.map(([name, words]) => <option key={name} value={name}>{t(words)}</option>)}
        </select></label>
        <button type="button" class="quiet" onClick={close}>{t("Cancel")}</button>
      </p>
      {kind === "umbrella" && <Groups version={version} give={give} />}
      {kind === "figure" && <Figures version={version} give={give} />}
      {kind === "picture" && <Pictures version={version} give={give} />}
      {(kind === "dossier" || kind === "tie" || isWhole) && (
        <>
          {isWhole && <p><button type="button" onClick={() => give({ kind } as Shows)}>{t("Of the whole case")}</button> {t("or around")}</p>}
          <Whom version={version} sel={sel} chosen={whom} choose={(entity) => { if (kind === "dossier") give({ kind, id: entity.id }); else if (isWhole) give({ kind, around: entity.id } as Shows); else setWhom(entity); }} />
          {kind === "tie" && whom && <Ties of={whom} version={version} give={give} />}
        </>
      )}
      {kind === "money" && (
        <>
          <p>{t("Who pays")}</p><Whom version={version} sel={sel} chosen={whom} choose={setWhom} />
          {whom && <><p>{t("Who is paid in the end")}</p><Whom version={version} sel="" chosen={undefined} choose={(entity) => give({ kind: "money", from: whom.id, to: entity.id })} /></>}
        </>
      )}
    </section>
  );
}

interface Giving { version: number; give: (shows: Shows) => void }

function Groups({ version, give }: Giving) {
  const data = useData<{ groups: Umbrella[] }>("umbrellas?limit=200", version);
  return <Loaded of={data}>{({ groups }) => groups.length === 0 ? <p>{t("The case holds no criminal group.")}</p>
    : <ul class="plain choices">{groups.map(({ group }) => <li key={group.id}><button type="button" onClick={() => give({ kind: "umbrella", id: group.id })}>{mark(group.schema)} <bdi dir="auto">{group.caption}</bdi></button></li>)}</ul>}</Loaded>;
}

function Figures({ version, give }: Giving) {
  const [words, setWords] = useState("");
  const data = useData<{ figures: { id: string; amount: string; measure: string; citation: { source_name: string } }[] }>("figures?limit=1000", version);
  return (
    <>
      <label>{t("Narrow")} <input type="text" value={words} onInput={(event) => setWords((event.target as HTMLInputElement).value)} /></label>
      <Loaded of={data}>{({ figures }) => {
        const fitting = figures.filter((one) => `${one.amount} ${one.measure}`.toLowerCase().includes(words.toLowerCase()));
        return fitting.length === 0 ? <p>{t("No figure fits.")}</p>
          : <ul class="plain choices">{fitting.slice(0, 30).map((one) => <li key={one.id}><button type="button" onClick={() => give({ kind: "figure", id: one.id })}><bdi dir="auto">{one.amount} {one.measure}</bdi> <span class="faint">{one.citation.source_name}</span></button></li>)}</ul>;
      }}</Loaded>
    </>
  );
}

function Pictures({ version, give }: Giving) {
  const data = useData<{ pictures: { name: string; by: string }[] }>("pictures", version);
  return <Loaded of={data}>{({ pictures }) => pictures.length === 0 ? null
    : <ul class="plain choices">{pictures.map((one) => <li key={one.name}><button type="button" onClick={() => give({ kind: "picture", arrangement: one.name })}><bdi dir="auto">{one.name}</bdi> <span class="faint">{t("arranged by")} {one.by}</span></button></li>)}</ul>}</Loaded>;
}

function Ties({ of, version, give }: Giving & { of: Entity }) {
  const data = useData<Network>(`network${query({ around: of.id, most: 100 })}`, version);
  return <Loaded of={data}>{({ ties }) => (
    <ul class="plain choices">{ties.filter((tie) => tie.source === of.id || tie.target === of.id).map((tie) => (
      <li key={tie.id}><button type="button" onClick={() => give({ kind: "tie", id: tie.id })}><bdi dir="auto">{tie.says}</bdi> <span class="faint">{tie.standing && t(tie.standing)}</span></button></li>
    ))}</ul>
  )}</Loaded>;
}

interface Found { results: { what: string; id: string; caption: string; schema?: string }[] }

/** Somebody of the case, found by name; whoever is chosen already is offered first. */
function Whom({ version, sel, chosen, choose }: { version: number; sel: string; chosen: Entity | undefined; choose: (entity: Entity) => void }) {
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
