import { useEffect, useRef, useState } from "preact/hooks";
import { post, query, useData } from "../api";
import { go } from "../address";
import type { Shown } from "../app";
import type { Entity, Evidence } from "../kinds";
import { Assessment, Loaded, mark, Sentences } from "../parts";
import { t } from "../text";

interface Side { entity: Entity; values: { property: string; label: string; value: string; statement: number }[]; evidence: Evidence }
interface Pair { left: Side; right: Side; score: number; parts: { name: string; weight: number; why: string; excludes: boolean }[]; why: string }
interface Queue {
  total: number;
  pairs: Pair[];
  decided: { id: number; judgement: string; why: string; at: string; stands: boolean; left: string; right: string }[];
}

export function Review({ values, version }: Shown) {
  const at = Number(values.pair ?? 0) || 0;
  const data = useData<Queue>(`review${query({ offset: at, limit: 1 })}`, version);
  const [why, setWhy] = useState("");
  const [says, setSays] = useState("");
  const [isBusy, setBusy] = useState(false);
  const made = useRef<number[]>([]);
  const pair = data.value?.pairs[0];
  const total = data.value?.total ?? 0;

  const run = (work: () => Promise<string>) => {
    if (isBusy) return;
    setBusy(true);
    work().then(setSays, (error: unknown) => setSays(String((error as Error).message))).finally(() => setBusy(false));
  };
  const judge = (judgement: string) => pair && run(async () => {
    const told = await post<{ decision: number }>("review/judge", { left: pair.left.entity.id, right: pair.right.entity.id, judgement, why });
    made.current.push(told.decision);
    setWhy("");
    return `${t("Decision")} ${told.decision}: ${t(judgement)}`;
  });
  const undo = (decision?: number) => run(async () => {
    const last = decision ?? made.current.pop();
    if (last === undefined) return t("Nothing was decided here yet.");
    await post("review/undo", { decision: last });
    return `${t("Taken back")}: ${t("decision")} ${last}`;
  });
  const turn = (by: number) => go("review", { pair: String(Math.min(Math.max(0, at + by), Math.max(0, total - 1))) });
  const act = useRef({ judge, undo, turn });
  act.current = { judge, undo, turn };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest("input, textarea, select")) return;
      const keys: Record<string, () => void> = {
        s: () => act.current.judge("same"), d: () => act.current.judge("different"), u: () => act.current.judge("unsure"),
        z: () => act.current.undo(), j: () => act.current.turn(1), k: () => act.current.turn(-1),
      };
      keys[event.key]?.();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  useEffect(() => { if (data.value && !pair && at > 0 && total > 0) turn(-1); }, [data.value]);

  return (
    <>
      <h1>{t("Review")}</h1>
      <p role="status" class="told">{says}</p>
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
              <label class="why">{t("Why")} <input type="text" maxLength={2000} value={why} onInput={(event) => setWhy((event.target as HTMLInputElement).value)} /></label>
              <p class="buttons">
                <button type="button" disabled={isBusy} onClick={() => judge("same")}>{t("Same")} <kbd>s</kbd></button>
                <button type="button" disabled={isBusy} onClick={() => judge("different")}>{t("Different")} <kbd>d</kbd></button>
                <button type="button" disabled={isBusy} onClick={() => judge("unsure")}>{t("Unsure")} <kbd>u</kbd></button>
                <button type="button" class="quiet" disabled={at === 0} onClick={() => turn(-1)}>{t("Previous")} <kbd>k</kbd></button>
                <button type="button" class="quiet" disabled={at + 1 >= queue.total} onClick={() => turn(1)}>{t("Next")} <kbd>j</kbd></button>
                <button type="button" class="quiet" disabled={isBusy} onClick={() => undo()}>{t("Undo")} <kbd>z</kbd></button>
              </p>
            </section>
          )}
          {queue.decided.length > 0 && (
            <section><h2>{t("What you decided")}</h2>
              <ul class="plain">{queue.decided.map((one) => (
                <li key={one.id}>{one.id}. <strong>{t(one.judgement)}</strong>: <bdi dir="auto">{one.left}</bdi> / <bdi dir="auto">{one.right}</bdi> <span class="faint">{one.why}</span>{" "}
                  {one.stands && <button type="button" class="quiet" onClick={() => undo(one.id)}>{t("Take back")}</button>}</li>
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
