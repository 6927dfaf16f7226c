// A statement by hand, of words that were selected: on somebody or something, or a tie between two.

import { useState } from "preact/hooks";
import { post } from "../api";
import type { Entity } from "../kinds";
import { mark } from "../parts";
import { t } from "../text";
import { Whom } from "../whom";

const SCHEMATA: [string, string[]][] = [
  ["Person", ["name", "alias", "position", "birthDate", "nationality", "address", "notes"]],
  ["Company", ["name", "alias", "registrationNumber", "jurisdiction", "sector", "address", "notes"]],
  ["CriminalGroup", ["name", "alias", "trades", "territory", "notes"]], ["PublicBody", ["name", "alias", "address", "notes"]],
  ["Organization", ["name", "alias", "address", "notes"]],
];
/** Properties that are called otherwise than they are written. */
const CALLED: Record<string, string> = { birthDate: "date of birth", registrationNumber: "registration number" };
/** Schema, how it is read, the property of who does it, that of the other end. */
const TIES: [string, string, string, string][] = [
  ["Protection", "shelters", "protector", "protected"], ["Membership", "is a member of", "member", "organization"],
  ["Ownership", "owns", "owner", "asset"], ["Directorship", "directs", "director", "organization"],
  ["Employment", "is employed by", "employee", "employer"], ["Payment", "paid", "payer", "beneficiary"],
  ["Family", "is family of", "person", "relative"], ["Associate", "is an associate of", "person", "associate"],
  ["Representation", "represents", "agent", "client"], ["UnknownLink", "has to do with", "subject", "object"],
];
const STANDINGS = ["reported", "alleged", "investigated", "detained", "charged", "tried", "convicted", "final", "denied", "dropped", "acquitted", "overturned"];

interface Picked { start: number; end: number; text: string }

export function Stating({ source, picked, version, sel, done }: { source: string; picked: Picked; version: number; sel: string; done: () => void }) {
  const [isTie, setTie] = useState(false);
  const [schema, setSchema] = useState("Person");
  const [property, setProperty] = useState("name");
  const [tie, setTieKind] = useState("Protection");
  const [one, setOne] = useState<Entity>();
  const [other, setOther] = useState<Entity>();
  const [standing, setStanding] = useState("");
  const [says, setSays] = useState("");
  const kind = TIES.find(([name]) => name === tie);
  const properties = SCHEMATA.find(([name]) => name === (one?.schema ?? schema))?.[1] ?? ["name", "alias", "notes"];
  const state = async (event: Event) => {
    event.preventDefault();
    if (isTie && (!one || !other || !kind)) { setSays(t("Choose both ends first.")); return; }
    const place = { source, start: picked.start, end: picked.end };
    const body = isTie && kind && one && other
      ? { ...place, schema: tie, property: kind[2], value: one.id, also: [{ property: kind[3], value: other.id }], standing }
      : { ...place, schema: one?.schema ?? schema, property: properties.includes(property) ? property : "name", entity: one?.id ?? "" };
    try {
      await post("statements/add", body);
      done();
    } catch (error) {
      setSays((error as Error).message);
    }
  };
  const chosen = (event: Event) => (event.target as HTMLSelectElement).value;
  return (
    <form class="card stating" onSubmit={(event) => void state(event)}>
      <h2>{t("State by hand")}</h2>
      <blockquote><bdi dir="auto">{picked.text}</bdi></blockquote>
      <p class="buttons" role="group" aria-label={t("What it is about")}>
        <button type="button" aria-pressed={!isTie} onClick={() => setTie(false)}>{t("Somebody or something")}</button>
        <button type="button" aria-pressed={isTie} onClick={() => setTie(true)}>{t("A tie between two")}</button>
      </p>
      {isTie ? (
        <>
          <End of={one} set={setOne} label={t("Who")} version={version} sel={sel} />
          <label>{t("Tie")} <select value={tie} onChange={(event) => setTieKind(chosen(event))}>{TIES.map(([name, words]) => <option key={name} value={name}>{t(words)}</option>)}</select></label>
          <End of={other} set={setOther} label={t("Whom or what")} version={version} sel="" />
          <label>{t("How far the words go")} <select value={standing} onChange={(event) => setStanding(chosen(event))}><option value="">{t("it accuses nobody, or a source merely tells it")}</option>{STANDINGS.map((name) => <option key={name} value={name}>{t(name)}</option>)}</select></label>
        </>
      ) : (
        <>
          <End of={one} set={setOne} label={t("Of the case; nobody for somebody new")} version={version} sel={sel} />
          {!one && <label>{t("What it is about")} <select value={schema} onChange={(event) => setSchema(chosen(event))}>{SCHEMATA.map(([name]) => <option key={name} value={name}>{t(name)}</option>)}</select></label>}
          <label>{t("What it says")} <select value={property} onChange={(event) => setProperty(chosen(event))}>{properties.map((name) => <option key={name} value={name}>{t(CALLED[name] ?? name)}</option>)}</select></label>
        </>
      )}
      <p class="buttons"><button type="submit">{t("Add")}</button><button type="button" class="quiet" onClick={done}>{t("Cancel")}</button></p>
      <p role="status">{says}</p>
    </form>
  );
}

/** One end, chosen from the case. */
function End({ of, set, label, version, sel }: { of: Entity | undefined; set: (entity: Entity | undefined) => void; label: string; version: number; sel: string }) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {of ? <p>{mark(of.schema)} <strong><bdi dir="auto">{of.caption}</bdi></strong> <button type="button" class="quiet" onClick={() => set(undefined)}>{t("Another")}</button></p>
        : <Whom version={version} sel={sel} chosen={undefined} choose={set} />}
    </fieldset>
  );
}
