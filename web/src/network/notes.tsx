// What people note on an entity. A note is no source, and is shown so that nobody takes it for one.

import { useState } from "preact/hooks";
import { post } from "../api";
import { t } from "../text";

export interface Noted { name: string; text: string; by: string; at: string }

export function EntityNotes({ id, notes }: { id: string; notes: Noted[] }) {
  const [text, setText] = useState("");
  const [changed, setChanged] = useState<string>();
  const [says, setSays] = useState("");
  const save = async (body: { entity: string; name?: string; text: string }) => {
    try {
      await post("notes/save", body);
      setText("");
      setChanged(undefined);
      setSays("");
    } catch (error) {
      setSays((error as Error).message);
    }
  };
  return (
    <section class="noting" aria-label={t("Notes")}>
      <h3>{t("Notes")} <span class="faint">({t("no source, and no part of what sources say")})</span></h3>
      {notes.map((note) => (
        <div class="noted" key={note.name}>
          <p><bdi dir="auto">{note.text}</bdi> <span class="faint">({note.by}, {note.at.slice(0, 10)})</span></p>
          <p class="buttons" data-least="editor">
            <button type="button" class="quiet" onClick={() => { setChanged(note.name); setText(note.text); }}>{t("Change")}</button>
            <button type="button" class="quiet" onClick={() => void save({ entity: id, name: note.name, text: "" })}>{t("Take away")}</button>
          </p>
        </div>
      ))}
      <form data-least="editor" onSubmit={(event) => { event.preventDefault(); void save({ entity: id, ...(changed ? { name: changed } : {}), text }); }}>
        <textarea rows={2} maxLength={5000} dir="auto" aria-label={t("A note")} value={text} onInput={(event) => setText((event.target as HTMLTextAreaElement).value)} />
        <p class="buttons"><button type="submit" disabled={!text.trim()}>{changed ? t("Keep the change") : t("Note it")}</button><span role="status" class="fault">{says}</span></p>
      </form>
    </section>
  );
}
