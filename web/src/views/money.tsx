import { query, useData } from "../api";
import { filterOf, go, to } from "../address";
import type { Shown } from "../app";
import type { Entity, Place } from "../kinds";
import { Flows, type Drawn } from "../money/flows";
import { Ways } from "../money/ways";
import { Payments, sum, type Told } from "../money/payments";
import { Assessment, Evidenced, Loaded, Name, Sentence } from "../parts";
import { t } from "../text";

interface Total { currency: string | null; year: number | null; payments: number; without_amount: number; sum: number }
interface PartyTotal { party: Entity; currency: string | null; payments: number; sum: number; evidence: number[] }
interface Money {
  payments: number; totals: Total[]; payers: PartyTotal[]; takers: PartyTotal[]; drawings: Drawn[]; parties: Entity[];
  near_protectors: { protector: Entity; group: Entity; taker: Entity; tie: string | null; shelf: string; shelf_title: string; says: Told[]; caveats: string[] }[];
  patterns: { kind: string; title: string; explanation: string; says: string; parties: Entity[]; payments_say: Told[]; caveats: string[] }[];
  is_complete: boolean; more_patterns: number; more_firms: number;
  ownership: { firm: Entity; owners: { owner: Entity; share: number | null; through: Entity[]; evidence: number[] }[]; warnings: string[] }[];
  warnings: { what: string; citation: Place }[];
}

export function MoneyView({ values, version }: Shown) {
  const data = useData<Money>(`money${query({ around: values.payer, ...filterOf(values) })}`, version);
  return (
    <div class="money">
      <h1>{t("Money")}</h1>
      <Loaded of={data}>{(money) => (
        <>
          {money.payments === 0 && money.ownership.length === 0 && <p>{t("No source in this case tells of a payment or of a share held through others.")}</p>}
          {money.payments > 0 && (
            <>
              <p>{t("Payments")}: {money.payments}. {t("Sums are of one currency each; nothing is converted. A payment is no crime by itself.")}</p>
              {values.payer && <p><a href={to("money", { payer: "" })}>{t("All parties")}</a></p>}
              {money.drawings.map((drawn) => <Flows key={drawn.currency} of={drawn} values={values} version={version} />)}
              <Ways parties={money.parties} values={values} version={version} />
              <Totals of={money.totals} />
              <div class="columns even">
                <Parties title={t("Who paid most")} of={money.payers} version={version} /><Parties title={t("Who was paid most")} of={money.takers} version={version} />
              </div>
            </>
          )}
          {money.near_protectors.length > 0 && (
            <section><h2>{t("Money near protectors")} <Assessment /></h2>
              {money.near_protectors.map((near, at) => (
                <article class="card" key={at}>
                  <p><Name of={near.taker} /> {t("was paid by those around")} <Name of={near.group} />{near.tie && <> (<bdi dir="auto">{near.tie}</bdi>)</>}; <Name of={near.protector} /> {t("stands on the shelf")} “{t(near.shelf_title)}”{near.shelf === "structure" && <> <Assessment /></>}</p>
                  <Payments of={near.says} version={version} />
                  {near.caveats.map((words) => <p class="caution" key={words}>{words}</p>)}
                </article>
              ))}
            </section>
          )}
          {money.patterns.length > 0 && (
            <section><h2>{t("Shapes worth a look")} <Assessment /></h2>
              {money.patterns.map((pattern, at) => (
                <details class="card" key={at}>
                  <summary>{pattern.title}: <bdi dir="auto">{pattern.says}</bdi></summary>
                  <p class="faint">{pattern.explanation}</p>
                  <p>{pattern.parties.map((party, at) => <>{at > 0 && " · "}<Name of={party} key={party.id} /></>)}</p>
                  <Payments of={pattern.payments_say} version={version} />
                  {pattern.caveats.map((words) => <p class="caution" key={words}>{words}</p>)}
                </details>
              ))}
              {money.more_patterns > 0 && <p class="faint">{money.more_patterns} {t("further shapes are not shown")}</p>}
              {!money.is_complete && <p class="caution">{t("The search for rows and circles was cut short: there may be more.")}</p>}
            </section>
          )}
          {money.ownership.length > 0 && (
            <section><h2>{t("Who stands behind firms")} <Assessment /></h2>
              {money.ownership.map((one) => (
                <details class="card" key={one.firm.id}><summary><bdi dir="auto">{one.firm.caption}</bdi> ({one.owners.length})</summary>
                  <ul class="plain">{one.owners.map((owner, at) => (
                    <li key={at}><Name of={owner.owner} />: {owner.share === null ? t("a share that is not told") : `${owner.share} %`} <span class="faint"><bdi dir="auto">{owner.through.map((party) => party.caption).join(" → ")}</bdi></span><Evidenced ids={owner.evidence} version={version} /></li>
                  ))}</ul>
                  {one.warnings.map((words) => <p class="caution" key={words}>{words}</p>)}
                </details>
              ))}
              {money.more_firms > 0 && <p class="caution">{money.more_firms} {t("more firms are held through others and not listed")}</p>}
            </section>
          )}
          {money.warnings.length > 0 && (
            <details><summary>{t("Can't be as told, or can't be added up")} ({money.warnings.length})</summary>
              {money.warnings.map((warning, at) => <div key={at}><p class="caution">{warning.what}</p><Sentence of={warning.citation} /></div>)}
            </details>
          )}
        </>
      )}</Loaded>
    </div>
  );
}

function Totals({ of }: { of: Total[] }) {
  return (
    <section><h2>{t("By currency and year")}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("By currency and year")}>
        <table class="totals"><thead><tr><th scope="col">{t("Currency")}</th><th scope="col">{t("Year")}</th><th scope="col" class="number">{t("Sum")}</th><th scope="col" class="number">{t("Payments")}</th><th scope="col" class="number">{t("Without an amount")}</th></tr></thead>
          <tbody>{of.map((total, at) => (
            <tr key={at}><td>{total.currency ?? t("no currency told")}</td><td>{total.year ?? t("undated")}</td><td class="number">{Math.round(total.sum).toLocaleString("en")}</td><td class="number">{total.payments}</td><td class="number">{total.without_amount}</td></tr>
          ))}</tbody></table>
      </div>
    </section>
  );
}

function Parties({ title, of, version }: { title: string; of: PartyTotal[]; version: number }) {
  return (
    <section class="card"><h2>{title}</h2>
      <ol class="plain">{of.slice(0, 15).map((one, at) => (
        <li key={at}><Name of={one.party} /> <strong>{sum(one.sum, one.currency)}</strong> <button type="button" class="quiet" aria-label={`${t("Only the flows of")} ${one.party.caption}`} onClick={() => go("money", { payer: one.party.id, flow: "" })}>{t("its flows")}</button>
          <Evidenced ids={one.evidence} version={version} label={`${t("payments")}: ${one.payments}; ${t("Evidence")}`} /></li>
      ))}</ol>
    </section>
  );
}
