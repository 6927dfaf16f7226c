// A step of an inspection item: what is said of it, written into the case as a note.

import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api";
import { t } from "../text";

export type State = "opened" | "assigned" | "rectified" | "verified" | "reopened";
type Field = "trade" | "place" | "assigned_to" | "found" | "to_rectify" | "note" | "due";

export const STEPS: Record<State, string> = { opened: "Open", assigned: "Assign", rectified: "Put right", verified: "Verify", reopened: "Open again" };
const FIELDS: Record<State, Field[]> = {
  opened: ["found", "to_rectify", "due"], assigned: ["assigned_to", "to_rectify", "due"], rectified: ["note"], verified: ["note"], reopened: ["found", "due"],
};
const LABELS: Record<Field, string> = {
  trade: "Trade", place: "Place", assigned_to: "Who looks into it", found: "What was found", to_rectify: "What is to be put right", note: "Note", due: "By when",
};

export function Step({ state, id, trade, place, done }: { state: State; id?: string; trade?: string; place?: string; done: () => void }) {
  const [values, setValues] = useState<Partial<Record<Field, string>>>({});
  const [says, setSays] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const fields: Field[] = [...(state === "opened" && trade === undefined ? ["trade", "place"] as Field[] : []), ...FIELDS[state]];
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const send = async (event: Event) => {
    event.preventDefault();
    try {
      await post("inspection/step", { ...values, id, state, ...(trade !== undefined && { trade, place }) });
      done();
    } catch (error) {
      setSays((error as Error).message);
    }
  };
  return (
    <form ref={form} class="step" aria-label={t(STEPS[state])} onSubmit={(event) => void send(event)} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); done(); } }}>
      {fields.map((field) => (
        <label key={field}>{t(LABELS[field])} <input type="text" maxLength={field === "due" ? 10 : 2000} placeholder={field === "due" ? "2026-03-31" : ""}
          required={field === "trade" || field === "place" || (field === "assigned_to" && state === "assigned")} pattern={field === "due" ? "\\d{4}(-\\d\\d){0,2}" : undefined}
          value={values[field] ?? ""} onInput={(event) => setValues({ ...values, [field]: (event.target as HTMLInputElement).value })} /></label>
      ))}
      <p class="buttons"><button type="submit">{t(STEPS[state])}</button><button type="button" class="quiet" onClick={done}>{t("Cancel")}</button></p>
      <p role="status" class="fault">{says}</p>
    </form>
  );
}
