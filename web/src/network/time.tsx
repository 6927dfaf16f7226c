// The time slider: which ties held on a day, played year by year.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { Tie } from "../kinds";
import { t } from "../text";

export function Time({ ties, day, set }: { ties: Tie[]; day: string | undefined; set: (day: string | undefined) => void }) {
  const [isPlaying, setPlaying] = useState(false);
  const months = useMemo(() => {
    const years = ties.flatMap((tie) => [tie.from, tie.to]).filter((date): date is string => Boolean(date)).map((date) => Number(date.slice(0, 4)));
    if (years.length === 0) return [];
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const all: string[] = [];
    for (let year = first; year <= last; year++) for (let month = 1; month <= 12; month++) all.push(`${year}-${String(month).padStart(2, "0")}-28`);
    return all;
  }, [ties]);
  const at = day ? Math.max(0, months.indexOf(day)) : months.length - 1;
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setInterval(() => {
      const next = at + 3;
      if (next >= months.length) { setPlaying(false); set(months.at(-1)); } else set(months[next]);
    }, 350);
    return () => clearInterval(timer);
  }, [isPlaying, at, months]);
  useEffect(() => { if (months.length > 0 && !day) set(months.at(-1)); }, [months]);
  const undated = ties.filter((tie) => !tie.from && !tie.to).length;
  if (months.length === 0) return <p>{t("No tie here bears a date.")}</p>;
  return (
    <section class="card time" aria-label={t("Time")}>
      <button type="button" onClick={() => { if (!isPlaying && at >= months.length - 1) set(months[0]); setPlaying(!isPlaying); }}>{isPlaying ? t("Stop") : t("Play")}</button>
      <label>{t("Ties that held in")} <strong>{(day ?? months.at(-1) ?? "").slice(0, 7)}</strong>
        <input type="range" min={0} max={months.length - 1} value={at} onInput={(event) => set(months[Number((event.target as HTMLInputElement).value)])} /></label>
      <span class="faint">{undated} {t("without a date are always shown")}</span>
    </section>
  );
}
