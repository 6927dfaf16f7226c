// The largest flows of one currency, drawn as bands as wide as what flowed. The server lays them out.

import { query, useData } from "../api";
import { go } from "../address";
import type { Entity, Evidence } from "../kinds";
import { Loaded, Name, Sentences } from "../parts";
import { t } from "../text";
import { sum } from "./payments";

interface Flow { from: Entity; to: Entity; currency: string | null; payments: number; sum: number; evidence: number[] }
export interface Drawn {
  currency: string | null;
  drawing: { width: number; height: number; bars: { party: Entity; x: number; y: number; width: number; height: number }[]; bands: { flow: number; path: string; width: number }[] } | null;
  flows: Flow[];
  left_out: number;
}

const LONGEST_NAME = 28;

export function Flows({ of, values, version }: { of: Drawn; values: Record<string, string>; version: number }) {
  const name = of.currency ?? t("no currency told");
  const key = (flow: Flow) => `${flow.from.id} ${flow.to.id} ${flow.currency ?? ""}`;
  const chosen = of.flows.find((flow) => key(flow) === values.flow);
  const choose = (flow: Flow) => go("money", { flow: values.flow === key(flow) ? "" : key(flow) });
  const { drawing } = of;
  const words = (flow: Flow) => `${flow.from.caption} → ${flow.to.caption}: ${sum(flow.sum, flow.currency)}, ${t("payments")}: ${flow.payments}`;
  return (
    <figure class="flows card">
      <figcaption><h2>{t("The largest flows in")} {name}</h2> <span class="faint">{t("from payer to payee, all years together; a band is as wide as its sum. Choose one: its sentences.")}</span></figcaption>
      {drawing && of.flows.length > 1 && (
        <div class="scroll" tabIndex={0} role="region" aria-label={`${t("The largest flows in")} ${name}`}><svg class="sankey" viewBox={`0 0 ${drawing.width} ${drawing.height}`} role="group" aria-label={`${t("Flows of money in")} ${name}`}>
          {drawing.bands.map((band) => {
            const flow = of.flows[band.flow];
            return flow && (
              <path key={band.flow} d={band.path} stroke-width={Math.max(3, band.width)} class={flow === chosen ? "band chosen" : "band"} role="button" tabindex={0} aria-pressed={flow === chosen}
                aria-label={words(flow)} onClick={() => choose(flow)} onKeyDown={(event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(flow); } }}><title>{words(flow)}</title></path>
            );
          })}
          {drawing.bars.map((bar) => {
            const letters = [...bar.party.caption];
            return (
              <g key={bar.party.id} aria-hidden="true" class="party" onClick={() => go("money", { sel: bar.party.id })}>
                <rect class={chosen && (chosen.from.id === bar.party.id || chosen.to.id === bar.party.id) ? "bar chosen" : "bar"} x={bar.x} y={bar.y} width={bar.width} height={bar.height} />
                <text x={bar.x + bar.width + 4} y={bar.y + bar.height / 2 + 4}>{letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join("")}…` : bar.party.caption}</text>
              </g>
            );
          })}
        </svg></div>
      )}
      {chosen && <Chosen flow={chosen} version={version} />}
      <details open={of.flows.length === 1}><summary>{t("As a list")} ({of.flows.length})</summary>
        <ul class="plain">{of.flows.map((flow) => <li key={key(flow)}><Name of={flow.from} /> → <Name of={flow.to} /> <button type="button" class="quiet" aria-pressed={flow === chosen} onClick={() => choose(flow)}>{sum(flow.sum, flow.currency)}</button> <span class="faint">{t("payments")}: {flow.payments}</span></li>)}</ul>
      </details>
      {of.left_out > 0 && <p class="faint">{of.left_out} {t("smaller flows are not drawn")}</p>}
    </figure>
  );
}

function Chosen({ flow, version }: { flow: Flow; version: number }) {
  const data = useData<Evidence>(`statements${query({ ids: flow.evidence.slice(0, 200).join(",") })}`, version);
  return (
    <section class="flow-chosen" aria-live="polite">
      <h3><Name of={flow.from} /> → <Name of={flow.to} />: {sum(flow.sum, flow.currency)}</h3>
      <Loaded of={data}>{(evidence) => <Sentences of={evidence} />}</Loaded>
    </section>
  );
}
