import { useEffect, useRef, useState } from "preact/hooks";
import { post, query, useData } from "../api";
import { go, to } from "../address";
import type { Shown } from "../app";
import type { Entity, Place } from "../kinds";
import { Loaded, mark, Name, Pages, Standing } from "../parts";
import { may } from "../role";
import { Stating } from "../sources/stating";
import { t } from "../text";

interface Source { id: string; name: string; path: string; publisher: string | null; published: string | null; media_type: string; language: string | null; reliability: string; reliability_means: string; size: number; statements: number; state: string }
interface Listed { total: number; results: Source[]; skipped: { path: string; reason: string }[]; can_read_again: boolean }
interface Found {
  results: { what: string; id: string; caption: string; schema?: string; quote: string; statement?: number; place?: Place["place"] }[];
  facets: { what: Record<string, number>; schema: { name: string; label: string; count: number }[] };
  counted: number;
  has_more: boolean;
}
type Read = { source: Source; offset: number; next: number | null; previous: number | null; total: number; statements: Record<string, Said> } & (
  | { kind: "text"; pieces: { text: string; marks: number[]; page: number | null; start: number }[] }
  | { kind: "rows"; rows: { row: number; cells: { column: string; text: string; marks: number[] }[] }[] }
);
interface Said { entity: Entity; property: string; value: string; target: Entity | null; standing: string | null; voices: string[]; by: string }

const LIMIT = 100, HITS = 20;

export function Sources(shown: Shown) {
  if (shown.values.id) return <Reader {...shown} />;
  if (shown.values.q) return <Search {...shown} />;
  return <List {...shown} />;
}

function List({ values, version }: Shown) {
  const offset = Number(values.offset ?? 0) || 0;
  const [words, setWords] = useState("");
  const [says, setSays] = useState("");
  const data = useData<Listed>(`sources${query({ offset, limit: LIMIT, q: words })}`, version);
  const again = () => post("sources/again").then(() => setSays(t("Reading once more")), (error: unknown) => setSays(String((error as Error).message)));
  return (
    <>
      <h1>{t("Sources")}</h1>
      <p class="buttons">
        <label>{t("Narrow by name")} <input type="text" value={words} onInput={(event) => setWords((event.target as HTMLInputElement).value)} /></label>
        <label class="button" data-least="editor">{t("Add files")}<input type="file" multiple hidden data-upload="" /></label>
        {data.value?.can_read_again && <button type="button" data-least="editor" onClick={() => void again()}>{t("Read the folder again")}</button>}
        <span role="status">{says}</span>
      </p>
      <Loaded of={data}>{(list) => (
        <>
          <div class="scroll" tabIndex={0} role="region" aria-label={t("Sources")}>
            <table class="sources">
              <thead><tr><th>{t("Source")}</th><th>{t("Publisher")}</th><th>{t("Date")}</th><th>{t("Grade")}</th><th>{t("State")}</th><th>{t("Statements")}</th></tr></thead>
              <tbody>{list.results.map((source) => (
                <tr key={source.id}>
                  <td><a href={to("sources", { id: source.id, at: "", offset: "" })}><bdi dir="auto">{source.name}</bdi></a><div class="faint path">{source.path}</div></td>
                  <td><bdi dir="auto">{source.publisher ?? ""}</bdi></td><td class="date">{source.published ?? ""}</td>
                  <td><abbr title={source.reliability_means}>{source.reliability}</abbr></td>
                  <td>{source.state === "read" ? `✓ ${t("read")}` : `○ ${t("nothing found in it")}`}</td><td class="number">{source.statements}</td>
                </tr>
              ))}</tbody>
            </table>
          </div>
          <Pages offset={offset} limit={LIMIT} total={list.total} />
          {list.skipped.length > 0 && (
            <section><h2>{t("What was not read")} ({list.skipped.length})</h2>
              <p class="faint">{list.can_read_again
                ? <><button type="button" data-least="editor" onClick={() => void again()}>{t("Try these again")}</button> {t("What has been read is passed over.")}</>
                : t("Put right what is told, and drop the file here again.")}</p>
              <ul>{list.skipped.slice(0, 200).map((one) => <li key={one.path + one.reason}>✗ <code>{one.path}</code>: {one.reason}</li>)}</ul>
            </section>
          )}
        </>
      )}</Loaded>
    </>
  );
}

