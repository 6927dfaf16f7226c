import { useState } from "preact/hooks";
import { query, useData } from "../api";
import { filterOf, go, to } from "../address";
import type { Shown } from "../app";
import type { Entity } from "../kinds";
import { Evidenced, Loaded, Name, Standing, AGAINST } from "../parts";
import { t } from "../text";

interface Moment { date: string; from: string; to: string; says: string; standing: string | null; statements: number[] }
interface Rows {
  rows: { entity: Entity; moments: Moment[] }[];
  total: number;
  campaigns: { entity: Entity; start: string | null; end: string | null; planned_end: string | null; planned_end_is_computed: boolean }[];
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const COURT = ["convicted", "final"];

export function Timeline({ values, version }: Shown) {
  const data = useData<Rows>(`timeline${query({ ...filterOf(values), id: values.id, limit: 25 })}`, version);
  return (
    <>
      <h1>{t("Timeline")}</h1>
      {values.id && <p><a href={to("timeline", { id: "" })}>{t("Show everybody again")}</a></p>}
      <Loaded of={data}>{(rows) => rows.rows.length === 0 ? <p>{t("Nothing here bears a date.")}</p> : <Drawn {...rows} version={version} />}</Loaded>
    </>
  );
}

function Drawn({ rows, total, campaigns, version }: Rows & { version: number }) {
  const all = rows.flatMap((row) => row.moments);
  // Births lie far back and would press everything else together.
  const days = all.map((moment) => day(moment.from)).sort((one, other) => one - other);
  const [from, setFrom] = useState<number>();
  const first = from ?? days[Math.floor(days.length * 0.25)] ?? 0;
  const last = Math.max(...all.map((moment) => day(moment.to)), first + 30);
  const [chosen, setChosen] = useState<{ row: number; at: number }>();
  const width = 1000, left = 0, height = 34;
  const x = (at: number) => left + ((at - first) / (last - first)) * (width - left - 12) + 6;
  const years: number[] = [];
  for (let year = new Date(first * 86_400_000).getUTCFullYear() + 1; day(`${year}-01-01`) <= last; year++) years.push(year);
  const every = Math.max(1, Math.ceil(years.length / 12));
  const moment = chosen && rows[chosen.row]?.moments[chosen.at];
  const earlier = all.filter((one) => day(one.to) < first).length;
  return (
    <>
      <p class="faint">
        {rows.length}{total > rows.length && <> {t("of")} {total}</>} {t("people and groups; ticks are dated events, filled by how far an accusation has got")}.
        {earlier > 0 && <> {earlier} {t("earlier events lie to the left")}: <button type="button" class="quiet" onClick={() => setFrom(days[0])}>{t("show them")}</button></>}
      </p>
      <div class="timeline">
        <div class="names">
          <div class="axis" />
          {rows.map((row) => <div class="row" key={row.entity.id}><Name of={row.entity} /></div>)}
        </div>
        <div class="scroll" tabIndex={0} role="region" aria-label={t("Timeline")}>
          <svg viewBox={`0 0 ${width} ${rows.length * height + 30}`} role="group" aria-label={t("Timeline")}>
            {campaigns.filter((one) => one.start).map((one) => {
              const start = x(day(`${one.start}-01-01`.slice(0, 10)));
              const ended = one.end ?? one.planned_end;
              const end = ended ? x(day(`${ended}-12-31`.slice(0, 10))) : x(last);
              return <g key={one.entity.id}><rect class="campaign" x={Math.max(0, start)} y="0" width={Math.max(2, end - Math.max(0, start))} height={rows.length * height + 30} /><text class="campaign-name" x={Math.max(4, start + 4)} y={rows.length * height + 26}>{one.entity.caption}{one.planned_end_is_computed ? " ≈" : ""}</text></g>;
            })}
            {years.filter((_, at) => at % every === 0).map((year) => (
              <g key={year}><line class="grid" x1={x(day(`${year}-01-01`))} x2={x(day(`${year}-01-01`))} y1="18" y2={rows.length * height + 24} /><text class="year" x={x(day(`${year}-01-01`))} y="12">{year}</text></g>
            ))}
            {rows.map((row, number) => (
              <g key={row.entity.id} transform={`translate(0 ${number * height + 24})`}>
                <line class="lane" x1="0" x2={width} y1={height / 2} y2={height / 2} />
                {row.moments.map((one, at) => {
                  if (day(one.to) < first) return null;
                  const begins = x(Math.max(day(one.from), first)), ends = x(day(one.to));
                  const kind = !one.standing ? "plain" : AGAINST.includes(one.standing) ? "against" : COURT.includes(one.standing) ? "court" : "accusing";
                  const is = chosen?.row === number && chosen.at === at;
                  return (
                    <g key={at} class={`tick ${kind}${is ? " is" : ""}`} role="button" tabindex={0} aria-label={`${row.entity.caption}, ${one.date}: ${one.says}`}
                      onClick={() => setChosen({ row: number, at })}
                      onKeyDown={(event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); setChosen({ row: number, at }); } }}>
                      <title>{one.date}: {one.says}</title>
                      {ends - begins > 8 && <line class="spread" x1={begins} x2={ends} y1={height / 2} y2={height / 2} />}
                      {kind === "against" ? <path d={`M${begins - 5} ${height / 2 - 5}l10 10m0-10l-10 10`} />
                        : kind === "court" ? <rect x={begins - 5} y={height / 2 - 8} width="10" height="16" />
                        : kind === "accusing" ? <path d={`M${begins} ${height / 2 - 8}l6 14h-12z`} />
                        : <circle cx={begins} cy={height / 2} r="4.5" />}
                    </g>
                  );
                })}
              </g>
            ))}
          </svg>
        </div>
      </div>
      <ul class="legend">
        <li><svg width="14" height="14"><rect class="court" x="3" width="8" height="14" /></svg> {t("convicted or final")}</li>
        <li><svg width="14" height="14"><path class="accusing" d="M7 0l6 14h-12z" /></svg> {t("accused")}</li>
        <li><svg width="14" height="14"><path class="against" d="M2 2l10 10m0-10l-10 10" /></svg> {t("denied or cleared")}</li>
        <li><svg width="14" height="14"><circle class="plain" cx="7" cy="7" r="5" /></svg> {t("accuses nobody")}</li>
      </ul>
      {moment && chosen && (
        <section class="card" aria-live="polite">
          <p><time>{moment.date}</time> {rows[chosen.row] && <button type="button" class="quiet" onClick={() => go("timeline", { sel: rows[chosen.row]?.entity.id ?? "" })}><bdi dir="auto">{rows[chosen.row]?.entity.caption}</bdi></button>} <Standing of={moment.standing} /></p>
          <p><bdi dir="auto">{moment.says}</bdi></p>
          <Evidenced ids={moment.statements} version={version} />
        </section>
      )}
    </>
  );
}
