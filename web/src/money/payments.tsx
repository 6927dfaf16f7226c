// Payments in words, each with its sentences.

import { Evidenced, Standing } from "../parts";
import { t } from "../text";

export interface Told { says: string; date: string | null; standing: string | null; evidence: number[] }

export function sum(amount: number, currency: string | null): string {
  return `${Math.round(amount).toLocaleString("en")} ${currency ?? `(${t("no currency told")})`}`;
}

export function Payments({ of, version }: { of: Told[]; version: number }) {
  return <ol class="payments">{of.map((one, at) => <li key={at}><bdi dir="auto">{one.says}</bdi> <Standing of={one.standing} /><Evidenced ids={one.evidence} version={version} /></li>)}</ol>;
}
