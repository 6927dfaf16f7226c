// What can be put into a report: chosen from what the case holds, never typed.

import { useState } from "preact/hooks";
import { query, useData } from "../api";
import type { Entity, Network, Umbrella } from "../kinds";
import { Loaded, mark } from "../parts";
import { t } from "../text";
import { Whom } from "../whom";
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
