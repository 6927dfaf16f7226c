import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get, post, query, useData } from "../api";
import { filterOf, go, here, to } from "../address";
import type { Shown } from "../app";
import type { Network, Node, Tie } from "../kinds";
import { Pictures, type Arranged } from "../network/arranged";
import { Picture } from "../network/picture";
import { Loaded, Name, Standing } from "../parts";
import { t } from "../text";
import { Plan } from "../network/plan";
import { Time } from "../network/time";
import { save } from "../network/save";

interface Expanded { nodes: Node[]; ties: Tie[]; left: number; total: number }

/** What is left out, in a sentence. */
function leftOut({ choice, ties, hidden, all_ties }: Network): string {
  const parts = [`${choice.shown} ${t("of")} ${choice.of.toLocaleString()} ${t("nodes and")} ${ties.length} ${t("of")} ${all_ties.toLocaleString()} ${t("ties are shown")}`];
  if (choice.left_out) parts.push(`${choice.left_out.toLocaleString()} ${t("less connected ones are left out")}`);
  if (choice.alone) parts.push(`${choice.alone.toLocaleString()} ${t("have no tie")}`);
  if (choice.aside) parts.push(`${choice.aside.toLocaleString()} ${t("stand aside: posts of one person, small networks without an accusation")}`);
  const filtered = Object.values(hidden).reduce((sum, count) => sum + count, 0);
  if (filtered) parts.push(`${filtered.toLocaleString()} ${t("ties are hidden by the filter or have no end")}`);
  return `${parts.join("; ")}.`;
}

