// What somebody's role allows, in one place. An element with `data-least` is offered to that role and those above it: style.css hides
// it from others; what keys and drops do asks here. The server refuses in any case.

export type Role = "reader" | "reviewer" | "editor" | "owner";
const RANKS: string[] = ["reader", "reviewer", "editor", "owner"] satisfies Role[];

/** Shows the page to a role; to whoever is alone on this machine it shows everything. */
export function playRole(role: string | undefined): void {
  if (role) document.documentElement.dataset.role = role;
  else delete document.documentElement.dataset.role;
}

export function may(least: Role): boolean {
  const role = document.documentElement.dataset.role;
  return role === undefined || RANKS.indexOf(role) >= RANKS.indexOf(least);
}

/** Whether somebody may take back what was decided in a name: their own, or as an editor that of others. */
export function mayTakeBack(by: string | undefined, actor: string): boolean {
  return may("editor") || (may("reviewer") && by === actor);
}
