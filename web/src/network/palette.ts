// Colours after M. Okabe and K. Ito, told apart by most eyes; each kind has a shape as well.

export const COLOURS: Record<string, string> = {
  person: "#0072b2", criminal_group: "#d55e00", public_body: "#009e73", company: "#b07c00", organisation: "#8a6d00",
  post: "#777777", place: "#56b4e9", asset: "#cc79a7", event: "#999999", other: "#888888",
};

const RING: Record<string, number> = { convicted: 4, accused: 3, suspect: 2, named: 1 };

/** How far accusations against a node have got, by the roles that the server gives. */
export function ringOf(roles: string[]): number {
  return Math.max(0, ...roles.map((role) => RING[role] ?? 0));
}

/** The line of a tie: its colour, how wide, and how it is broken. */
export function lineOf(tie: { accusing: boolean; cleared: boolean; assessment: boolean; in_force?: string | null | undefined; standing?: string | null | undefined }, isDark: boolean): { colour: string; size: number; dash: number[] } {
  if (tie.assessment) return { colour: "#888888", size: 1.5, dash: [3, 4] };
  if (!tie.accusing) return { colour: isDark ? "#5f6b75" : "#b4bcc4", size: 1.2, dash: [] };
  if (tie.cleared) return { colour: "#888888", size: 1.5, dash: [10, 4, 2, 4] };
  const standing = tie.in_force ?? tie.standing ?? "";
  if (["convicted", "final"].includes(standing)) return { colour: "#d55e00", size: 3.5, dash: [] };
  if (["charged", "tried"].includes(standing)) return { colour: "#cc79a7", size: 3, dash: [] };
  return { colour: isDark ? "#56b4e9" : "#0072b2", size: 2.2, dash: [] };
}
