// The one selection, beside every view: an entity in short, or a tie with its sentences.

import { query, useData } from "./api";
import { filterOf, go, here, to, type View } from "./address";
import type { Shown } from "./app";
import type { Entity, Evidence, Tie } from "./kinds";
import { Assessment, Loaded, Name, Sentences, Standing, When } from "./parts";
import { EntityNotes } from "./network/notes";
import { t } from "./text";
import type { DossierOf } from "./views/dossier";

type TieInFull = Tie & {
  source_entity: Entity;
  target_entity: Entity;
  evidence: Evidence;
  history: { standing: string; date: string | null }[] | { entries: { standing: string; date: string | null }[] };
};

export function Selection({ values, version, view }: Shown & { view: View }) {
  const close = () => go(here().view, { sel: "", tie: "" });
  return (
    <aside class="selection" aria-label={t("Chosen")}>
      <button type="button" class="close" onClick={close} aria-label={t("Close")}>×</button>
      {values.tie ? <OfTie id={values.tie} version={version} /> : <OfEntity id={values.sel ?? ""} version={version} view={view} values={values} />}
    </aside>
  );
}

function OfTie({ id, version }: { id: string; version: number }) {
  const data = useData<TieInFull>(`tie${query({ id })}`, version);
  return (
    <Loaded of={data}>{(tie) => {
      const entries = Array.isArray(tie.history) ? tie.history : tie.history.entries;
      return (
        <>
          <h2><bdi dir="auto">{tie.says}</bdi></h2>
          <p>
            {tie.assessment && <Assessment>{t("no source states it")}</Assessment>}
            {tie.accusing ? <Standing of={tie.standing} /> : <span class="fact">{t("accuses nobody")}</span>}{" "}
            {tie.in_force && tie.in_force !== tie.standing && <>{t("in force")}: <Standing of={tie.in_force} /></>}
          </p>
          <p>{t(tie.kind)} · <When of={{ from: tie.from ?? null, to: tie.to ?? null }} /></p>
          <p><Name of={tie.source_entity} /> → <Name of={tie.target_entity} /></p>
          {tie.accusing && entries.length > 1 && (
            <details><summary>{t("How it got there")} ({entries.length})</summary>
              <ol class="history">{entries.map((entry, at) => <li key={at}><time>{entry.date ?? t("no date told")}</time> <Standing of={entry.standing} /></li>)}</ol>
            </details>
          )}
          <p class="buttons"><a class="button" data-least="editor" href={to("report", { put: `tie:${tie.id}`, report: "", write: "" })}>{t("Put into a report")}</a></p>
          <h3>{t("Sentences")}</h3>
          <Sentences of={tie.evidence} />
        </>
      );
    }}</Loaded>
  );
}

function OfEntity({ id, version, view, values }: { id: string; version: number; view: View; values: Record<string, string> }) {
  const data = useData<DossierOf>(`dossier${query({ id })}`, version);
  return (
    <Loaded of={data}>{(dossier) => (
      <>
        <h2><bdi dir="auto">{dossier.entity.caption}</bdi></h2>
        <p>{t(dossier.entity.schema)}{dossier.roles.length > 0 && <> · {dossier.roles.map((one) => t(one.role)).join(", ")}</>}</p>
        {dossier.chief_office && <p><bdi dir="auto">{dossier.chief_office}</bdi></p>}
        <p class="buttons">
          {view !== "dossier" && <a class="button" href={to("dossier", { sel: id })}>{t("Dossier")}</a>}
          {view !== "network" && <a class="button" href={to("network", { sel: id, around: id })}>{t("In the network")}</a>}
          <a class="button" href={to("timeline", { sel: id, id })}>{t("Timeline")}</a>
          <a class="button" data-least="editor" href={to("report", { put: `dossier:${id}`, report: "", write: "" })}>{t("Put into a report")}</a>
        </p>
        <EntityNotes id={id} notes={dossier.noted ?? []} />
        {view === "network" && <Neighbours id={id} version={version} values={values} />}
        {dossier.accusations.length > 0 && <h3>{t("Accusations")}</h3>}
        <ul class="plain">{dossier.accusations.slice(0, 8).map((one) => <li key={one.id}><Standing of={one.standing} /> <bdi dir="auto">{one.says}</bdi></li>)}</ul>
        <h3>{t("Ties")} ({dossier.ties.length})</h3>
        <ul class="plain">{dossier.ties.slice(0, 12).map((tie, at) => <li key={at}><Name of={tie.other} /> <span class="faint">{t(tie.kind)}</span> <Standing of={tie.standing} /></li>)}</ul>
        {dossier.caveats.length > 0 && <><h3>{t("Mind")}</h3><ul>{dossier.caveats.slice(0, 5).map((one) => <li key={one}><bdi dir="auto">{one}</bdi></li>)}</ul></>}
      </>
    )}</Loaded>
  );
}

interface Counted { total: number; by_kind: { kind: string; count: number }[]; at_once: number; is_hub: boolean }

/** How many others there are before they are drawn. */
function Neighbours({ id, version, values }: { id: string; version: number; values: Record<string, string> }) {
  const data = useData<Counted>(`network/neighbours${query({ id, ...filterOf(values) })}`, version);
  const expand = (by: string) => dispatchEvent(new CustomEvent("expand", { detail: { id, by } }));
  return (
    <Loaded of={data}>{(counted) => (
      <section aria-label={t("Neighbours")}>
        <h3>{t("Neighbours")} ({counted.total})</h3>
        {counted.is_hub && <p class="caution">{t("A hub: the foremost are added a few at a time, never all at once.")}</p>}
        <p class="buttons">
          <button type="button" onClick={() => expand("")}>{t("Expand")}</button>
          {counted.by_kind.map((one) => <button type="button" class="quiet" key={one.kind} onClick={() => expand(one.kind)}>{t(one.kind)} {one.count}</button>)}
        </p>
      </section>
    )}</Loaded>
  );
}
