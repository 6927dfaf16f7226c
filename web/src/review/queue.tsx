// Going through a queue by keyboard: same, different, unsure, why, undo.

import { useEffect, useRef, useState } from "preact/hooks";
import { go } from "../address";
import { may } from "../role";
import { t } from "../text";

export interface Judging<U> {
  says: string;
  why: string;
  setWhy: (words: string) => void;
  isBusy: boolean;
  judge: (judgement: string) => void;
  undo: (what?: U) => void;
  turn: (by: number) => void;
}

/**
 * `judge` writes a judgement and gives what takes it back, with what is told of it; without it, there was nothing to judge. `undo` takes
 * one back. `done` hears of either: a large case's page is not told at once that the case has changed.
 */
export function useJudging<U>({ at, total, done, judge, undo }: {
  at: number; total: number; done: () => void; judge: (judgement: string, why: string) => Promise<[U | undefined, string]> | undefined; undo: (what: U) => Promise<string>;
}): Judging<U> {
  const [why, setWhy] = useState("");
  const [says, setSays] = useState("");
  const [isBusy, setBusy] = useState(false);
  const made = useRef<U[]>([]);
  const run = (work: () => Promise<string>) => {
    if (isBusy) return;
    setBusy(true);
    work().then((told) => { setSays(told); done(); }, (error: unknown) => setSays(String((error as Error).message))).finally(() => setBusy(false));
  };
  const turn = (by: number) => go("review", { pair: String(Math.min(Math.max(0, at + by), Math.max(0, total - 1))) });
  const act: Judging<U> = {
    says, why, setWhy, isBusy, turn,
    judge: (judgement) => {
      if (total === 0 || !may("reviewer")) return;
      run(async () => {
        const [back, told] = (await judge(judgement, why)) ?? [undefined, ""];
        if (back !== undefined) made.current.push(back);
        setWhy("");
        return told;
      });
    },
    undo: (what) => may("reviewer") && run(async () => {
      const last = what ?? made.current.pop();
      return last === undefined ? t("Nothing was decided here yet.") : undo(last);
    }),
  };
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest("input, textarea, select")) return;
      const keys: Record<string, () => void> = {
        s: () => latest.current.judge("same"), d: () => latest.current.judge("different"), u: () => latest.current.judge("unsure"),
        z: () => latest.current.undo(), j: () => latest.current.turn(1), k: () => latest.current.turn(-1),
      };
      keys[event.key]?.();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  useEffect(() => { if (total > 0 && at >= total) turn(-1); }, [at, total]);
  return act;
}

/** The reason and the buttons, with their keys. */
export function Answer<U>({ of, at, total, words }: { of: Judging<U>; at: number; total: number; words: [string, string, string] }) {
  const buttons = words.map((label, number) => [label, ["same", "different", "unsure"][number] ?? "", "sdu"[number] ?? ""] as const);
  return (
    <>
      <label class="why" data-least="reviewer">{t("Why")} <input type="text" maxLength={2000} value={of.why} onInput={(event) => of.setWhy((event.target as HTMLInputElement).value)} /></label>
      <p class="buttons">
        {buttons.map(([label, judgement, key]) => <button key={key} type="button" data-least="reviewer" disabled={of.isBusy} onClick={() => of.judge(judgement)}>{label} <kbd>{key}</kbd></button>)}
        <button type="button" class="quiet" disabled={at === 0} onClick={() => of.turn(-1)}>{t("Previous")} <kbd>k</kbd></button>
        <button type="button" class="quiet" disabled={at + 1 >= total} onClick={() => of.turn(1)}>{t("Next")} <kbd>j</kbd></button>
        <button type="button" class="quiet" data-least="reviewer" disabled={of.isBusy} onClick={() => of.undo()}>{t("Undo")} <kbd>z</kbd></button>
      </p>
    </>
  );
}