function Search({ values, version }: Shown) {
  const offset = Number(values.offset ?? 0) || 0;
  const { q, what, schema } = values;
  const data = useData<Found>(`search${query({ q, what, schema, offset, limit: HITS })}`, version);
  const facet = (name: string, value: string) => to("sources", { [name]: values[name] === value ? "" : value, offset: "" });
  return (
    <>
      <h1>{t("Search")}: <bdi dir="auto">{q}</bdi></h1>
      <p><a href={to("sources", { q: "", what: "", schema: "", offset: "" })}>{t("All sources")}</a></p>
      <Loaded of={data}>{(found) => (
        <div class="found">
          <nav aria-label={t("Narrow")} class="facets">
            {Object.entries(found.facets.what).map(([name, count]) => <a key={name} href={facet("what", name)} aria-current={what === name ? "true" : undefined}>{t(name === "entity" ? "Entities" : "Texts")} <span class="faint">{count}</span></a>)}
            {found.facets.schema.map((one) => <a key={one.name} href={facet("schema", one.name)} aria-current={schema === one.name ? "true" : undefined}>{mark(one.name)} {one.label} <span class="faint">{one.count}</span></a>)}
            <p class="faint">{t("counted over the first")} {found.counted}</p>
          </nav>
          <div>
            {found.results.length === 0 && <p>{t("Nothing holds these words.")}</p>}
            <ol class="plain hits">{found.results.map((hit, at) => (
              <li key={at} class="card">
                {hit.what === "entity"
                  ? <><Name of={{ id: hit.id, caption: hit.caption, schema: hit.schema ?? "" }} view="dossier" /> <span class="faint">{hit.schema}</span></>
                  : <a href={to("sources", { id: hit.id, q: "", chars: String(hit.place?.start ?? 0), at: "" })}><span aria-hidden="true">¶ </span><bdi dir="auto">{hit.caption}</bdi></a>}
                <p><bdi dir="auto">{hit.quote}</bdi></p>
              </li>
            ))}</ol>
            <nav class="pages" aria-label={t("Pages")}>
              <button type="button" disabled={offset === 0} onClick={() => go("sources", { offset: String(Math.max(0, offset - HITS)) })}>{t("Previous")}</button>
              <button type="button" disabled={!found.has_more} onClick={() => go("sources", { offset: String(offset + HITS) })}>{t("Next")}</button>
            </nav>
          </div>
        </div>
      )}</Loaded>
    </>
  );
}

function Reader({ values, version }: Shown) {
  const { id, at, offset, chars } = values;
  const data = useData<Read>(`source${query({ id, at, offset: offset || (chars ? Math.max(0, Number(chars) - 4000) : "") })}`, version);
  const [chosen, setChosen] = useState<number[]>([]);
  const page = useRef<HTMLDivElement>(null);
  const [picked, setPicked] = useState<{ start: number; end: number; text: string }>();
  const isPaged = values.pages === "1";
  useEffect(() => {
    if (!data.value) return;
    const wanted = at ? Number(at) : undefined;
    setChosen(wanted !== undefined && data.value.statements[String(wanted)] ? [wanted] : []);
    const target = wanted !== undefined ? page.current?.querySelector(`[data-marks~="${wanted}"]`) : chars ? pieceAt(page.current, Number(chars)) : undefined;
    target?.scrollIntoView({ block: "center" });
  }, [data.value, at, chars]);
  const select = () => {
    const picked = getSelection();
    if (!may("editor") || !picked || picked.isCollapsed || !page.current?.contains(picked.anchorNode) || !page.current.contains(picked.focusNode)) return;
    const range = picked.getRangeAt(0);
    const start = characterAt(range.startContainer, range.startOffset), end = characterAt(range.endContainer, range.endOffset);
    if (start !== undefined && end !== undefined && start < end) setPicked({ start, end, text: picked.toString() });
  };
  return (
    <>
      <p><a href={to("sources", { id: "", at: "", chars: "", offset: "" })}>← {t("All sources")}</a></p>
      <Loaded of={data}>{(read) => (
        <>
          <h1><bdi dir="auto">{read.source.name}</bdi></h1>
          <p class="faint"><bdi dir="auto">{read.source.publisher}</bdi>{read.source.published && <>, {read.source.published}</>} · <code>{read.source.path}</code> · {t("grade")} <abbr title={read.source.reliability_means}>{read.source.reliability}</abbr> · <a href={`/api/v1/source/bytes${query({ id: read.source.id })}`} download>{t("Save the file")}</a></p>
          <p class="faint">SHA-256 <code class="hash">{read.source.id}</code></p>
          {read.source.media_type === "application/pdf" && <p><button type="button" aria-pressed={isPaged} onClick={() => go("sources", { pages: isPaged ? "" : "1" })}>{t("Page beside the text")}</button></p>}
          <div class={isPaged && read.source.media_type === "application/pdf" ? "reading with-page" : "reading"}>
            {isPaged && read.kind === "text" && read.source.media_type === "application/pdf" && <Page of={read.source.id} name={read.source.name} pieces={read.pieces} chosen={chosen} />}
            {read.kind === "text" ? (
              // What is marked can be chosen by keyboard; the text itself can be selected to state something by hand.
              <div class="text" ref={page} dir="auto" onMouseUp={select} onKeyUp={select}>
                {read.pieces.map((piece) => piece.marks.length === 0
                  ? <span key={piece.start} data-start={piece.start}>{piece.text}</span>
                  : <mark key={piece.start} data-start={piece.start} data-marks={piece.marks.join(" ")} tabIndex={0} role="button"
                      class={piece.marks.some((one) => chosen.includes(one)) ? "is" : piece.marks.some((one) => read.statements[String(one)]?.standing) ? "accusing" : ""}
                      onClick={() => setChosen(piece.marks)} onKeyDown={(event) => { if (event.key === "Enter") setChosen(piece.marks); }}>{piece.text}</mark>)}
              </div>
            ) : (
              <div class="scroll" ref={page} tabIndex={0} role="region" aria-label={t("Rows")}>
                <table class="rows"><tbody>{read.rows.map((row) => (
                  <tr key={row.row}><th scope="row">{row.row}</th><td>{row.cells.map((cell, number) => (
                    <span key={number} class="cell"><span class="faint">{cell.column}</span> <mark tabIndex={0} role="button" data-marks={cell.marks.join(" ")} class={cell.marks.some((one) => chosen.includes(one)) ? "is" : ""}
                      onClick={() => setChosen(cell.marks)} onKeyDown={(event) => { if (event.key === "Enter") setChosen(cell.marks); }}><bdi dir="auto">{cell.text}</bdi></mark></span>
                  ))}</td></tr>
                ))}</tbody></table>
              </div>
            )}
            <aside class="drawn" aria-label={t("What was taken from here")} aria-live="polite">
              {picked && read.kind === "text" && <Stating source={read.source.id} picked={picked} version={version} sel={values.sel ?? ""} done={() => setPicked(undefined)} />}
              {chosen.length === 0 && !picked && <p class="faint">{t("Choose a marked quote to see what was taken from it.")}<span data-least="editor"> {t("Select words to state something by hand.")}</span></p>}
              <ul class="plain">{chosen.map((number) => {
                const said = read.statements[String(number)];
                return said && (
                  <li key={number}><Name of={said.entity} /> <span class="faint">{said.property}</span>: {said.target ? <Name of={said.target} /> : <bdi dir="auto">{said.value}</bdi>} <Standing of={said.standing} />
                    {said.voices.length > 0 && <span class="faint"> {t("according to")} <bdi dir="auto">{said.voices.join(" ← ")}</bdi></span>} <span class="faint">({said.by})</span></li>
                );
              })}</ul>
            </aside>
          </div>
          {(read.previous !== null || read.next !== null) && (
            <nav class="pages" aria-label={t("Pages")}>
              <button type="button" disabled={read.previous === null} onClick={() => go("sources", { offset: String(read.previous ?? ""), at: "", chars: "" })}>{t("Previous")}</button>
              <button type="button" disabled={read.next === null} onClick={() => go("sources", { offset: String(read.next ?? ""), at: "", chars: "" })}>{t("Next")}</button>
            </nav>
          )}
        </>
      )}</Loaded>
    </>
  );
}

