import { query, useData } from "../api";
import { go } from "../address";
import type { Shown } from "../app";
import type { Place } from "../kinds";
import { Assessment, Evidenced, Loaded, Pages, Sentence } from "../parts";
import { t } from "../text";

interface Figure {
  id: string; amount: string; measure: string; unit: string | null; comparator: string; territory: string | null; stage: string | null;
  period: { from: string | null; to: string | null; words?: string | null }; voices: string[]; citation: Place; value: number | null; kind: string;
}
interface Check { check: string; verdict: string; by?: string; why?: string; says: string; figures: string[]; evidence: number[]; caveats: string[] }
interface Ledger { total: number; total_checks: number; figures: Figure[]; checks: Check[] }

const LIMIT = 200;
const VERDICTS: [string, string][] = [["disagree", "Disagree"], ["agree", "Agree"], ["cannot_compare", "Can't be compared"]];

function years(period: Figure["period"]): string {
  if (!period.from && !period.to) return period.words ?? "";
  return period.from === period.to ? (period.from ?? "") : `${period.from ?? "…"} – ${period.to ?? "…"}`;
}

export function Figures({ values, version }: Shown) {
  const offset = Number(values.offset ?? 0) || 0;
  const data = useData<Ledger>(`figures${query({ offset, limit: LIMIT })}`, version);
  const chosen = values.figure;
  return (
    <>
      <h1>{t("Figures")}</h1>
      <Loaded of={data}>{({ figures, checks, total, total_checks }) => (
        <>
          {total === 0 && <p>{t("No source in this case publishes a figure.")}</p>}
          {total > 0 && <h2>{t("Checks")} ({total_checks}) <Assessment /></h2>}
          {VERDICTS.map(([verdict, title]) => {
            const all = checks.filter((check) => check.verdict === verdict);
            return all.length > 0 && (
              <details key={verdict} open={verdict === "disagree"} class={`verdict ${verdict}`}>
                <summary>{verdict === "disagree" ? "≠" : verdict === "agree" ? "=" : "?"} {t(title)} ({all.length})</summary>
                {all.map((check) => (
                  <article class="card" key={check.says}>
                    <p><bdi dir="auto">{check.says}</bdi> {check.by && !check.says.includes(check.by) && <strong>{t("by")} {check.by}</strong>} {check.why && <span class="faint">{check.why}</span>}</p>
                    <Compared check={check} figures={figures} />
                    {check.caveats.map((words) => <p class="caution" key={words}>{words}</p>)}
                    <Evidenced ids={check.evidence} version={version} />
                  </article>
                ))}
              </details>
            );
          })}
          {total > 0 && (
            <>
              <h2>{t("Ledger")} ({total})</h2>
              <div class="scroll" tabIndex={0} role="region" aria-label={t("Ledger")}>
                <table class="ledger">
                  <thead><tr><th>{t("Amount")}</th><th>{t("Measure")}</th><th>{t("Period")}</th><th>{t("Territory")}</th><th>{t("Who says so")}</th><th>{t("Source")}</th></tr></thead>
                  <tbody>{figures.map((figure) => (
                    <tr key={figure.id} class={figure.id === chosen ? "chosen" : ""}>
                      <td class="number"><button type="button" class="quiet" aria-expanded={figure.id === chosen} onClick={() => go("figures", { figure: figure.id === chosen ? "" : figure.id })}>{figure.amount}</button></td>
                      <td><bdi dir="auto">{figure.measure}</bdi>{figure.id === chosen && <Sentence of={figure.citation} />}</td>
                      <td>{years(figure.period)}</td><td>{figure.territory ?? ""}</td><td><bdi dir="auto">{figure.voices.join(" ← ")}</bdi></td>
                      <td><bdi dir="auto">{figure.citation.publisher ?? figure.citation.source_name}</bdi>{figure.citation.published && <>, {figure.citation.published}</>}</td>
                    </tr>
                  ))}</tbody>
                </table>
              </div>
              <Pages offset={offset} limit={LIMIT} total={total} />
            </>
          )}
        </>
      )}</Loaded>
    </>
  );
}

/** The figures of a check as bars, where they are counts that can be compared by eye. */
function Compared({ check, figures }: { check: Check; figures: Figure[] }) {
  const own = check.figures.map((id) => figures.find((figure) => figure.id === id)).filter((figure) => figure !== undefined);
  const counts = own.filter((figure) => figure.value !== null && figure.value > 0);
  const most = Math.max(...counts.map((figure) => figure.value ?? 0));
  if (counts.length < 2 || counts.length !== own.length || counts.some((figure) => figure.kind !== counts[0]?.kind)) return null;
  return (
    <svg class="bars" viewBox={`0 0 420 ${counts.length * 22}`} role="img" aria-label={counts.map((figure) => `${figure.citation.publisher ?? ""} ${figure.amount}`).join(", ")}>
      {counts.map((figure, at) => (
        <g key={figure.id} transform={`translate(0 ${at * 22})`}>
          <rect width={Math.max(2, ((figure.value ?? 0) / most) * 200)} height="14" class="bar" />
          <text x={Math.max(2, ((figure.value ?? 0) / most) * 200) + 6} y="12">{figure.amount} {years(figure.period)} {figure.citation.publisher ?? ""}</text>
        </g>
      ))}
    </svg>
  );
}
