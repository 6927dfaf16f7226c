// Where the user is: view, selection and filter stand in the address, so that back and forward undo and redo, and a link leads there.

import { useEffect, useState } from "preact/hooks";

export const VIEWS = ["overview", "network", "umbrellas", "timeline", "map", "money", "trades", "figures", "sources", "review", "dossier", "report", "log"] as const;
export type View = (typeof VIEWS)[number];

/** The parameters of the filter bar, which go along from view to view. */
export const FILTERS = ["standing", "reliability", "credibility", "as_of", "kinds", "assessments", "where"] as const;

export interface Address {
  view: View;
  values: Record<string, string>;
}

export function parse(hash: string): Address {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const view = VIEWS.find((known) => known === path) ?? "overview";
  return { view, values: Object.fromEntries(new URLSearchParams(search)) };
}

export function link(address: Address): string {
  const set = Object.entries(address.values).filter(([, value]) => value !== "");
  const search = new URLSearchParams(set).toString();
  return `#/${address.view}${search ? `?${search}` : ""}`;
}

export function here(): Address {
  return parse(location.hash);
}

/** What stays when the view changes: the filter, and who or what is chosen. */
export function kept(values: Record<string, string>): Record<string, string> {
  const names: string[] = [...FILTERS, "sel", "tie"];
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

/** Another address: a view with what is kept, and some values changed; an empty one is taken away. */
export function to(view: View, values: Record<string, string> = {}, from = here()): string {
  const base = view === from.view ? from.values : kept(from.values);
  return link({ view, values: { ...base, ...values } });
}

export function go(view: View, values: Record<string, string> = {}): void {
  const next = to(view, values);
  if (next !== location.hash) location.hash = next;
}

/** Changes the address without a step to go back to: for what is typed letter by letter. */
export function replace(view: View, values: Record<string, string>): void {
  history.replaceState(null, "", to(view, values));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export function useAddress(): Address {
  const [address, setAddress] = useState(here);
  useEffect(() => {
    const changed = () => setAddress(here());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return address;
}

/** The filter of an address, as the server takes it. */
export function filterOf(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(FILTERS.filter((name) => values[name]).map((name) => [name, values[name] ?? ""]));
}
