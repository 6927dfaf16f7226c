// What the page says, in English and Chinese. The English words are the keys. What sources say, and sentences that the server
// makes, stay in their own language.

import { ZH } from "./chinese";

let chosen = localStorage.getItem("language") ?? (navigator.language.startsWith("zh") ? "zh" : "en");

export function language(): string {
  return chosen;
}

export function setLanguage(next: string): void {
  chosen = next;
  localStorage.setItem("language", next);
}

export function t(words: string): string {
  return chosen === "zh" ? (ZH[words] ?? words) : (EN[words] ?? words);
}

/** Names of the model that read better otherwise. */
const EN: Record<string, string> = {
  criminal_group: "criminal group", public_body: "part of the state", accusing_ties: "accusing ties", CriminalGroup: "criminal group",
  PublicBody: "part of the state", cannot_compare: "can't be compared",
};