export function NetworkView({ values, version }: Shown) {
  const filter = filterOf(values);
  const path = `network${query({ ...filter, around: values.around, most: values.most })}`;
  const data = useData<Network>(path, version);
  const box = useRef<HTMLDivElement>(null);
  const picture = useRef<Picture>();
  const [hidden, setHidden] = useState<Set<string>>(new Set());
  const [removed, setRemoved] = useState<Set<string>>(new Set());
  const [day, setDay] = useState<string>();
  const [way, setWay] = useState<Set<string>>(new Set());
  const [from, setFrom] = useState("");
  const [says, setSays] = useState("");
  const [panel, setPanel] = useState<"" | "plan" | "time" | "list" | "pictures">("");
  const [theme, setTheme] = useState(0);
  const [count, setCount] = useState(0);
  const network = data.value;
  const pictures = useData<{ pictures: Arranged[] }>("pictures", version);
  const arranged = values.picture ? pictures.value?.pictures.find((one) => one.name === values.picture) : undefined;

  const chosen = useRef({ from, filter });
  chosen.current = { from, filter };
  useEffect(() => {
    const turned = () => setTheme((old) => old + 1);
    addEventListener("themechange", turned);
    return () => removeEventListener("themechange", turned);
  }, []);
  useEffect(() => {
    if (!box.current) return;
    const drawn = new Picture(box.current, {
      node: (id) => { if (chosen.current.from && chosen.current.from !== id) void walk(chosen.current.from, id); else go("network", { sel: id, tie: "" }); },
      tie: (id) => go("network", { tie: id, sel: "" }),
      nothing: () => go("network", { sel: "", tie: "" }),
    });
    picture.current = drawn;
    // What a test, or who explores by the console, points at.
    Object.assign(box.current, { picture: drawn });
    if (network) drawn.show(network);
    return () => { drawn.end(); picture.current = undefined; };
  }, [theme]);
  useEffect(() => { if (network) { picture.current?.show(network); setWay(new Set()); setCount(network.nodes.length); } }, [network]);
  useEffect(() => {
    picture.current?.update({ chosen: values.sel ?? "", chosenTie: values.tie ?? "", gone: new Set([...hidden, ...removed]), day, path: way });
  }, [values.sel, values.tie, hidden, removed, day, way, network, theme]);
  useEffect(() => { if (values.sel) picture.current?.centre(values.sel); }, [values.sel]);
  // An arranged picture: pinned where somebody pinned it, without what they hid.
  const told = JSON.stringify([arranged?.name, arranged?.at]);
  useEffect(() => { setHidden(new Set(arranged?.hidden ?? [])); picture.current?.pin(arranged?.pins ?? {}); }, [told, network, theme]);

  useEffect(() => {
    const expand = (event: Event) => {
      const { id, by } = (event as CustomEvent<{ id: string; by: string }>).detail;
      const drawn = picture.current;
      if (!drawn) return;
      const among = drawn.graph.nodes().slice(0, 2500);
      post<Expanded>(`network/expand${query(chosen.current.filter)}`, { id, by, among, limit: 30 }).then((more) => {
        drawn.add(id, more.nodes, more.ties);
        setCount(drawn.graph.order);
        setSays(`${more.nodes.length} ${t("added")}${more.left ? `, ${more.left} ${t("more to add")}` : ""}`);
      }, (error: unknown) => setSays(String((error as Error).message)));
    };
    addEventListener("expand", expand);
    return () => removeEventListener("expand", expand);
  }, []);

  const walk = async (start: string, end: string) => {
    setFrom("");
    try {
      const found = await get<{ nodes: Node[]; ties: Tie[] }>(`network/path${query({ from: start, to: end, ...chosen.current.filter })}`);
      picture.current?.add(start, found.nodes, found.ties);
      setWay(new Set(found.nodes.map((node) => node.id)));
      setSays(found.nodes.length ? `${t("Way")}: ${found.nodes.map((node) => node.caption).join(" – ")}` : t("No way leads there."));
      go("network", { sel: "", tie: "" });
    } catch (error) {
      setSays((error as Error).message);
    }
  };
  const export_ = (ending: "png" | "svg") => {
    const drawn = picture.current;
    if (!drawn) return;
    if (ending === "svg") save(new Blob([drawn.svg()], { type: "image/svg+xml" }), "network.svg");
    else void drawn.png().then((blob) => blob && save(blob, "network.png"));
  };
  const turn = (which: "plan" | "time" | "list" | "pictures") => { setPanel(panel === which ? "" : which); setRemoved(new Set()); setDay(undefined); };
  const captions = useMemo(() => new Map(network?.nodes.map((node) => [node.id, node.caption])), [network]);

  return (
    <div class="network">
      <h1>{t("Network")}{network?.choice.around && <>: <bdi dir="auto">{network.choice.around}</bdi></>}</h1>
      <Loaded of={data}>{(network) => <p class="faint left-out">{leftOut(network)} {network.communities} {t("communities")}.{" "}
        {values.around && <a href={to("network", { around: "" })}>{t("The whole case")}</a>}{" "}
        {network.choice.left_out > 0 && <a href={to("network", { most: String(Math.min(2000, Math.max(240, network.choice.shown * 2))) })}>{t("Show more")}</a>}</p>}</Loaded>
      <div class="toolbar" role="toolbar" aria-label={t("Picture")}>
        <button type="button" aria-pressed={panel === "plan"} onClick={() => turn("plan")}>{t("Break")}</button>
        <button type="button" aria-pressed={panel === "time"} onClick={() => turn("time")}>{t("Time")}</button>
        <button type="button" aria-pressed={panel === "list"} onClick={() => turn("list")}>{t("As a list")}</button>
        {values.sel && <button type="button" aria-pressed={from === values.sel} onClick={() => setFrom(from ? "" : (values.sel ?? ""))}>{t("Way from here…")}</button>}
        {values.sel && <button type="button" onClick={() => { setHidden(new Set([...hidden, values.sel ?? ""])); go("network", { sel: "" }); }}>{t("Hide")}</button>}
        {hidden.size > 0 && <button type="button" onClick={() => setHidden(new Set())}>{t("Show hidden")} ({hidden.size})</button>}
        {way.size > 0 && <button type="button" onClick={() => setWay(new Set())}>{t("Leave the way")}</button>}
        <button type="button" class="quiet" onClick={() => picture.current?.zoom(0.7)} aria-label={t("Nearer")}>+</button>
        <button type="button" class="quiet" onClick={() => picture.current?.zoom(1.4)} aria-label={t("Farther")}>−</button>
        <button type="button" aria-pressed={panel === "pictures"} onClick={() => turn("pictures")}>{t("Pins")}</button>
        <details class="export"><summary>{t("Export")}</summary><div class="card">
          <button type="button" class="quiet" onClick={() => export_("svg")}>SVG</button><button type="button" class="quiet" onClick={() => export_("png")}>PNG</button>
          <a href={`/api/v1/export${query({ format: "gexf", ...filter })}`} download>GEXF</a><a href="/api/v1/export?format=ftm" download>FtM</a><a href="/api/v1/export?format=csv" download>CSV</a>
        </div></details>
      </div>
      <p role="status" class="told">{from ? t("Choose where the way is to lead.") : says}</p>
      <div class={panel === "plan" ? "drawing with-plan" : "drawing"}>
        <div class="canvas" ref={box} role="img" aria-label={`${t("Network")}: ${count} ${t("nodes")}. ${t("The same is there as a list.")}`} />
        {panel === "plan" && <Plan around={values.around ?? ""} version={version} removed={setRemoved} />}
      </div>
      {panel === "time" && network && <Time ties={network.ties} day={day} set={setDay} />}
      {panel === "pictures" && <Pictures version={version} name={values.picture ?? ""} seen={() => ({ around: values.around || undefined, pins: picture.current?.pins() ?? {}, hidden: [...hidden] })} />}
      {panel === "list" && network && (
        <section class="card list"><h2>{t("Nodes")}</h2>
          <ul class="plain two">{network.nodes.map((node) => <li key={node.id}><Name of={node} /> <span class="faint">{node.roles.map((role) => t(role)).join(", ")}{node.shaky && ` · ${t("shaky")}`}</span></li>)}</ul>
          <h2>{t("Ties")}</h2>
          <ul class="plain">{[...network.ties].sort((one, other) => Number(other.accusing) - Number(one.accusing)).slice(0, 300).map((tie) => (
            <li key={tie.id}><a href={to(here().view, { tie: tie.id, sel: "" })}><bdi dir="auto">{tie.says}</bdi></a> <Standing of={tie.standing} /> <span class="faint">{captions.has(tie.source) && tie.from}</span></li>
          ))}</ul>
        </section>
      )}
      <Legend />
    </div>
  );
}

function Legend() {
  const kinds: [string, string][] = [["person", "●"], ["criminal_group", "◆"], ["company", "■"], ["public_body", "▲"], ["organisation", "□"]];
  return (
    <ul class="legend" aria-label={t("Legend")}>
      {kinds.map(([kind, sign]) => <li key={kind}><span class={`dot ${kind}`} aria-hidden="true">{sign}</span> {t(kind)}</li>)}
      <li><span class="line court" aria-hidden="true" /> {t("found by a court")}</li>
      <li><span class="line charged" aria-hidden="true" /> {t("charged")}</li>
      <li><span class="line said" aria-hidden="true" /> {t("said by a source")}</li>
      <li><span class="line cleared" aria-hidden="true" /> {t("cleared")}</li>
      <li><span class="line plain" aria-hidden="true" /> {t("accuses nobody")}</li>
      <li>◎ {t("rings: how far accusations have got")}</li>
      <li><span class="hatch" aria-hidden="true" /> {t("hatched: shaky in its community")}</li>
    </ul>
  );
}
