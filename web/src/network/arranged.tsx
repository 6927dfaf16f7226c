// Pictures that people arranged: which nodes were pinned where, and which are hidden, kept in the case under a name.

import { useState } from "preact/hooks";
import { post, useData } from "../api";
import { to } from "../address";
import { Loaded } from "../parts";
import { t } from "../text";

export interface Arranged { name: string; by: string; at: string; around?: string | undefined; pins: Record<string, [number, number]>; hidden: string[] }

/** The arranged pictures of the case, and a name under which the one that is seen is kept. */
export function Pictures({ version, name, seen }: { version: number; name: string; seen: () => Omit<Arranged, "name" | "by" | "at"> }) {
  const data = useData<{ pictures: Arranged[] }>("pictures", version);
  const [wanted, setWanted] = useState(name);
  const [says, setSays] = useState("");
  const save = async (name: string, picture: unknown) => {
    try {
      await post("pictures/save", { name, picture });
      setSays(picture ? t("Kept") : "");
    } catch (error) {
      setSays((error as Error).message);
    }
  };
  return (
    <section class="card pictures" aria-label={t("Arranged pictures")}>
      <h2>{t("Arranged pictures")}</h2>
      <p class="faint">{t("Drag a node, and it is pinned. Pins and hidden nodes are kept in the case under a name.")}</p>
      <Loaded of={data}>{({ pictures }) => (
        <ul class="plain">{pictures.map((one) => (
          <li key={one.name}><a href={to("network", { picture: one.name, around: one.around ?? "" })} aria-current={one.name === name ? "true" : undefined}><bdi dir="auto">{one.name}</bdi></a>{" "}
            <span class="faint">{Object.keys(one.pins).length} {t("pinned")}, {one.hidden.length} {t("hidden")} ({one.by}, {one.at.slice(0, 10)})</span>{" "}
            <button type="button" class="quiet" data-least="editor" onClick={() => void save(one.name, null)}>{t("Take away")}</button></li>
        ))}</ul>
      )}</Loaded>
      {name && <p><a href={to("network", { picture: "" })}>{t("Show it as it is laid out by itself")}</a></p>}
      <form class="buttons" data-least="editor" onSubmit={(event) => { event.preventDefault(); void save(wanted.trim(), seen()); }}>
        <label>{t("Name")} <input type="text" maxLength={120} value={wanted} onInput={(event) => setWanted((event.target as HTMLInputElement).value)} /></label>
        <button type="submit" disabled={!wanted.trim()}>{t("Keep this picture")}</button><span role="status">{says}</span>
      </form>
    </section>
  );
}
