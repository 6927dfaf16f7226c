// `break`, played step by step, with the curve beside it.

import { useEffect, useState } from "preact/hooks";
import { query, useData } from "../api";
import type { Entity } from "../kinds";
import { Assessment, Evidenced, Loaded, Name, Standing } from "../parts";
import { t } from "../text";

interface Planned {
  network: string; is_proven: boolean; yardstick_words: string; not_guilt: string; caveats: string[];
  plan: { name: string; entity?: Entity; left: number; drop: number; why: string; standing?: string; finding?: { evidence: number[]; caveats: string[] } }[];
  curves: { rule: string; left: number[] }[];
  ties: { left: { low: number; median: number; high: number }[]; missing: number };
  restricted?: { standing: string; order: { name: string; entity?: Entity }[]; left: number; costs: number };
}

const AIMS: [string, string][] = [["size", "the largest part"], ["fewest", "with the fewest"], ["pairs", "pairs that reach each other"], ["money", "the money"], ["protector", "protectors from the group"]];

export function Plan({ around, version, removed }: { around: string; version: number; removed: (ids: Set<string>) => void }) {
  const [aim, setAim] = useState("size");
  const [step, setStep] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const data = useData<Planned>(`break${query({ aim, around })}`, version);
  const plan = data.value?.plan ?? [];
  useEffect(() => { setStep(0); setPlaying(false); }, [data.value]);
  useEffect(() => removed(new Set(plan.slice(0, step).map((one) => one.entity?.id ?? ""))), [step, data.value]);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => setStep((old) => { if (old + 1 >= plan.length) setPlaying(false); return Math.min(plan.length, old + 1); }), 1200);
    return () => clearInterval(timer);
  }, [isPlaying, plan.length]);
  return (
    <aside class="plan card" aria-label={t("Break")}>
      <h2>{t("Whose removal breaks it")} <Assessment /></h2>
      <label>{t("Break")} <select value={aim} onChange={(event) => setAim((event.target as HTMLSelectElement).value)}>{AIMS.map(([name, words]) => <option key={name} value={name}>{t(words)}</option>)}</select></label>
      <Loaded of={data}>{(one) => (
        <>
          <Curve of={one} step={step} />
          <p class="buttons">
            <button type="button" disabled={step === 0} onClick={() => setStep(step - 1)}>{t("Previous")}</button>
            <button type="button" onClick={() => { if (step >= plan.length) setStep(0); setPlaying(!isPlaying); }}>{isPlaying ? t("Stop") : t("Play")}</button>
            <button type="button" disabled={step >= plan.length} onClick={() => setStep(step + 1)}>{t("Next")}</button>
            <span>{step} / {plan.length}</span>
          </p>
          <ol class="steps">{one.plan.map((removal, at) => (
            <li key={at} class={at < step ? "done" : ""}>
              {removal.entity ? <Name of={removal.entity} /> : removal.name} <Standing of={removal.standing} />
              <p>{removal.why} · {Math.round(removal.left * 100)} % {one.yardstick_words}</p>
              {removal.finding && <Evidenced ids={removal.finding.evidence} version={version} />}
            </li>
          ))}</ol>
          {one.restricted && one.restricted.order.length > 0 && <p class="faint">{t("With nobody below")} <Standing of={one.restricted.standing} />: {one.restricted.order.map((who) => who.name).join(", ")}; {Math.round(one.restricted.left * 100)} % {t("is left")}.</p>}
          <p class="caution">{one.not_guilt}</p>
          {one.caveats.map((words) => <p class="caution" key={words}>{words}</p>)}
        </>
      )}</Loaded>
    </aside>
  );
}

const DASHES = ["", "6 3", "2 3", "8 3 2 3"];

function Curve({ of, step }: { of: Planned; step: number }) {
  const count = Math.max(1, ...of.curves.map((curve) => curve.left.length - 1));
  const x = (at: number) => 34 + (at / count) * 250, y = (left: number) => 130 - left * 118;
  const line = (left: number[]) => left.map((value, at) => `${at ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const band = of.ties.left;
  const area = band.length > 1 ? `${line(band.map((one) => one.high))}${band.map((one, at) => ({ one, at })).reverse().map(({ one, at }) => `L${x(at).toFixed(1)} ${y(one.low).toFixed(1)}`).join("")}Z` : "";
  const own = of.curves[0]?.left ?? [];
  return (
    <svg class="curve" viewBox="0 0 300 190" role="img" aria-label={`${t("What is left after each removal")}: ${own.map((left) => `${Math.round(left * 100)} %`).join(", ")}`}>
      {[0, 0.5, 1].map((left) => <g key={left}><line class="grid" x1="34" x2="284" y1={y(left)} y2={y(left)} /><text x="30" y={y(left) + 4} text-anchor="end">{left * 100}%</text></g>)}
      {area && <path class="band" d={area} />}
      {of.curves.map((curve, at) => <path key={curve.rule} class={at === 0 ? "own" : "other"} d={line(curve.left)} stroke-dasharray={DASHES[at % DASHES.length]} />)}
      {own[step] !== undefined && <circle class="at" cx={x(step)} cy={y(own[step] ?? 0)} r="5" />}
      {of.curves.map((curve, at) => <g key={curve.rule} transform={`translate(${34 + (at % 2) * 130} ${150 + Math.floor(at / 2) * 16})`}><path class={at === 0 ? "own" : "other"} d="M0 0h22" stroke-dasharray={DASHES[at % DASHES.length]} /><text x="27" y="4">{t(curve.rule)}</text></g>)}
      {area && <text x="34" y="187" class="faint">{t("shaded: if ties are missing or false")}</text>}
    </svg>
  );
}
