// What the map's signs are sized by.

import { t } from "../text";

export interface Tally {
  groups: number; protectors: number; by_structure: number; offences: number; complaints: number; parties: number; figures: number; payments: number;
  money: { currency: string | null; sum: number }[]; statements: number;
}
export interface PlaceOf {
  key: string; entity: string | null; name: string; level?: string; within: string[]; parent: number | null; is_country: string | null;
  position: { latitude: number; longitude: number; evidence: number[] } | null; unplaced: string | null; tally: Tally; has_chosen?: boolean;
}
export interface SpotOf {
  key: string | null; name: string | null; country?: string; position?: PlaceOf["position"]; places: number; tally: Tally; has_chosen?: boolean;
}
export interface PlacesOf {
  places: PlaceOf[]; more: number; spots: SpotOf[]; nowhere: Tally; unplaced: Tally; currencies: (string | null)[];
}

const COUNTED: [keyof Tally & string, string][] = [
  ["groups", "groups"], ["protectors", "protectors named"], ["offences", "offences"], ["complaints", "complaints"],
  ["parties", "persons, firms and bodies"], ["payments", "payments"], ["figures", "figures"], ["statements", "statements"],
];

/** The measures there are: what is counted, and the sums of each currency. */
export function measures(currencies: (string | null)[]): [string, string][] {
  const money = currencies.map((currency): [string, string] => [`money:${currency ?? ""}`, `${t("Money")}: ${currency ?? t("no currency told")}`]);
  return [...COUNTED.map(([name, words]): [string, string] => [name, t(words)]), ...money];
}

export function valueOf(tally: Tally, measure: string): number {
  if (measure.startsWith("money:")) return tally.money.find((one) => (one.currency ?? "") === measure.slice(6))?.sum ?? 0;
  const value = tally[measure as keyof Tally];
  return typeof value === "number" ? value : 0;
}

/** The measure to begin with: the first of which there is anything. */
export function usual(all: Tally[], names: string[]): string {
  return names.find((name) => all.some((tally) => valueOf(tally, name) > 0)) ?? "statements";
}

/** A place's name without what it lies in, where that is written behind it as well. */
export function ownName(name: string, within: string[]): string {
  const tail = `, ${within.join(", ")}`;
  return within.length > 0 && name.endsWith(tail) ? name.slice(0, -tail.length) : name;
}

/** A tally in a few words. */
export function inWords(tally: Tally): string {
  const parts = COUNTED.filter(([name]) => name !== "statements" && Number(tally[name]) > 0).map(([name, words]) => `${t(words)} ${Number(tally[name]).toLocaleString("en")}`);
  if (tally.by_structure > 0) parts.splice(2, 0, `${t("by structure only (assessment)")} ${tally.by_structure}`);
  return parts.join(", ") || t("nothing counted");
}

export function show(value: number): string {
  const rounded = Math.round(value);
  return rounded >= 100_000 ? Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(rounded) : rounded.toLocaleString("en");
}
