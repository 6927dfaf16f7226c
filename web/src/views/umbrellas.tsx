import { query, useData } from "../api";
import { filterOf, go } from "../address";
import type { Shown } from "../app";
import type { Entity, Protector, Umbrella } from "../kinds";
import { Assessment, Evidenced, Loaded, Name, Pages, Sentence, Standing, When } from "../parts";
import { t } from "../text";

interface Ring { officials: [Entity, string][]; groups: Entity[]; evidence: number[]; caveats: string[] }
interface Umbrellas { total: number; shelves: { shelf: string; title: string }[]; groups: Umbrella[]; rings: Ring[] }

const LIMIT = 50;

export function Umbrellas({ values, version }: Shown) {
  const offset = Number(values.offset ?? 0) || 0;
  const data = useData<Umbrellas>(`umbrellas${query({ ...filterOf(values), offset, limit: LIMIT })}`, version);
  return (
    <>
      <h1>{t("Umbrellas")}</h1>
      <p class="faint">{t("Who stands over each group, and how far the evidence reaches. The four shelves are never mixed.")}</p>
      <Loaded of={data}>{({ total, shelves, groups, rings }) => (
        <>
          {offset === 0 && rings.length > 0 && (
            <section class="card umbrella"><h2>{t("Over several groups")} <Assessment /></h2>
              {rings.map((ring) => (
                <article class="protector" key={ring.officials.map(([official]) => official.id).join()}>
                  <p>{ring.officials.map(([official, shelf]) => (
                    <span key={official.id}><Name of={official} /> <span class="faint">({t(shelves.find((one) => one.shelf === shelf)?.title ?? shelf)})</span> </span>
                  ))}→ {ring.groups.map((group) => <span key={group.id}><Name of={group} /> </span>)}</p>
                  {ring.caveats.map((words) => <p class="caution" key={words}><bdi dir="auto">{words}</bdi></p>)}
                  <Evidenced ids={ring.evidence} version={version} />
                </article>
              ))}
            </section>
          )}
          {groups.map((umbrella) => (
            <section class="card umbrella" key={umbrella.group.id} aria-label={umbrella.group.caption}>
              <h2><Name of={umbrella.group} />{!umbrella.is_named && <span class="faint"> ({t("no source names it")})</span>}</h2>
              {umbrella.protectors.length === 0 && <p>{t("No protector on any shelf.")}</p>}
              <div class="shelves">
                {shelves.map(({ shelf, title }) => {
                  const on = umbrella.protectors.filter((one) => one.shelf === shelf);
                  return (
                    <section class={`shelf ${shelf}`} key={shelf}>
                      <h3>{t(title)} {shelf === "structure" && <Assessment />} <span class="faint">({on.length})</span></h3>
                      {on.map((one) => <OfProtector key={one.person.id} one={one} version={version} />)}
                    </section>
                  );
                })}
              </div>
              {umbrella.cleared.length > 0 && (
                <section class="shelf cleared">
                  <h3>{t("Cleared")}</h3>
                  {umbrella.cleared.map((one) => (
                    <div key={one.person.id}><Name of={one.person} /> <Standing of={one.by} /> {one.on && <time>{one.on}</time>}
                      <p><bdi dir="auto">{one.says}</bdi></p><Sentence of={one.decision} />
                      {one.caveats.map((words) => <p class="caution" key={words}>{words}</p>)}
                    </div>
                  ))}
                </section>
              )}
              {umbrella.set_aside.length > 0 && (
                <details><summary>{t("Set aside: ties that don't agree in time")} ({umbrella.set_aside.length})</summary>
                  <ul>{umbrella.set_aside.map((one) => <li key={one.person.id}><Name of={one.person} />: <bdi dir="auto">{one.why}</bdi></li>)}</ul>
                </details>
              )}
              {!umbrella.is_complete && <p class="caution">{t("The search for chains stopped at its bound: some on the last shelf may be missing.")}</p>}
            </section>
          ))}
          <Pages offset={offset} limit={LIMIT} total={total} />
        </>
      )}</Loaded>
    </>
  );
}

function OfProtector({ one, version }: { one: Protector; version: number }) {
  return (
    <article class="protector">
      <h4><Name of={one.person} /> <Standing of={one.standing} /></h4>
      {one.office && <p class="faint"><bdi dir="auto">{one.office}</bdi></p>}
      {one.is_assessment
        ? <p><Assessment>{t("nobody says so; office and ties lie together in time")}</Assessment></p>
        : <Sentence of={one.best} />}
      {one.counter.length > 0 && (
        <div class="counter"><strong>{t("Against it")}</strong>
          {one.counter.slice(0, 4).map((counter, at) => (
            <div key={at}><Standing of={counter.standing} />{counter.is_of_namesake && <span class="caution"> {t("of somebody of the same name")}</span>}<Sentence of={counter.citation} /></div>
          ))}
        </div>
      )}
      <details>
        <summary>{t("Chain, link by link")} ({one.chains.length})</summary>
        {one.chains.map((chain, at) => (
          <div class="chain" key={at}>
            <p class="faint">{t("holds")}: <When of={chain.validity} />{chain.undated > 0 && <> · {chain.undated} {t("links bear no date")}</>}</p>
            <ol>
              {chain.steps.map((step, number) => (
                <li key={number}>
                  <Name of={step.from} /> <span class="link">{step.ties[0] ? <button type="button" class="quiet" onClick={() => go("umbrellas", { tie: step.ties[0] ?? "" })}>{t(step.kind)}</button> : t(step.kind)}</span> <Name of={step.to} />
                  <p><bdi dir="auto">{step.says}</bdi> <Standing of={step.standing} /> <When of={step.validity} /></p>
                  <Evidenced ids={step.evidence} version={version} />
                </li>
              ))}
            </ol>
          </div>
        ))}
      </details>
      <details>
        <summary>{t("Why in this place")}: <Assessment>{one.score.toFixed(1)} {t("points")}</Assessment></summary>
        <table class="points"><tbody>{one.parts.map((part) => (
          <tr key={part.name}><td class="number">{part.points > 0 ? "+" : ""}{part.points}</td><td>{part.name}</td><td><bdi dir="auto">{part.why}</bdi></td></tr>
        ))}</tbody></table>
        <p class="faint">{t("Points only put those on one shelf in order.")}</p>
      </details>
      {one.caveats.map((words) => <p class="caution" key={words}><bdi dir="auto">{words}</bdi></p>)}
    </article>
  );
}
