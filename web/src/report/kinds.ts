// What the server sends of reports.

import type { Place } from "../kinds";

/** What a block shows: a reference, never a copy. */
export type Shows =
  | { kind: "umbrella" | "tie" | "figure" | "dossier"; id: string }
  | { kind: "picture"; around?: string; most?: number; arrangement?: string }
  | { kind: "break"; around?: string; aim?: string; most?: number }
  | { kind: "money"; from: string; to: string };

export interface Words { text: string; style: "plain" | "strong" | "emphasis" }
export type Prose =
  | { is: "heading"; level: number; words: Words[] }
  | { is: "paragraph"; words: Words[] }
  | { is: "quotation"; words: Words[] }
  | { is: "list"; is_numbered: boolean; points: Words[][] };

export interface Sketch {
  width: number;
  height: number;
  label: string;
  lines: { from: [number, number]; to: [number, number]; look: string; has_head: boolean; word: string }[];
  dots: { at: [number, number]; size: number; look: string; label: string }[];
}

export interface ShownBlock {
  piece: "block";
  number: number;
  shows: Shows;
  sort: string;
  title: string;
  is_assessment: boolean;
  lines: { level: number; text: string; standing: string | null; is_assessment: boolean; notes: number[]; more: number; is_new: boolean }[];
  left_out: number;
  sketch: Sketch | null;
  caveats: string[];
  noted: string[];
  state: { is: "as_seen" } | { is: "changed"; says: string[] } | { is: "gone"; why: string };
  seen_by: [string, string] | null;
}

export interface Composed {
  title: string;
  pieces: (ShownBlock | { piece: "text"; prose: Prose[] })[];
  footnotes: (Place & { number: number })[];
  changed: number;
  gone: number;
}

/** A part of a draft: text, or a block. */
export interface Part { key: number; text?: string | undefined; number?: number | undefined; shows?: Shows | undefined; again?: boolean | undefined }
export interface Draft { title: string; parts: Part[] }

export interface Kept {
  name: string;
  kept: number;
  is_last: boolean;
  by: string;
  at: string;
  title: string;
  parts: { text?: string; number?: number; shows?: Shows }[];
  shown: Composed;
  versions: { version: number; by: string; at: string; is_gone: boolean }[];
}

let last = 0;
/** Something that tells a part from every other while it is moved about. */
export function newKey(): number {
  return ++last;
}

export function draftOf(kept: Kept): Draft {
  return { title: kept.title, parts: kept.parts.map(({ text, number, shows }) => ({ key: newKey(), text, number, shows })) };
}

/** A draft as the server takes it. */
export function sent({ title, parts }: Draft): { title: string; parts: object[] } {
  return { title, parts: parts.map(({ text, number, shows, again }) => (shows ? { number, shows, again } : { text: text ?? "" })) };
}

/** "2026-03-01 12:05" */
export function moment(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}
