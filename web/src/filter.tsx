// The one filter bar: standing, grade, date, kinds of tie, place.

import { useState } from "preact/hooks";
import { FILTERS, go, type View } from "./address";
import { useData } from "./api";
import { t } from "./text";

interface Names { places: { key: string; name: string; depth: number }[]; more: number }

export const KINDS = [
  "protection", "membership", "directorship", "employment", "occupancy", "ownership", "control", "payment", "debt", "family",
  "associate", "representation", "link", "structure", "proceeding", "other",
];
const STANDINGS = ["reported", "alleged", "investigated", "detained", "charged", "tried", "convicted", "final"];

export function Filter({ values, view, version }: { values: Record<string, string>; view: View; version: number }) {
  const [open, setOpen] = useState(false);
  // The places are asked for when somebody comes near.
  const [isNear, setNear] = useState(false);
  const names = useData<Names>(isNear || values.where ? "places/names" : undefined, version);
  const places = names.value?.places ?? [];
  const set = (name: string) => (event: Event) => go(view, { [name]: (event.target as HTMLInputElement | HTMLSelectElement).value });
  const chosen = (values.kinds ?? "").split(",").filter(Boolean);
  const turn = (kind: string) => {
    const next = chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind];
    go(view, { kinds: next.length === KINDS.length ? "" : next.join(",") });
  };
  const active = FILTERS.filter((name) => values[name]);
  return (
    <section class="filter" aria-label={t("Filter")} onPointerEnter={() => setNear(true)} onFocusCapture={() => setNear(true)}>
      <button type="button" class="fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("Filter")}{active.length > 0 && ` (${active.length})`}
      </button>
      <div class={open ? "fields open" : "fields"}>
        <label>{t("Standing at least")}{" "}
          <select value={values.standing ?? ""} onChange={set("standing")}>
            <option value="">{t("any")}</option>
            {STANDINGS.map((name) => <option key={name} value={name}>{t(name)}</option>)}
          </select>
        </label>
        <label>{t("Source at least")}{" "}
          <select value={values.reliability ?? ""} onChange={set("reliability")}>
            <option value="">{t("any")}</option>
            {["A", "B", "C", "D", "E"].map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        <label>{t("Statement at least")}{" "}
          <select value={values.credibility ?? ""} onChange={set("credibility")}>
            <option value="">{t("any")}</option>
            {["1", "2", "3", "4", "5"].map((name) => <option key={name} value={name}>{name}</option>)}
          </select>
        </label>
        <label>{t("As of")} <input type="text" inputMode="numeric" size={10} placeholder="2021-03" pattern="\d{4}(-\d\d){0,2}" value={values.as_of ?? ""} onChange={set("as_of")} /></label>
        <details class="kinds">
          <summary>{t("Kinds of tie")}{chosen.length > 0 && ` (${chosen.length})`}</summary>
          <div class="card">
            {KINDS.map((kind) => (
              <label key={kind}><input type="checkbox" checked={chosen.includes(kind)} onChange={() => turn(kind)} /> {t(kind)}</label>
            ))}
          </div>
        </details>
        <label>{t("Place")}{" "}
          <select class="where" value={values.where ?? ""} onChange={set("where")}>
            <option value="">{t("any")}</option>
            {values.where && !places.some((place) => place.key === values.where) && <option value={values.where}>{values.where.replace(/^~=?/, "")}</option>}
            {places.map((place) => <option key={place.key} value={place.key}>{"\u2003".repeat(Math.min(5, place.depth))}{place.name}</option>)}
          </select>
        </label>
        {active.length > 0 && (
          <button type="button" class="quiet" onClick={() => go(view, Object.fromEntries(FILTERS.map((name) => [name, ""])))}>{t("Clear")}</button>
        )}
      </div>
    </section>
  );
}
