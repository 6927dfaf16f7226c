import { query, useData } from "../api";
import { filterOf, to } from "../address";
import type { Shown } from "../app";
import type { Entity, Place, Validity } from "../kinds";
import { PlaceInFull } from "../map/place";
import { EntityNotes, type Noted } from "../network/notes";
import { Files } from "./files";
import { Loaded, Name, Notes, Sentence, Standing, When } from "../parts";
import { t } from "../text";

interface Stated { value: string; entity?: Entity; notes: number[] }
interface Fact { property: string; label: string; values: Stated[]; is_contradicted: boolean }
export interface DossierOf {
  entity: Entity;
  chief_office: string | null;
  records: string[];
  merges: { left: string; right: string; why: string; by: string }[];
  names: Stated[];
  roles: { role: string }[];
  facts: Fact[];
  offices: { title: string; validity: Validity; notes: number[] }[];
  accusations: { id: string; says: string; standing: string | null; details: Fact[]; notes: number[] }[];
  ties: { kind: string; other: Entity; says: string; standing: string | null; validity: Validity; notes: number[] }[];
  said: Saying[];
  said_about: Saying[];
  timeline: { date: string; says: string; standing: string | null; notes: number[] }[];
  not_the_same: { entity: Entity; is_judged_different: boolean }[];
  caveats: string[];
  footnotes: (Place & { number: number })[];
  noted?: Noted[];
}
interface Saying { words: string; attribution: { name: string }[]; date: string | null; notes: number[] }

export function Dossier({ values, version }: Shown) {
  const data = useData<DossierOf>(values.sel ? `dossier${query({ id: values.sel })}` : undefined, version);
  if (!values.sel && values.spot) return <article class="dossier"><PlaceInFull key={values.spot} place={values.spot} filter={filterOf(values)} version={version} isDossier /></article>;
  if (!values.sel) {
    return <><h1>{t("Dossier")}</h1><p>{t("Choose somebody: search above, or click a name in any view.")}</p></>;
  }
  return (
    <Loaded of={data}>{(one) => (
      <article class="dossier">
        <h1><bdi dir="auto">{one.entity.caption}</bdi></h1>
        <p>{t(one.entity.schema)}{one.roles.length > 0 && <> · {one.roles.map((role) => t(role.role)).join(", ")}</>} · <a href={to("network", { around: one.entity.id })}>{t("In the network")}</a> · <a href={to("timeline", { id: one.entity.id })}>{t("Timeline")}</a></p>
        <Files of={{ id: one.entity.id }} />
        {one.caveats.length > 0 && <section class="card caution"><h2>{t("Mind")}</h2><ul>{one.caveats.map((words) => <li key={words}><bdi dir="auto">{words}</bdi></li>)}</ul></section>}
        {one.names.length > 0 && <><h2>{t("Also called")}</h2><ul>{one.names.map((name) => <li key={name.value}><bdi dir="auto">{name.value}</bdi><Notes of={name.notes} /></li>)}</ul></>}
        {one.facts.length > 0 && <><h2>{t("What sources say")}</h2><Facts of={one.facts} /></>}
        {one.offices.length > 0 && <><h2>{t("Offices")}</h2><ul>{one.offices.map((office, at) => <li key={at}><bdi dir="auto">{office.title}</bdi>, <When of={office.validity} /><Notes of={office.notes} /></li>)}</ul></>}
        {one.accusations.length > 0 && (
          <><h2>{t("Accusations and proceedings")}</h2>
            {one.accusations.map((accusation) => <section class="card" key={accusation.id}><p><Standing of={accusation.standing} /> <bdi dir="auto">{accusation.says}</bdi><Notes of={accusation.notes} /></p><Facts of={accusation.details} /></section>)}</>
        )}
        {one.ties.length > 0 && <><h2>{t("Ties")}</h2><ul>{one.ties.map((tie, at) => <li key={at}><Name of={tie.other} /> <span class="faint">{t(tie.kind)}</span>: <bdi dir="auto">{tie.says}</bdi> <Standing of={tie.standing} /> <When of={tie.validity} /><Notes of={tie.notes} /></li>)}</ul></>}
        <Sayings title={t("What they said")} of={one.said} />
        <Sayings title={t("What was said of them")} of={one.said_about} />
        {one.timeline.length > 0 && <><h2>{t("Timeline")}</h2><ol class="plain">{one.timeline.map((moment, at) => <li key={at}><time>{moment.date}</time> <bdi dir="auto">{moment.says}</bdi> <Standing of={moment.standing} /><Notes of={moment.notes} /></li>)}</ol></>}
        {one.not_the_same.length > 0 && <><h2>{t("Of a like name")}</h2><ul>{one.not_the_same.map((other) => <li key={other.entity.id}><Name of={other.entity} />: {other.is_judged_different ? t("judged not to be the same") : t("nobody has judged whether they are the same")}</li>)}</ul></>}
        {one.merges.length > 0 && <details><summary>{t("Why these records are one")} ({one.records.length})</summary><ul>{one.merges.map((merge, at) => <li key={at}><code>{merge.left}</code> = <code>{merge.right}</code>: {merge.why} <span class="faint">({merge.by})</span></li>)}</ul></details>}
        <EntityNotes id={one.entity.id} notes={one.noted ?? []} />
        <h2>{t("Footnotes")}</h2>
        <ol class="footnotes">{one.footnotes.map((note) => <li key={note.number} id={`note-${note.number}`} tabIndex={-1} value={note.number}><Sentence of={note} /></li>)}</ol>
      </article>
    )}</Loaded>
  );
}

function Facts({ of }: { of: Fact[] }) {
  if (of.length === 0) return null;
  return (
    <dl class="facts">{of.map((fact) => (
      <div key={fact.property}><dt>{fact.label}{fact.is_contradicted && <span class="caution"> {t("contradicted")}</span>}</dt>
        <dd>{fact.values.map((value) => <span key={value.value} class="value">{value.entity ? <Name of={value.entity} /> : <bdi dir="auto">{value.value}</bdi>}<Notes of={value.notes} /></span>)}</dd></div>
    ))}</dl>
  );
}

function Sayings({ title, of }: { title: string; of: Saying[] }) {
  if (of.length === 0) return null;
  return <><h2>{title}</h2><ul>{of.map((saying, at) => <li key={at}>“<bdi dir="auto">{saying.words}</bdi>”{saying.attribution.length > 0 && <span class="faint"> {saying.attribution.map((link) => link.name).join(" ← ")}</span>} {saying.date && <time>{saying.date}</time>}<Notes of={saying.notes} /></li>)}</ul></>;
}