/** The page of a PDF file, as the browser itself shows it, at the quote that is chosen. */
function Page({ of, name, pieces, chosen }: { of: string; name: string; pieces: { text: string; marks: number[]; page: number | null }[]; chosen: number[] }) {
  const first = pieces.find((piece) => piece.page !== null)?.page ?? 1;
  let number = first;
  let quote = "";
  for (const piece of chosen.length > 0 ? pieces : []) {
    if (piece.page !== null) { if (quote) break; number = piece.page; }
    if (piece.marks.some((one) => chosen.includes(one))) quote += piece.text;
    else if (quote) break;
  }
  if (!quote) number = first;
  const words = quote.split(/\s+/).filter(Boolean).slice(0, 8).join(" ");
  // The viewer opens at another place only when it is loaded anew. Those that know `search` mark the words too.
  const place = `page=${number}&navpanes=0&view=FitH${words ? `&search=${encodeURIComponent(words)}` : ""}`;
  return (
    <div class="page">
      <p class="faint">{t("page")} {number}{words && <>: <mark class="is">{words}</mark></>}</p>
      <iframe key={place} src={`/api/v1/source/pdf${query({ id: of })}#${place}`} title={`${name}, ${t("page")} ${number}`} referrerpolicy="no-referrer" />
    </div>
  );
}

/** The piece of the text in which a character stands. */
function pieceAt(page: HTMLElement | null, character: number): Element | undefined {
  return [...(page?.querySelectorAll<HTMLElement>("[data-start]") ?? [])].reverse().find((piece) => Number(piece.dataset.start) <= character);
}

/** Which character of the source a place of the page is, counted as the server counts: code points, not UTF-16 units. */
function characterAt(node: globalThis.Node, offset: number): number | undefined {
  const piece = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-start]");
  if (!piece || !(node instanceof Text)) return undefined;
  return Number(piece.dataset.start) + [...node.data.slice(0, offset)].length;
}
