// One trade at one place: what it rests on, and the way onto the inspection list.

import { useState } from "preact/hooks";
import { query, useData } from "../api";
import { go, to } from "../address";
import type { Entity, Part } from "../kinds";
import { Assessment, Evidenced, Loaded, Name, Standing } from "../parts";
import { t } from "../text";
import type { PlaceOf } from "../views/trades";
import { Step } from "./step";

interface Cell {
  trade: string; place: PlaceOf; groups: Entity[]; shelves: { shelf: string; title: string; count: number }[];
  protecting: { person: Entity; shelf: string; standing: string | null }[];
  offences: number; complaints: number; firms: number; firms_of_groups: number; payments: number;
  money: { currency: string | null; sum: number }[]; now: number; before: number; per_100_000?: number; sources: number; items: string[];
  score: number; parts: Part[]; evidence: number[]; caveats: string[];
}

export function CellInFull({ trade, place, within, filter, version }: { trade: string; place: string; within: string | undefined; filter: Record<string, string>; version: number }) {
  const data = useData<Cell>(`trades/cell${query({ trade, place, ...filter })}${within ? `&within=${encodeURIComponent(within)}` : ""}`, version);
  const [isOpening, setOpening] = useState(false);
  return (
    <section class="card cell" aria-label={`${trade}: ${place}`}>
      <h2><bdi dir="auto">{trade}</bdi> {t("at")} <bdi dir="auto">{place}</bdi> {within && <span class="faint">({within})</span>}</h2>
      <Loaded of={data}>{(cell) => (
        <>
          <dl class="counts">
            <Count of={cell.groups.length} words="groups" /><Count of={cell.offences} words="offences" /><Count of={cell.complaints} words="complaints" />
            <Count of={cell.firms} words="firms known there" /><Count of={cell.firms_of_groups} words="of them held by the groups" /><Count of={cell.payments} words="payments" />
            {cell.money.map((one) => <div key={one.currency}><dt>{one.currency ?? t("no currency told")}</dt><dd>{Math.round(one.sum).toLocaleString("en")}</dd></div>)}
            <Count of={cell.sources} words="sources" />
          </dl>
          {cell.now + cell.before > 0 && <p>{cell.now} {t("events in the last two years")}, {cell.before} {t("in the two before")}{cell.per_100_000 !== undefined && <>; {cell.per_100_000} {t("offences per 100,000 inhabitants")}</>}</p>}
          {cell.groups.length > 0 && <p>{t("Groups")}: {cell.groups.map((group, at) => <>{at > 0 && ", "}<Name of={group} key={group.id} /></>)}</p>}
          {cell.shelves.map((shelf) => (
            <div class={`shelf ${shelf.shelf}`} key={shelf.shelf}>
              <h3>{t("Protectors")}: {t(shelf.title)} ({shelf.count}) {shelf.shelf === "structure" && <Assessment />}</h3>
              <p>{cell.protecting.filter((one) => one.shelf === shelf.shelf).map((one, at) => <>{at > 0 && ", "}<Name of={one.person} key={one.person.id} /> {shelf.shelf !== "structure" && <Standing of={one.standing} />}</>)}</p>
            </div>
          ))}
          <h3>{t("Why it stands out")} <Assessment>{t("score")} {Math.round(cell.score * 10) / 10}</Assessment></h3>
          <ul class="plain">{cell.parts.map((part) => (
            <li key={part.name}>{part.why}: +{Math.round(part.points * 10) / 10}<Evidenced ids={part.evidence} version={version} /></li>
          ))}</ul>
          <Evidenced ids={cell.evidence} version={version} label={t("All that it rests on")} />
          {cell.caveats.map((words) => <p class="caution" key={words}>{words}</p>)}
          {cell.items.length > 0 && <p>{t("On the inspection list")}: {cell.items.map((id) => <a key={id} href={to("trades", { item: id })}>{id}</a>)}</p>}
          {isOpening
            ? <Step state="opened" trade={cell.trade} place={cell.place.name} done={() => setOpening(false)} />
            : <p class="buttons"><button type="button" data-least="editor" onClick={() => setOpening(true)}>{t("Open an inspection item")}</button>
                <button type="button" class="quiet" onClick={() => go("trades", { trade: "", place: "", within: "" })}>{t("Close")}</button></p>}
        </>
      )}</Loaded>
    </section>
  );
}

function Count({ of, words }: { of: number; words: string }) {
  return of > 0 ? <div><dt>{t(words)}</dt><dd>{of.toLocaleString("en")}</dd></div> : null;
}
