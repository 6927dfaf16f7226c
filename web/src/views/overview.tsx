import { query, useData } from "../api";
import { filterOf, to } from "../address";
import type { Shown } from "../app";
import type { Entity, Place } from "../kinds";
import { Assessment, Loaded, Name, Sentence, Standing } from "../parts";
import { t } from "../text";

interface Summed {
  case: string;
  summary: {
    counts: Record<string, number>;
    skipped: { path: string; reason: string }[];
    networks: { name: string; groups: Entity[]; nodes: number; ties: number; accusing_ties: number; central: Entity[] }[];
    more_networks: number;
    protectors: { person: Entity; group: Entity; shelf: string; standing: string | null; office: string | null; best: Place; against: string[]; is_assessment: boolean; chain?: string }[];
    cleared: string[];
    without_protector: { group: Entity; says: string }[];
    disagreements: { says: string; by: string }[];
    agreements: number;
    incomparable: number;
    to_review: string[];
  };
  left_out: Record<string, number>;
  new: { at: string; actor: string; action: string; note: string | null }[];
}

const COUNTS = ["sources", "statements", "persons", "groups", "organisations", "ties", "accusing_ties", "figures"];
const SHELVES: [string, string][] = [
  ["court", "found by a court"], ["charged", "charged"], ["said", "said by a source"], ["structure", "structure only"],
];

export function Overview({ values, version }: Shown) {
  const data = useData<Summed>(`overview${query(filterOf(values))}`, version);
  return (
    <Loaded of={data}>{({ summary, new: news, left_out }) => {
      const hidden = Object.values(left_out).reduce((sum, count) => sum + count, 0);
      return (
        <>
          <h1>{t("Overview")}</h1>
          <dl class="counts">{COUNTS.map((name) => <div key={name}><dt>{t(name)}</dt><dd>{(summary.counts[name] ?? 0).toLocaleString()}</dd></div>)}</dl>
          {hidden > 0 && <p class="caution">{hidden.toLocaleString()} {t("ties are hidden by the filter or have no end")}</p>}
          <div class="columns">
            <section class="card wide" aria-labelledby="shelter">
              <h2 id="shelter">{t("Who shelters whom")}</h2>
              {SHELVES.map(([shelf, title]) => {
                const on = summary.protectors.filter((one) => one.shelf === shelf);
                return (
                  <section key={shelf} class={`shelf ${shelf}`}>
                    <h3>{t(title)} {shelf === "structure" && <Assessment />} <span class="faint">({on.length})</span></h3>
                    {on.length === 0 && <p class="faint">{t("nobody")}</p>}
                    <ul class="plain">{on.slice(0, 12).map((one) => (
                      <li key={one.person.id + one.group.id}>
                        <Name of={one.person} /> {one.office && <span class="faint"><bdi dir="auto">{one.office}</bdi></span>} → <Name of={one.group} />{" "}
                        <Standing of={one.standing} /> {one.against.map((words) => <span class="standing against" key={words}>⊘ {t(words)}</span>)}
                        {one.is_assessment && one.chain ? <p class="faint"><bdi dir="auto">{one.chain}</bdi></p> : <Sentence of={one.best} />}
                      </li>
                    ))}</ul>
                  </section>
                );
              })}
              {summary.cleared.length > 0 && <><h3>{t("Cleared")}</h3><ul>{summary.cleared.map((words) => <li key={words}><bdi dir="auto">{words}</bdi></li>)}</ul></>}
              <p><a href={to("umbrellas")}>{t("All umbrellas, chain by chain")}</a></p>
            </section>
            <div>
              <section class="card" aria-labelledby="networks">
                <h2 id="networks">{t("Networks")}</h2>
                <ul class="plain">{summary.networks.map((one) => {
                  const middle = one.groups[0] ?? one.central[0];
                  return (
                    <li key={one.name}>
                      {middle ? <a href={to("network", { around: middle.id, sel: "" })}><bdi dir="auto">{one.name}</bdi></a> : <bdi dir="auto">{one.name}</bdi>}
                      <span class="faint"> {one.nodes} {t("nodes")}, {one.ties} {t("ties")}, {one.accusing_ties} {t("accuse")}</span>
                      {one.nodes > 1 && <p>{t("most paths run through")}: {one.central.map((entity) => <span key={entity.id}><Name of={entity} /> </span>)}</p>}
                    </li>
                  );
                })}</ul>
                {summary.more_networks > 0 && <p class="faint">+ {summary.more_networks}</p>}
              </section>
              <section class="card" aria-labelledby="disagree">
                <h2 id="disagree">{t("Figures that disagree")} ({summary.disagreements.length})</h2>
                <ul>{summary.disagreements.slice(0, 5).map((one) => <li key={one.says}><bdi dir="auto">{one.says}</bdi></li>)}</ul>
                <p class="faint">{summary.agreements} {t("checks agree")}, {summary.incomparable} {t("can't be compared")}. <a href={to("figures")}>{t("All figures")}</a></p>
              </section>
              <section class="card" aria-labelledby="review">
                <h2 id="review">{t("For you to look at")}</h2>
                <ul>{summary.to_review.slice(0, 5).map((words) => <li key={words}><bdi dir="auto">{words}</bdi></li>)}</ul>
                <p><a href={to("review")}>{t("Review")}</a></p>
              </section>
              <section class="card" aria-labelledby="read">
                <h2 id="read">{t("What was not read")} ({summary.skipped.length})</h2>
                <ul>{summary.skipped.slice(0, 5).map((one) => <li key={one.path + one.reason}><code>{one.path}</code>: {one.reason}</li>)}</ul>
                <p><a href={to("sources")}>{t("All sources")}</a></p>
              </section>
              <section class="card" aria-labelledby="new">
                <h2 id="new">{t("What is new")}</h2>
                <ul class="plain">{news.map((entry, at) => <li key={at}><time>{entry.at.slice(0, 16).replace("T", " ")}</time> {entry.actor}: {entry.action}</li>)}</ul>
              </section>
            </div>
          </div>
        </>
      );
    }}</Loaded>
  );
}
