// Writing a report: text in turn with blocks. Text can be changed, blocks only moved, looked at anew and taken out.

import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api";
import { t } from "../text";
import { Insert } from "./insert";
import { newKey, sent, type Composed, type Draft, type Part, type ShownBlock, type Shows } from "./kinds";
import { Block, Footnotes, Report } from "./shown";

/** Drafts that were not kept yet, so that a look at another view loses no word: what was, what is, what was undone. */
interface History { base: number | undefined; past: Draft[]; now: Draft; next: Draft[]; isKept: boolean }
const drafts = new Map<string, History>();
const STEPS = 200;
/** What is typed within this time is undone at once. */
const PAUSE = 1200;

interface Props { name: string | undefined; base: number | undefined; start: Draft; version: number; sel: string; put: Shows | undefined; kept: (name: string) => void; leave: () => void }

export function Editor({ name, base, start, version, sel, put, kept, leave }: Props) {
  const key = name ?? "";
  const known = drafts.get(key);
  const [history, setHistory] = useState<History>(known && !known.isKept ? known : { base, past: [], now: start, next: [], isKept: true });
  const [shown, setShown] = useState<Composed>();
  const [isPreview, setPreview] = useState(false);
  const [insertAt, setInsertAt] = useState<number>();
  const [says, setSays] = useState("");
  const [isRefused, setRefused] = useState(false);
  const typed = useRef({ key: -1, at: 0 });
  const { now } = history;
  drafts.set(key, history);

  const change = (next: Draft, on = -1) => setHistory((old) => {
    const goesOn = on >= 0 && typed.current.key === on && Date.now() - typed.current.at < PAUSE;
    typed.current = { key: on, at: Date.now() };
    return { base: old.base, past: goesOn ? old.past : [...old.past, old.now].slice(-STEPS), now: next, next: [], isKept: false };
  });
  const undo = () => setHistory((old) => { const last = old.past.at(-1); return last ? { ...old, past: old.past.slice(0, -1), now: last, next: [old.now, ...old.next], isKept: false } : old; });
  const redo = () => setHistory((old) => { const next = old.next[0]; return next ? { ...old, past: [...old.past, old.now], now: next, next: old.next.slice(1), isKept: false } : old; });
  const parts = (next: Part[], on?: number) => change({ ...now, parts: next }, on);
  const insert = (at: number, part: Omit<Part, "key">) => parts([...now.parts.slice(0, at), { key: newKey(), ...part }, ...now.parts.slice(at)]);
  const move = (at: number, by: number) => { const next = [...now.parts]; const [part] = next.splice(at, 1); if (part) next.splice(at + by, 0, part); parts(next); };

  const save = async () => {
    try {
      const told = await post<{ name: string; kept: number }>("reports/save", { name, base: history.base, ...sent(now) });
      drafts.delete(key);
      setHistory((old) => ({ ...old, base: told.kept, isKept: true }));
      setRefused(false);
      setSays(t("Kept"));
      kept(told.name);
    } catch (error) {
      setRefused(true);
      setSays((error as Error).message);
    }
  };

  // Blocks are shown as they would be kept; text is not sent for that letter by letter.
  const blocks = JSON.stringify(now.parts.filter((part) => part.shows).map(({ number, shows, again }) => [number, shows, again]));
  useEffect(() => {
    const timer = setTimeout(() => {
      post<{ shown: Composed }>("reports/show", { name, ...sent({ ...now, title: now.title.trim() || "…" }) }).then((told) => { setShown(told.shown); }, (error: unknown) => setSays(String((error as Error).message)));
    }, 150);
    return () => clearTimeout(timer);
  }, [blocks, version, isPreview]);
  useEffect(() => { if (put) insert(now.parts.length, { shows: put }); }, []);
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => { if (!history.isKept) event.preventDefault(); };
    addEventListener("beforeunload", leaving);
    return () => removeEventListener("beforeunload", leaving);
  }, [history.isKept]);
  const pressed = (event: KeyboardEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    const pressed = event.key.toLowerCase();
    if (pressed === "s") { event.preventDefault(); void save(); }
    else if (pressed === "z" && !event.shiftKey) { event.preventDefault(); undo(); }
    else if (pressed === "y" || (pressed === "z" && event.shiftKey)) { event.preventDefault(); redo(); }
  };

  const own = (shown?.pieces ?? []).filter((piece): piece is ShownBlock => piece.piece === "block");
  let block = 0;
  return (
    <div class="writing" onKeyDown={pressed}>
      <div class="toolbar" role="toolbar" aria-label={t("Report")}>
        <button type="button" onClick={() => void save()} disabled={history.isKept}>{t("Keep")}</button>
        <button type="button" onClick={undo} disabled={history.past.length === 0}>{t("Undo")}</button>
        <button type="button" onClick={redo} disabled={history.next.length === 0}>{t("Redo")}</button>
        <button type="button" aria-pressed={isPreview} onClick={() => setPreview(!isPreview)}>{t("As it reads")}</button>
        <button type="button" class="quiet" onClick={() => { drafts.delete(key); leave(); }}>{history.isKept ? t("Done") : t("Leave without keeping")}</button>
        <span role="status" class={isRefused ? "fault" : ""}>{says}{!history.isKept && <> · {t("not kept yet")}</>}</span>
      </div>
      {isPreview ? shown && <Report of={shown} /> : (
        <>
          <h1>{t("Report")}{now.title.trim() && <>: <bdi dir="auto">{now.title}</bdi></>}</h1>
          <label class="title">{t("Title")} <input type="text" value={now.title} maxLength={300} onInput={(event) => change({ ...now, title: (event.target as HTMLInputElement).value }, 0)} /></label>
          <p class="faint">{t("# begins a heading, - a point of a list, > a quotation; **strong**, *emphasis*. What stands in a frame comes from the case and can't be changed.")}</p>
          {gap(0)}
          {now.parts.map((part, at) => {
            const shows = part.shows ? own[block++] : undefined;
            return (
              <div key={part.key} class="part">
                {part.shows ? (
                  <>
                    {shows ? <Block of={shows} /> : <p class="faint" aria-busy="true">{t("Loading…")}</p>}
                    <p class="buttons">
                      {shows?.state.is === "changed" && <button type="button" onClick={() => parts(now.parts.map((one) => (one.key === part.key ? { ...one, again: true } : one)))}>{t("I have looked at it again")}</button>}
                      {moves(at)}
                      <button type="button" class="quiet" onClick={() => parts(now.parts.filter((one) => one.key !== part.key))}>{t("Take out")}</button>
                    </p>
                  </>
                ) : (
                  <>
                    <textarea dir="auto" aria-label={t("Text")} value={part.text ?? ""} rows={Math.min(24, Math.max(3, (part.text ?? "").split("\n").length + 1))}
                      onInput={(event) => { const text = (event.target as HTMLTextAreaElement).value; parts(now.parts.map((one) => (one.key === part.key ? { ...one, text } : one)), part.key); }} />
                    <p class="buttons">{moves(at)}<button type="button" class="quiet" onClick={() => parts(now.parts.filter((one) => one.key !== part.key))}>{t("Take out")}</button></p>
                  </>
                )}
                {gap(at + 1)}
              </div>
            );
          })}
          {shown && <Footnotes of={shown} />}
        </>
      )}
    </div>
  );

  function moves(at: number) {
    return (
      <>
        <button type="button" class="quiet" disabled={at === 0} onClick={() => move(at, -1)}>{t("Up")}</button>
        <button type="button" class="quiet" disabled={at === now.parts.length - 1} onClick={() => move(at, 1)}>{t("Down")}</button>
      </>
    );
  }

  function gap(at: number) {
    if (insertAt === at) return <Insert version={version} sel={sel} put={(shows) => insert(at, { shows })} close={() => setInsertAt(undefined)} />;
    return (
      <p class="gap buttons">
        <button type="button" class="quiet" onClick={() => insert(at, { text: "" })}>+ {t("Text")}</button>
        <button type="button" class="quiet" onClick={() => setInsertAt(at)}>+ {t("Finding or figure")}</button>
      </p>
    );
  }
}
