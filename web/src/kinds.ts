// What the server sends, as far as the page uses it.

export type Activity =
  | { state: "empty" }
  | { state: "idle" }
  | { state: "busy"; says: string }
  | { state: "failed"; says: string };

export interface Session {
  accounts: boolean;
  signed_in: boolean;
  role: string;
  case: string;
  actor: string;
  token: string;
  version: number;
  activity: Activity;
  program: string;
}

export interface Entity {
  id: string;
  caption: string;
  schema: string;
}

export interface Place {
  source: string;
  source_name: string;
  path: string;
  publisher?: string;
  published?: string;
  place: { start?: number; end?: number; page?: number; row?: number; column?: string };
  quote: string;
  standing?: string;
  reliability: string;
  credibility: number;
  reliability_means?: string;
  credibility_means?: string;
  statement: number;
  statements?: number[];
  voices?: string[];
}

export interface Evidence {
  places: Place[];
  left: number;
}

export interface Node extends Entity {
  kind: string;
  is_group: boolean;
  roles: string[];
  degree: number;
  x?: number;
  y?: number;
  community?: number;
  shaky?: boolean;
}

export interface Tie {
  id: string;
  source: string;
  target: string;
  kind: string;
  label: string;
  says: string;
  directed: boolean;
  standing?: string | null;
  in_force?: string | null;
  accusing: boolean;
  cleared: boolean;
  assessment: boolean;
  from?: string | null;
  to?: string | null;
  is_event: boolean;
  reliability: string;
  credibility: number;
  sentences: number;
}

export interface Network {
  version: number;
  nodes: Node[];
  ties: Tie[];
  communities: number;
  choice: { shown: number; of: number; left_out: number; alone: number; aside: number; around?: string };
  hidden: Record<string, number>;
  all_ties: number;
}

export interface Validity {
  from: string | null;
  to: string | null;
}

export interface Part {
  name: string;
  points: number;
  why: string;
  evidence: number[];
}

export interface Step {
  from: Entity;
  to: Entity;
  kind: string;
  says: string;
  standing?: string;
  validity: Validity;
  ties: string[];
  evidence: number[];
}

export interface Protector {
  person: Entity;
  shelf: string;
  standing: string | null;
  is_assessment: boolean;
  office: string | null;
  chains: { steps: Step[]; validity: Validity; undated: number }[];
  best: Place;
  counter: { standing: string; is_of_namesake: boolean; says: string; citation: Place }[];
  score: number;
  parts: Part[];
  caveats: string[];
}

export interface Umbrella {
  group: Entity;
  is_named: boolean;
  protectors: Protector[];
  cleared: { person: Entity; by: string; on?: string; reached?: string; says: string; decision: Place; caveats: string[] }[];
  set_aside: { person: Entity; why: string }[];
  is_complete: boolean;
}
