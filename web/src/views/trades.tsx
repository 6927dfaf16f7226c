import { useRef, useState } from "preact/hooks";
import { query, useData } from "../api";
import { filterOf, go } from "../address";
import type { Shown } from "../app";
import { Board } from "../inspection/board";
import { CellInFull } from "../inspection/cell";
import { Assessment, Loaded } from "../parts";
import { t } from "../text";

export interface PlaceOf { name: string; level?: string; within: string[] }
interface Cell {
  trade: number; place: number; score: number; groups: number; protectors: number; offences: number; complaints: number; payments: number;
  now: number; before: number; sources: number; items: number;
}
interface Table {
  cells: Cell[]; total: number; levels: { level: string; cells: number }[]; trades: string[]; places: PlaceOf[];
  more_trades: number; more_places: number; warnings: string[];
}
type Measure = "score" | "groups" | "protectors" | "offences" | "complaints" | "payments" | "now" | "sources";
const MEASURES: [Measure, string][] = [
  ["score", "what stands out"], ["groups", "groups"], ["protectors", "protectors named"], ["offences", "offences"], ["complaints", "complaints"],
  ["payments", "payments"], ["now", "events in the last two years"], ["sources", "sources"],
];
const STEPS = 5;

export function Trades({ values, version }: Shown) {
  const filter = filterOf(values);
  const data = useData<Table>(`trades${query({ ...filter, level: values.level })}`, version);
  const measure = MEASURES.find(([name]) => name === values.measure)?.[0] ?? "score";
  return (
    <div class="trades">
      <h1>{t("Trades and places")} <Assessment /></h1>
      <Loaded of={data}>{(table) => (
        <>
          {table.total === 0 && <p>{t("No source tells of groups, offences or complaints in a trade or at a place.")}</p>}
          {table.total > 0 && (
            <>
              <p class="buttons">
                <label>{t("Shade by")} <select value={measure} onChange={(event) => go("trades", { measure: (event.target as HTMLSelectElement).value })}>
                  {MEASURES.map(([name, words]) => <option key={name} value={name}>{t(words)}</option>)}
                </select></label>
                {table.levels.length > 0 && (
                  <label>{t("Places of level")} <select value={values.level ?? ""} onChange={(event) => go("trades", { level: (event.target as HTMLSelectElement).value })}>
                    <option value="">{t("any")}</option>
                    {table.levels.map((one) => <option key={one.level} value={one.level}>{one.level} ({one.cells})</option>)}
                  </select></label>
                )}
              </p>
              <Heat table={table} measure={measure} values={values} />
              <p class="faint">{t("The number is the measure. An empty field: no source tells of it, which is not that nothing happens there. What lies in a place counts in what it lies in, too.")}
                {(table.more_trades > 0 || table.more_places > 0) && ` ${table.more_trades} ${t("further trades and")} ${table.more_places} ${t("further places are not shown: they stand out less.")}`}</p>
              {table.warnings.map((words) => <p class="caution" key={words}>{words}</p>)}
            </>
          )}
        </>
      )}</Loaded>
      {values.trade && values.place && <CellInFull trade={values.trade} place={values.place} within={values.within} filter={filter} version={version} />}
      <Board version={version} />
    </div>
  );
}

function Heat({ table, measure, values }: { table: Table; measure: Measure; values: Record<string, string> }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState("0,0");
  const most = Math.max(...table.cells.map((cell) => cell[measure]), 0);
  const by = new Map(table.cells.map((cell) => [`${cell.trade},${cell.place}`, cell]));
  const words = t(MEASURES.find(([name]) => name === measure)?.[1] ?? "");
  const choose = (cell: Cell) => {
    const place = table.places[cell.place];
    go("trades", { trade: table.trades[cell.trade] ?? "", place: place?.name ?? "", within: place?.within.join(", ") ?? "" });
  };
  // Arrows go from field to field, so that Tab needs not pass through all of them.
  const pressed = (event: KeyboardEvent) => {
    const [down, along] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [0, 0];
    if (!down && !along) return;
    event.preventDefault();
    let [row = 0, column = 0] = ((event.target as HTMLElement).dataset.at ?? at).split(",").map(Number);
    for (;;) {
      row += down ?? 0;
      column += along ?? 0;
      if (row < 0 || column < 0 || row >= table.trades.length || column >= table.places.length) return;
      const next = body.current?.querySelector<HTMLElement>(`[data-at="${row},${column}"]`);
      if (next) { setAt(`${row},${column}`); next.focus(); return; }
    }
  };
  const first = by.has(at) ? at : `${table.cells[0]?.trade},${table.cells[0]?.place}`;
  return (
    <div class="scroll">
      <table class="heat" aria-label={`${t("Trades by places")}: ${words}`}>
        <thead><tr><th scope="col">{t("Trade")}</th>{table.places.map((place, at) => (
          <th scope="col" key={at}><bdi dir="auto">{place.name}</bdi>{place.level && <div class="faint">{place.level}</div>}</th>
        ))}</tr></thead>
        <tbody ref={body} onKeyDown={pressed}>{table.trades.map((trade, row) => (
          <tr key={trade}><th scope="row"><bdi dir="auto">{trade}</bdi></th>{table.places.map((place, column) => {
            const key = `${row},${column}`, cell = by.get(key);
            if (!cell) return <td key={column} class="none"><span aria-hidden="true">·</span><span class="unseen">{t("not told")}</span></td>;
            const value = cell[measure];
            const step = most > 0 ? Math.ceil((value / most) * STEPS) : 0;
            const isChosen = values.trade === trade && values.place === place.name && (values.within ?? "") === place.within.join(", ");
            return (
              <td key={column}><button type="button" class={`field heat-${step}`} data-at={key} tabIndex={key === first ? 0 : -1} aria-pressed={isChosen}
                aria-label={`${trade}, ${place.name}: ${show(value)} ${words}`} onClick={() => choose(cell)} onFocus={() => setAt(key)}>
                {show(value)}{cell.items > 0 && <span class="flag" title={t("on the inspection list")}> ⚑</span>}
              </button></td>
            );
          })}</tr>
        ))}</tbody>
      </table>
    </div>
  );
}

function show(value: number): string {
  return String(Math.round(value * 10) / 10);
}
