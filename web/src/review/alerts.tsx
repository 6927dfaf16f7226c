// What is new for the alerts of the case.

import { useState } from "preact/hooks";
import { post, query, useData } from "../api";
import type { Shown } from "../app";
import type { Entity, Evidence } from "../kinds";
import { Assessment, Evidenced, Loaded, Name, Sentences } from "../parts";
import { mayTakeBack } from "../role";
import { t } from "../text";
import { Answer, useJudging } from "./queue";

interface Hit { key: string; alert: string; of: string | null; says: string; about: Entity[]; evidence: Evidence; rests_on: number[] }
interface Queue {
  total: number; hits: Hit[]; judged: { alert: string; of: string; hit: string; judgement: string; why: string; by: string }[]; alerts: { id: string; kind: string; says: string }[];
}
type Back = { alert: string; hit: string };

const KINDS: [string, string][] = [["name", "a name in a new document"], ["relative-contractor", "an official or a relative owns a contractor of the office"], ["protector", "somebody comes onto a shelf over a group"]];

export function Alerts({ values, version, session }: Shown) {
  const at = Number(values.pair ?? 0) || 0;
  const [done, setDone] = useState(0);
  const data = useData<Queue>(`alerts${query({ offset: at, limit: 1 })}`, version, done);
  const hit = data.value?.hits[0];
  const total = data.value?.total ?? 0;
  const judging = useJudging<Back>({
    at, total, done: () => setDone((old) => old + 1),
    judge: (judgement, why) => hit && post("alerts/judge", { alert: hit.alert, hit: hit.key, judgement, why }).then(() => [{ alert: hit.alert, hit: hit.key }, `${hit.alert}: ${t(judgement)}`]),
    undo: (back) => post("alerts/judge", back).then(() => `${t("Taken back")}: ${back.alert}`),
  });
  return (
    <>
      <p role="status" class="told">{judging.says}</p>
      <Loaded of={data}>{(queue) => (
        <>
          {!hit && <p>{queue.alerts.length > 0 ? t("Nothing new for the alerts.") : t("This case keeps no alert yet.")}</p>}
          {hit && (
            <section class="card hit" aria-label={t("Alert")}>
              <p class="faint">{t("Alert")} {at + 1} / {total} · {hit.alert}: {hit.of}</p>
              <p><strong><bdi dir="auto">{hit.says}</bdi></strong> <Assessment /></p>
              <p>{hit.about.map((one, at) => <>{at > 0 && " · "}<Name of={one} key={one.id} /></>)}</p>
              <h3>{t("What is new")}</h3>
              <Sentences of={hit.evidence} />
              <Evidenced ids={hit.rests_on} version={version} label={t("All that it rests on")} />
              <Answer of={judging} at={at} total={total} words={[t("It is what was sought"), t("It is something else"), t("Unsure")]} />
            </section>
          )}
          <section><h2>{t("Alerts of this case")}</h2>
            <ul class="plain">{queue.alerts.map((alert) => <li key={alert.id}>{alert.id}: <bdi dir="auto">{alert.says}</bdi></li>)}</ul>
            <Add />
          </section>
          {queue.judged.length > 0 && (
            <section><h2>{t("What was judged")}</h2>
              <ul class="plain">{queue.judged.map((one) => (
                <li key={one.alert + one.hit}>{one.alert} (<bdi dir="auto">{one.of}</bdi>): <strong>{t(one.judgement)}</strong> <span class="faint">{one.why} ({one.by})</span>{" "}
                  {mayTakeBack(one.by, session.actor) && <button type="button" class="quiet" onClick={() => judging.undo({ alert: one.alert, hit: one.hit })}>{t("Take back")}</button>}</li>
              ))}</ul>
            </section>
          )}
        </>
      )}</Loaded>
    </>
  );
}

function Add() {
  const [kind, setKind] = useState("name");
  const [words, setWords] = useState("");
  const [looksBack, setLooksBack] = useState(false);
  const [says, setSays] = useState("");
  const add = (event: Event) => {
    event.preventDefault();
    post<{ alert: string }>("alerts/add", { kind, words: kind === "name" ? words : "", looks_back: looksBack }).then((told) => { setWords(""); setSays(`${t("Added")}: ${told.alert}`); }, (error: unknown) => setSays(String((error as Error).message)));
  };
  return (
    <form class="buttons add-alert" data-least="editor" onSubmit={add} aria-label={t("Add an alert")}>
      <label>{t("Look for")} <select value={kind} onChange={(event) => setKind((event.target as HTMLSelectElement).value)}>{KINDS.map(([name, title]) => <option key={name} value={name}>{t(title)}</option>)}</select></label>
      {kind === "name" && <label>{t("Name")} <input type="text" required maxLength={300} value={words} onInput={(event) => setWords((event.target as HTMLInputElement).value)} /></label>}
      <label><input type="checkbox" checked={looksBack} onChange={(event) => setLooksBack((event.target as HTMLInputElement).checked)} /> {t("in what is there already, too")}</label>
      <button type="submit">{t("Add an alert")}</button> <span role="status">{says}</span>
    </form>
  );
}
