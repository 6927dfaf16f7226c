// What programs took from the documents: ties, events, and candidates that tie nobody until somebody confirms them.

import { useState } from "preact/hooks";
import { post, query, useData } from "../api";
import { to } from "../address";
import type { Shown } from "../app";
import type { Entity, Evidence, Place } from "../kinds";
import { Loaded, Name, Sentences, Standing } from "../parts";
import { mayTakeBack } from "../role";
import { t } from "../text";
import { Answer, useJudging } from "./queue";

interface Taken {
  id: string; label: string; candidate: { subject: string; words: string; object: string | null; reading: string; readings: { name: string; words: string }[] } | null;
  made_by: { rule?: string; model?: string } | null;
  values: { label: string; value: string; target: Entity | null }[]; standing: string | null; evidence: Evidence;
  place: { quote: string; source: string; source_name: string | null; place: Place["place"]; voices: string[] } | null;
}
interface Queue { total: number; statements: Taken[]; judged: { id: string; verdict: string; why: string | null; by: string; stands: boolean }[] }

/** How a candidate is read by whoever judges it; nothing where it is as proposed. */
function readAs(thing: Taken, { name, turned }: { name: string; turned: boolean }): string {
  if (!thing.candidate || (!name && !turned)) return "";
  return `${turned ? "turned " : ""}${name || thing.candidate.reading}`;
}

export function Statements({ values, version, session }: Shown) {
  const at = Number(values.pair ?? 0) || 0;
  const [done, setDone] = useState(0);
  const [read, setRead] = useState({ of: "", name: "", turned: false });
  const data = useData<Queue>(`review/statements${query({ offset: at, limit: 1 })}`, version, done);
  const thing = data.value?.statements[0];
  const total = data.value?.total ?? 0;
  const mine = read.of === thing?.id ? read : { of: thing?.id ?? "", name: "", turned: false };
  const judging = useJudging<string>({
    at, total, done: () => setDone((old) => old + 1),
    judge: (judgement, why) => {
      if (!thing) return undefined;
      return post<{ verdict: string }>("review/statements/judge", { id: thing.id, is_so: judgement === "unsure" ? null : judgement === "same", why, read_as: readAs(thing, mine) }).then((told) => [thing.id, `${thing.id}: ${t(told.verdict)}`]);
    },
    undo: (id) => post("review/statements/undo", { id }).then(() => `${t("Taken back")}: ${id}`),
  });
  return (
    <>
      <p role="status" class="told">{judging.says}</p>
      <Loaded of={data}>{(queue) => (
        <>
          {!thing && <p>{t("Nothing further is to be judged.")}</p>}
          {thing && (
            <section class="card taken" aria-label={t("Statement")}>
              <p class="faint">{t("Statement")} {at + 1} / {total} · {thing.label} · <code>{thing.id}</code></p>
              {thing.candidate
                ? <p><strong>{t("Candidate")}</strong>: <bdi dir="auto">{thing.candidate.subject}</bdi>{thing.candidate.object ? " " : ": "}<em>{t(thing.candidate.words)}</em>{thing.candidate.object && <>{" "}<bdi dir="auto">{thing.candidate.object}</bdi></>}? <span class="faint">{t("It ties nobody until somebody confirms it.")}</span></p>
                : <dl class="facts">{thing.values.map((one, at) => <div key={at}><dt>{one.label}</dt><dd>{one.target ? <Name of={one.target} /> : <bdi dir="auto">{one.value}</bdi>}</dd></div>)}</dl>}
              {thing.candidate && thing.candidate.readings.length > 0 && (
                <p class="buttons" data-least="reviewer">
                  <label>{t("Read as")} <select value={mine.name} onChange={(event) => setRead({ ...mine, name: (event.target as HTMLSelectElement).value })}>
                    <option value="">{t("as proposed")}</option>
                    {thing.candidate.readings.map((one) => <option key={one.name} value={one.name}>{t(one.words)}</option>)}
                  </select></label>
                  {thing.candidate.object && <label><input type="checkbox" checked={mine.turned} onChange={(event) => setRead({ ...mine, turned: (event.target as HTMLInputElement).checked })} /> {t("the other way round")}</label>}
                </p>
              )}
              {thing.made_by?.model && <p class="caution">{t("Proposed by a language model")}: <bdi dir="auto">{thing.made_by.model}</bdi>. {t("It may be wrong; read the sentence.")}</p>}
              {thing.made_by?.rule && <p class="faint">{t("Rule")}: <code>{thing.made_by.rule}</code></p>}
              {thing.standing && <p>{t("standing")}: <Standing of={thing.standing} /></p>}
              {thing.evidence.places.length > 0 ? <Sentences of={thing.evidence} /> : thing.place && (
                <figure class="sentence"><blockquote><a href={to("sources", { id: thing.place.source, chars: String(thing.place.place.start ?? 0), at: "", q: "", offset: "" })}><bdi dir="auto">{thing.place.quote}</bdi></a></blockquote>
                  <figcaption>{thing.place.source_name}{thing.place.voices.length > 0 && <>, {t("according to")} <bdi dir="auto">{thing.place.voices.join(" ← ")}</bdi></>}</figcaption></figure>
              )}
              <Answer of={judging} at={at} total={total} words={[thing.candidate ? t("Confirm") : t("It is so"), t("It is not so"), t("Unsure")]} />
            </section>
          )}
          {queue.judged.length > 0 && (
            <section><h2>{t("What was judged")}</h2>
              <ul class="plain">{queue.judged.map((one, at) => (
                <li key={at}><code>{one.id}</code>: <strong>{t(one.verdict)}</strong> <span class="faint">{one.why} ({one.by})</span>{" "}
                  {one.stands && mayTakeBack(one.by, session.actor) && <button type="button" class="quiet" onClick={() => judging.undo(one.id)}>{t("Take back")}</button>}</li>
              ))}</ul>
            </section>
          )}
        </>
      )}</Loaded>
    </>
  );
}
