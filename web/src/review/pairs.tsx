// Pairs of records that may be one.

import { useState } from "preact/hooks";
import { post, query, useData } from "../api";
import type { Shown } from "../app";
import type { Entity, Evidence } from "../kinds";
import { Assessment, Loaded, mark, Sentences } from "../parts";
import { mayTakeBack } from "../role";
import { t } from "../text";
import { Answer, useJudging } from "./queue";

interface Side { entity: Entity; values: { property: string; label: string; value: string; statement: number }[]; evidence: Evidence }
interface Pair { left: Side; right: Side; score: number; parts: { name: string; weight: number; why: string; excludes: boolean }[]; why: string }
interface Queue {
  total: number;
  pairs: Pair[];
  decided: { id: number; judgement: string; why: string; at: string; by: string; stands: boolean; left: string; right: string }[];
}

export function Pairs({ values, version, session }: Shown) {
  const at = Number(values.pair ?? 0) || 0;
  const [done, setDone] = useState(0);
  const data = useData<Queue>(`review${query({ offset: at, limit: 1 })}`, version, done);
  const pair = data.value?.pairs[0];
  const judging = useJudging<number>({
    at,
    total: data.value?.total ?? 0,
    done: () => setDone((old) => old + 1),
    judge: (judgement, why) => pair && post<{ decision: number }>("review/judge", { left: pair.left.entity.id, right: pair.right.entity.id, judgement, why })
      .then((told) => [told.decision, `${t("Decision")} ${told.decision}: ${t(judgement)}`]),
    undo: (decision) => post("review/undo", { decision }).then(() => `${t("Taken back")}: ${t("decision")} ${decision}`),
  });
  return (
    <>
      <p role="status" class="told">{judging.says}</p>
      <Loaded of={data}>{(queue) => (
        <>
          {!pair && <p>{t("Nothing further is to be judged.")}</p>}
          {pair && (
            <section class="card pair" aria-label={t("Pair")}>
              <p class="faint">{t("Pair")} {at + 1} / {queue.total} · <Assessment>{t("score")} {pair.score.toFixed(3)}</Assessment></p>
              <Sides left={pair.left} right={pair.right} />
              <h3>{t("For and against")}</h3>
              <table class="points"><tbody>{pair.parts.map((part) => (
                <tr key={part.name} class={part.weight < 0 ? "against" : ""}>
                  <td class="number">{part.weight > 0 ? "+" : ""}{part.weight.toFixed(1)}</td>
                  <td><svg class="weight" viewBox="-50 0 100 10" aria-hidden="true"><rect x={Math.min(0, part.weight * 4)} width={Math.min(50, Math.abs(part.weight * 4))} height="10" /></svg></td>
                  <td>{part.name}</td><td><bdi dir="auto">{part.why}</bdi></td>
                </tr>
              ))}</tbody></table>
              <Answer of={judging} at={at} total={queue.total} words={[t("Same"), t("Different"), t("Unsure")]} />
            </section>
          )}
          {queue.decided.length > 0 && (
            <section><h2>{t("What was judged")}</h2>
              <ul class="plain">{queue.decided.map((one) => (
                <li key={one.id}>{one.id}. <strong>{t(one.judgement)}</strong>: <bdi dir="auto">{one.left}</bdi> / <bdi dir="auto">{one.right}</bdi> <span class="faint">{one.why} ({one.by})</span>{" "}
                  {one.stands && mayTakeBack(one.by, session.actor) && <button type="button" class="quiet" onClick={() => judging.undo(one.id)}>{t("Take back")}</button>}</li>
              ))}</ul>
            </section>
          )}
        </>
      )}</Loaded>
    </>
  );
}

/** Both records, line beside line; what both tell first. */
function Sides({ left, right }: { left: Side; right: Side }) {
  const of = (side: Side, property: string) => side.values.filter((value) => value.property === property);
  const labels = new Map([...left.values, ...right.values].map((value) => [value.property, value.label]));
  const both = (property: string) => Number(of(left, property).length > 0) + Number(of(right, property).length > 0);
  const properties = [...labels.keys()].sort((one, other) => both(other) - both(one));
  const cell = (side: Side, property: string) => of(side, property).map((value) => <div key={value.value}><bdi dir="auto">{value.value}</bdi></div>);
  const head = (side: Side) => <th scope="col"><span aria-hidden="true">{mark(side.entity.schema)} </span><bdi dir="auto">{side.entity.caption}</bdi><div class="faint">{side.entity.schema} · <code>{side.entity.id}</code></div></th>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t("Both records")}>
      <table class="sides">
        <thead><tr><td />{head(left)}{head(right)}</tr></thead>
        <tbody>
          {properties.map((property) => <tr key={property}><th scope="row">{labels.get(property)}</th><td>{cell(left, property)}</td><td>{cell(right, property)}</td></tr>)}
          <tr><th scope="row">{t("Sentences")}</th><td><Sentences of={left.evidence} /></td><td><Sentences of={right.evidence} /></td></tr>
        </tbody>
      </table>
    </div>
  );
}
