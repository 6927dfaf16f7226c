// Small things that many views show: standings, assessments, entities, sentences.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { query, useData, type Data } from "./api";
import { go, here, to } from "./address";
import type { Entity, Evidence, Place, Validity } from "./kinds";
import { t } from "./text";

const RUNGS = ["reported", "alleged", "investigated", "detained", "charged", "tried", "convicted", "final"];
export const AGAINST = ["denied", "dropped", "acquitted", "overturned"];

/** How far an accusation has got, as sources say: a filled tag with a word and a ladder. Never used for what was concluded. */
export function Standing({ of }: { of: string | null | undefined }) {
  if (!of) return null;
  if (AGAINST.includes(of)) {
    return <span class="standing against"><span aria-hidden="true">⊘ </span>{t(of)}</span>;
  }
  const rung = RUNGS.indexOf(of) + 1;
  const level = rung >= 7 ? "court" : rung >= 5 ? "charged" : "said";
  return (
    <span class={`standing ${level}`} title={`${t("standing")}: ${t(of)} (${rung}/8)`}>
      <span class="rungs" aria-hidden="true">{RUNGS.map((name, at) => <i key={name} class={at < rung ? "on" : ""} />)}</span>
      {t(of)}
    </span>
  );
}

/** What Umbra or a user concluded: a dashed frame and the word, nothing filled. */
export function Assessment({ children }: { children?: ComponentChildren }) {
  return <span class="assessment"><span aria-hidden="true">≈ </span>{t("assessment")}{children && <>: {children}</>}</span>;
}

export function Grade({ reliability, credibility }: { reliability: string; credibility: number }) {
  const title = `${t("grade")}: ${t("source")} ${reliability}, ${t("statement")} ${credibility}`;
  return <abbr class="grade" title={title}>{reliability}{credibility}</abbr>;
}

const MARKS: Record<string, string> = {
  Person: "●", CriminalGroup: "◆", PublicBody: "▣", Company: "■", Organization: "□", LegalEntity: "□", Position: "▽", Address: "▲", Territory: "▲",
};

export function mark(schema: string): string {
  return MARKS[schema] ?? "○";
}

/** A name that chooses its entity. Names are shown in the direction of their script. */
export function Name({ of, view }: { of: Entity; view?: "dossier" | "network" }) {
  const at = here();
  const href = view ? to(view, { sel: of.id, tie: "" }) : to(at.view, { sel: of.id, tie: "" });
  return (
    <a class="name" href={href} data-id={of.id}>
      <span class="mark" aria-hidden="true">{mark(of.schema)}</span><bdi dir="auto">{of.caption}</bdi>
    </a>
  );
}

export function When({ of }: { of: Validity | undefined }) {
  if (!of || (!of.from && !of.to)) return <span class="faint">{t("no date told")}</span>;
  if (of.from === of.to) return <time>{of.from}</time>;
  return <span>{of.from ?? "…"} – {of.to ?? "…"}</span>;
}

function placeInWords(place: Place["place"]): string {
  if (place.row !== undefined) return `${t("row")} ${place.row}, ${place.column ?? ""}`;
  return place.page ? `${t("page")} ${place.page}` : `${t("characters")} ${place.start}–${place.end}`;
}

/** A sentence where it stands, with who says so and how it is graded. */
export function Sentence({ of }: { of: Place }) {
  const href = to("sources", { id: of.source, at: String(of.statement), q: "", offset: "" });
  return (
    <figure class="sentence">
      <blockquote><a href={href}><bdi dir="auto">{of.quote}</bdi></a></blockquote>
      <figcaption>
        {of.standing && <Standing of={of.standing} />} <Grade reliability={of.reliability} credibility={of.credibility} />{" "}
        <bdi dir="auto">{of.publisher ?? of.source_name}</bdi>{of.published && <>, <time>{of.published}</time></>}
        {of.voices && of.voices.length > 0 && <>, {t("according to")} <bdi dir="auto">{of.voices.join(" ← ")}</bdi></>}
        <span class="faint"> · {of.source_name}, {placeInWords(of.place)}</span>
      </figcaption>
    </figure>
  );
}

export function Sentences({ of }: { of: Evidence }) {
  const [all, setAll] = useState(false);
  const shown = all ? of.places : of.places.slice(0, 6);
  return (
    <>
      {shown.map((place) => <Sentence key={`${place.statement}`} of={place} />)}
      {shown.length < of.places.length && (
        <button type="button" class="quiet" onClick={() => setAll(true)}>{t("Show all")} ({of.places.length})</button>
      )}
      {of.left > 0 && <p class="faint">{of.left} {t("further statements are not shown")}</p>}
    </>
  );
}

/** The sentences of statements, asked for when somebody wants to see them. */
export function Evidenced({ ids, version, label, isOpen = false }: { ids: number[]; version: number; label?: string; isOpen?: boolean }) {
  const [open, setOpen] = useState(isOpen);
  const data = useData<Evidence>(open ? `statements${query({ ids: ids.slice(0, 200).join(",") })}` : undefined, version);
  return (
    <details class="evidence" open={open} onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}>
      <summary>{label ?? t("Evidence")} ({ids.length})</summary>
      {open && <Loaded of={data}>{(evidence) => <Sentences of={evidence} />}</Loaded>}
    </details>
  );
}

/** What was asked for, or why it is not there. */
export function Loaded<T>({ of, children }: { of: Data<T>; children: (value: T) => ComponentChildren }) {
  if (of.fault !== undefined) return <p role="alert" class="fault">{of.fault}</p>;
  if (of.value === undefined) return <p class="faint" aria-busy="true">{of.says ? `${t(of.says)}…` : t("Loading…")}</p>;
  return <>{children(of.value)}</>;
}

/** Pages of a list. */
export function Pages({ offset, limit, total, name = "offset" }: { offset: number; limit: number; total: number; name?: string }) {
  if (total <= limit) return null;
  const turn = (at: number) => go(here().view, { [name]: at > 0 ? String(at) : "" });
  return (
    <nav class="pages" aria-label={t("Pages")}>
      <button type="button" disabled={offset === 0} onClick={() => turn(Math.max(0, offset - limit))}>{t("Previous")}</button>
      <span>{offset + 1}–{Math.min(total, offset + limit)} / {total}</span>
      <button type="button" disabled={offset + limit >= total} onClick={() => turn(offset + limit)}>{t("Next")}</button>
    </nav>
  );
}

/** Signs that lead to footnotes further down. */
export function Notes({ of }: { of: number[] }) {
  return <sup class="notes">{of.slice(0, 8).map((number) => <a key={number} href={`#note-${number}`} onClick={(event) => {
    event.preventDefault();
    const note = document.getElementById(`note-${number}`);
    note?.scrollIntoView({ block: "center" });
    note?.focus();
  }}>{number}</a>)}{of.length > 8 && "…"}</sup>;
}
