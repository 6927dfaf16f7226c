// One place: who and what is told to be there, and where that stands.

import { useEffect, useRef } from "preact/hooks";
import { query, useData } from "../api";
import { go, to } from "../address";
import type { Entity } from "../kinds";
import { Assessment, Evidenced, Loaded, Name, Standing } from "../parts";
import { t } from "../text";
import { Files } from "../views/files";
import type { PlaceOf } from "./measure";

interface InFull extends Omit<PlaceOf, "parent"> {
  parent: string | null; groups: Entity[]; offences: Entity[]; complaints: Entity[]; parties: Entity[]; figures: Entity[];
  protecting: { person: Entity; shelf: string; title: string; standing: string | null }[]; evidence: number[];
}

/** As a card beside the map, or by itself as the dossier of a place, which may be no record but a name in the documents. */
export function PlaceInFull({ place, filter, version, isDossier = false }: { place: string; filter: Record<string, string>; version: number; isDossier?: boolean }) {
  const data = useData<InFull>(`places/place${query({ key: place, ...filter })}`, version);
  const card = useRef<HTMLElement>(null);
  const isThere = data.value !== undefined;
  useEffect(() => { if (isThere) card.current?.scrollIntoView({ block: "nearest" }); }, [place, isThere]);
  return (
    <section class={isDossier ? "place-in-full" : "card place-in-full"} ref={card} tabIndex={-1} aria-label={t("Place")}>
      <Loaded of={data}>{(one) => (
        <>
          {isDossier ? <h1><bdi dir="auto">{one.name}</bdi></h1> : <h2><bdi dir="auto">{one.name}</bdi>{one.level && <span class="faint"> {one.level}</span>}</h2>}
          {isDossier && !one.entity && <p class="caution">{t("No record of this place is in the case: it is known by its name in the documents alone.")}</p>}
          {one.within.length > 0 && <p class="faint">{t("lies in")} <bdi dir="auto">{one.within.join(", ")}</bdi></p>}
          {one.position && <p>{t("Position")}: {one.position.latitude}°, {one.position.longitude}° <Evidenced ids={one.position.evidence} version={version} /></p>}
          {one.unplaced && <p class="caution">{t("Not on the map")}: {t(one.unplaced)}</p>}
          <p class="buttons">
            {one.entity ? <a class="button" href={to("dossier", { sel: one.entity, tie: "" })}>{t("Dossier")}</a>
              : !isDossier && <a class="button" href={to("dossier", { spot: one.key, sel: "", tie: "" })}>{t("Dossier")}</a>}
            {isDossier && <a class="button" href={to("map", { spot: one.key })}>{t("Map")}</a>}
            <a class="button" href={to("sources", { q: one.name, id: "", at: "", offset: "" })}>{t("Search the sources")}</a>
            <button type="button" onClick={() => go("map", { where: one.key })}>{t("Only this place")}</button>
            {!isDossier && <button type="button" class="quiet" onClick={() => go("map", { spot: "" })}>{t("Close")}</button>}
          </p>
          {isDossier && one.groups.length + one.offences.length + one.complaints.length > 0 && <Files of={{ place: one.key }} />}
          <List title="Groups" of={one.groups} all={one.tally.groups} />
          {one.protecting.length > 0 && (
            <><h3>{t("Protectors of these groups")}</h3>
              <ul class="plain">{one.protecting.map((who) => (
                <li key={who.shelf + who.person.id} class={`shelf ${who.shelf}`}><Name of={who.person} /> {t(who.title)} {who.shelf === "structure" ? <Assessment /> : <Standing of={who.standing} />}</li>
              ))}</ul></>
          )}
          <List title="Offences" of={one.offences} all={one.tally.offences} />
          <List title="Complaints" of={one.complaints} all={one.tally.complaints} />
          <List title="Persons, firms and bodies" of={one.parties} all={one.tally.parties} />
          <List title="Figures" of={one.figures} all={one.tally.figures} />
          {one.tally.payments > 0 && <p>{t("Payments by and to those told to be here")}: {one.tally.payments}{one.tally.money.map((sum) => <span key={sum.currency}> · {Math.round(sum.sum).toLocaleString("en")} {sum.currency ?? `(${t("no currency told")})`}</span>)}</p>}
          {one.evidence.length > 0 && <Evidenced ids={one.evidence} version={version} label={t("All that it rests on")} isOpen={isDossier} />}
          <p class="caution">{t("Counts what sources tell: a place that is written about more has more in it.")}</p>
        </>
      )}</Loaded>
    </section>
  );
}

function List({ title, of, all }: { title: string; of: Entity[]; all: number }) {
  if (of.length === 0) return null;
  return (
    <><h3>{t(title)} ({all.toLocaleString("en")})</h3>
      <p>{of.map((one, at) => <span key={one.id}>{at > 0 && ", "}<Name of={one} /></span>)}{all > of.length && <span class="faint"> … {all - of.length} {t("more")}</span>}</p></>
  );
}
