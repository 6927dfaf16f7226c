import { useState } from "preact/hooks";
import { post, query, useData } from "../api";
import type { Shown } from "../app";
import { Loaded, Pages } from "../parts";
import { t } from "../text";

interface Entry { seq: number; at: string; actor: string; action: string; hash: string; detail: { wrote: Record<string, { first: number; last: number }>; note?: string } }
interface Verified { is_whole: boolean; sources: number; bytes: number; records: number; quotes: number; quotes_not_looked_up: number; log_entries: number; head: string; problem_count: number; problems: { table: string; id: string; what: string }[] }

const LIMIT = 100;

export function Log({ values, version }: Shown) {
  const offset = Number(values.offset ?? 0) || 0;
  const data = useData<{ total: number; results: Entry[] }>(`log${query({ offset, limit: LIMIT })}`, version);
  const [verified, setVerified] = useState<Verified | string | "…">();
  const verify = () => {
    setVerified("…");
    post<Verified>("verify").then(setVerified, (error: unknown) => setVerified(String((error as Error).message)));
  };
  return (
    <>
      <h1>{t("Log")}</h1>
      <p>{t("Who did what when. Each entry holds the hash of the one before: what was changed behind the program's back no longer fits.")}</p>
      <p data-least="reviewer"><button type="button" onClick={verify} disabled={verified === "…"}>{t("Verify everything")}</button></p>
      <div aria-live="polite">
        {verified === "…" && <p>{t("Recomputing every hash, span and quote…")}</p>}
        {typeof verified === "string" && verified !== "…" && <p class="fault">{verified}</p>}
        {typeof verified === "object" && (
          <section class={verified.is_whole ? "card whole" : "card fault"}>
            <h2>{verified.is_whole ? `✓ ${t("Everything is as it was written")}` : `✗ ${verified.problem_count} ${t("problems")}`}</h2>
            <p>{verified.sources} {t("sources")}, {verified.records.toLocaleString()} {t("records")}, {verified.quotes.toLocaleString()} {t("quotes")}, {verified.log_entries} {t("log entries")}</p>
            <p>{t("Head")}: <code>{verified.head}</code></p>
            <ul>{verified.problems.slice(0, 50).map((one, at) => <li key={at}>{one.table} {one.id}: {one.what}</li>)}</ul>
          </section>
        )}
      </div>
      <Loaded of={data}>{({ total, results }) => (
        <>
          <div class="scroll" tabIndex={0} role="region" aria-label={t("Log")}>
            <table class="log">
              <thead><tr><th>#</th><th>{t("When")}</th><th>{t("Who")}</th><th>{t("What")}</th><th>{t("Wrote")}</th><th>{t("Hash")}</th></tr></thead>
              <tbody>{results.map((entry) => (
                <tr key={entry.seq}>
                  <td class="number">{entry.seq}</td><td><time>{entry.at.slice(0, 19).replace("T", " ")}</time></td><td><bdi dir="auto">{entry.actor}</bdi></td><td>{entry.action}{entry.detail.note && <span class="faint"> {entry.detail.note}</span>}</td>
                  <td>{Object.entries(entry.detail.wrote).map(([table, range]) => `${range.last - range.first + 1} ${table}`).join(", ")}</td><td><code>{entry.hash.slice(0, 12)}</code></td>
                </tr>
              ))}</tbody>
            </table>
          </div>
          <Pages offset={offset} limit={LIMIT} total={total} />
        </>
      )}</Loaded>
    </>
  );
}
