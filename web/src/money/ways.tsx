// The way of money through time, from one party to another.

import { query, useData } from "../api";
import { go } from "../address";
import type { Entity } from "../kinds";
import { Assessment, Loaded, Name } from "../parts";
import { t } from "../text";
import { Payments, sum, type Told } from "./payments";

interface Way { parties: Entity[]; currency: string | null; amount: number; on_all_ways: number; steps: Told[]; caveats: string[] }

export function Ways({ parties, values, version }: { parties: Entity[]; values: Record<string, string>; version: number }) {
  const { from, into } = values;
  const isSet = from && into && from !== into;
  const data = useData<{ paths: Way[] }>(isSet ? `money/paths${query({ from, to: into })}` : undefined, version);
  const set = (name: string) => (event: Event) => go("money", { [name]: (event.target as HTMLSelectElement).value });
  const options = <>
    <option value="">{t("choose…")}</option>
    {values.sel && !parties.some((party) => party.id === values.sel) && <option value={values.sel}>{t("the chosen one")}</option>}
    {parties.map((party) => <option key={party.id} value={party.id}>{party.caption}</option>)}
  </>;
  return (
    <section class="card ways"><h2>{t("Ways of money through time")} <Assessment /></h2>
      <p class="buttons"><label>{t("From")} <select value={from ?? ""} onChange={set("from")}>{options}</select></label> <label>{t("To")} <select value={into ?? ""} onChange={set("into")}>{options}</select></label></p>
      {isSet && <div aria-live="polite"><Loaded of={data}>{({ paths }) => (
        <>
          {paths.length === 0 && <p>{t("No way of dated payments leads there.")}</p>}
          {paths.map((way) => (
            <article key={way.currency} class="way">
              <h3>{way.parties.map((party, at) => <>{at > 0 && " → "}<Name of={party} key={party.id} /></>)}</h3>
              <p>{sum(way.amount, way.currency)} {t("could have passed this way")}, {sum(way.on_all_ways, way.currency)} {t("on all ways together")}</p>
              <Payments of={way.steps} version={version} />
              {way.caveats.map((words) => <p class="caution" key={words}>{words}</p>)}
            </article>
          ))}
        </>
      )}</Loaded></div>}
    </section>
  );
}
