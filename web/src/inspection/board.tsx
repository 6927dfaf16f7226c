// The inspection board: items by state, each with the steps that lead on from there.

import { useState } from "preact/hooks";
import { useData } from "../api";
import { to } from "../address";
import { Evidenced, Loaded } from "../parts";
import { t } from "../text";
import { Step, STEPS, type State } from "./step";

interface Item { id: string; trade: string; place: string; state: State; assigned_to?: string; found: string[]; to_rectify: string[]; due?: string; evidence: number[]; is_overdue: boolean; next: State[] }
interface Items { total: number; open: number; overdue: number; verified: number; today: string; items: Item[] }

const COLUMNS: [string, State[]][] = [["To be looked into", ["opened", "reopened"]], ["Assigned", ["assigned"]], ["Said to be put right", ["rectified"]], ["Verified", ["verified"]]];

export function Board({ version }: { version: number }) {
  const data = useData<Items>("inspection?which=all&limit=500", version);
  const [isOpening, setOpening] = useState(false);
  return (
    <section class="board" aria-label={t("Inspection list")}>
      <h2>{t("Inspection list")}</h2>
      <Loaded of={data}>{(list) => (
        <>
          <p class="buttons"><span>{list.open} {t("open")}, {list.verified} {t("verified")}</span>
            {!isOpening && <button type="button" data-least="editor" onClick={() => setOpening(true)}>{t("Open an item for another trade or place")}</button>}</p>
          {isOpening && <div class="card"><Step state="opened" done={() => setOpening(false)} /></div>}
          {list.overdue > 0 && (
            <section class="card overdue"><h3>⚠ {t("Overdue")} ({list.overdue})</h3>
              <ul>{list.items.filter((item) => item.is_overdue).map((item) => <li key={item.id}><a href={to("trades", { item: item.id })} onClick={() => document.getElementById(item.id)?.focus()}>{item.id}</a>: <bdi dir="auto">{item.trade}</bdi>, <bdi dir="auto">{item.place}</bdi>; {t("due")} {item.due}{item.assigned_to && <>, <bdi dir="auto">{item.assigned_to}</bdi></>}</li>)}</ul>
            </section>
          )}
          {list.total === 0 && <p class="faint">{t("Nothing is on the list yet. Choose a field of the table and open an item for it.")}</p>}
          {list.total > 0 && (
            <div class="columns-of-items">{COLUMNS.map(([title, states]) => {
              const items = list.items.filter((item) => states.includes(item.state));
              return <section key={title} aria-label={t(title)}><h3>{t(title)} ({items.length})</h3>{items.map((item) => <Card key={item.id} item={item} version={version} />)}</section>;
            })}</div>
          )}
          {list.items.length < list.total && <p class="faint">{list.total - list.items.length} {t("further items are not shown")}</p>}
        </>
      )}</Loaded>
    </section>
  );
}

function Card({ item, version }: { item: Item; version: number }) {
  const [step, setStep] = useState<State>();
  return (
    <article class={item.is_overdue ? "card item overdue" : "card item"} id={item.id} tabIndex={-1} aria-label={item.id}>
      <h4><bdi dir="auto">{item.trade}</bdi> {t("at")} <bdi dir="auto">{item.place}</bdi></h4>
      <p class="faint">{item.id} · {t(item.state)}{item.assigned_to && <> · <bdi dir="auto">{item.assigned_to}</bdi></>}</p>
      {item.due && <p class={item.is_overdue ? "caution" : ""}>{item.is_overdue ? t("overdue since") : t("due")} <time>{item.due}</time></p>}
      {item.found.map((words) => <p key={words}>{t("found")}: <bdi dir="auto">{words}</bdi></p>)}
      {item.to_rectify.map((words) => <p key={words}>{t("to be put right")}: <bdi dir="auto">{words}</bdi></p>)}
      <Evidenced ids={item.evidence} version={version} label={t("Its notes")} />
      {step
        ? <Step state={step} id={item.id} done={() => setStep(undefined)} />
        : <p class="buttons">{item.next.map((next) => <button key={next} type="button" data-least="editor" onClick={() => setStep(next)}>{t(STEPS[next])}</button>)}</p>}
    </article>
  );
}
