// A tour of five steps. It walks by the address, as everything does.

import { useEffect, useRef } from "preact/hooks";
import { go, here, replace, type View } from "./address";
import { t } from "./text";

const STEPS: { view: View; title: string; says: string }[] = [
  { view: "overview", title: "The case on one screen", says: "What was read, the networks, who shelters them as far as the evidence goes, and where the published figures disagree." },
  { view: "network", title: "The network", says: "Every line has its sentences: choose one. Words on a line say how far an accusation has got. Shaded circles are members of a community that is shaky." },
  { view: "umbrellas", title: "Four shelves", says: "Found by a court, charged, said by a source, structure only: the four are never mixed. The last is an assessment, and looks like one." },
  { view: "sources", title: "Every quote in its place", says: "Open a source: all that was taken from it is marked where it stands. Search looks in names, values and texts." },
  { view: "review", title: "Your judgement", says: "Records that may be one are yours to judge: same, different, unsure. Each decision is logged and can be taken back." },
];

export function Tour({ step }: { step: number }) {
  const card = useRef<HTMLDivElement>(null);
  const at = Math.min(Math.max(step, 1), STEPS.length);
  const told = STEPS[at - 1];
  useEffect(() => {
    if (told && here().view !== told.view) go(told.view, { tour: String(at), sel: "", tie: "" });
    card.current?.focus();
  }, [at]);
  if (!told) return null;
  const turn = (next: number) => {
    const view = STEPS[next - 1]?.view;
    if (view) go(view, { tour: String(next) });
  };
  const end = () => replace(here().view, { tour: "" });
  return (
    <div class="tour card" role="dialog" aria-label={t("Tour")} tabIndex={-1} ref={card} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); end(); } }}>
      <p class="faint">{at} / {STEPS.length}</p>
      <h2>{t(told.title)}</h2>
      <p>{t(told.says)}</p>
      <p class="buttons">
        <button type="button" disabled={at === 1} onClick={() => turn(at - 1)}>{t("Previous")}</button>
        {at < STEPS.length ? <button type="button" onClick={() => turn(at + 1)}>{t("Next")}</button> : <button type="button" onClick={end}>{t("Done")}</button>}
        <button type="button" class="quiet" onClick={end}>{t("Close")}</button>
      </p>
    </div>
  );
}
