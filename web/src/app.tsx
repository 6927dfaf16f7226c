// The frame: who and what, the views, the filter, the one selection, and what is going on.

import { useEffect, useRef, useState } from "preact/hooks";
import { session as askSession } from "./api";
import { go, here, replace, to, useAddress, VIEWS, type View } from "./address";
import { DropZone } from "./drop";
import { Filter } from "./filter";
import type { Activity, Session } from "./kinds";
import { playRole } from "./role";
import { Selection } from "./selection";
import { SignedIn, SignIn } from "./signin";
import { language, setLanguage, t } from "./text";
import { Tour } from "./tour";
import { Dossier } from "./views/dossier";
import { Figures } from "./views/figures";
import { Log } from "./views/log";
import { MapView } from "./views/map";
import { MoneyView } from "./views/money";
import { NetworkView } from "./views/network";
import { Overview } from "./views/overview";
import { ReportView } from "./views/report";
import { Review } from "./views/review";
import { Sources } from "./views/sources";
import { Timeline } from "./views/timeline";
import { Trades } from "./views/trades";
import { Umbrellas } from "./views/umbrellas";

export interface Shown {
  values: Record<string, string>;
  version: number;
  session: Session;
}

const TITLES: Record<View, string> = {
  overview: "Overview", network: "Network", umbrellas: "Umbrellas", timeline: "Timeline", map: "Map", money: "Money", trades: "Trades and places", figures: "Figures",
  sources: "Sources", review: "Review", dossier: "Dossier", report: "Report", log: "Log",
};
const BODIES: Record<View, (shown: Shown) => preact.JSX.Element> = {
  overview: Overview, network: NetworkView, umbrellas: Umbrellas, timeline: Timeline, map: MapView, money: MoneyView, trades: Trades, figures: Figures,
  sources: Sources, review: Review, dossier: Dossier, report: ReportView, log: Log,
};
/** Views that the filter bar narrows. */
const FILTERED: View[] = ["overview", "network", "umbrellas", "timeline", "map", "money", "trades"];

/** The session, kept up by the server's events. */
function useSession(): [Session | undefined, string | undefined, () => void] {
  const [told, setTold] = useState<Session>();
  const [fault, setFault] = useState<string>();
  const ask = () => void askSession().then(setTold, (error: unknown) => setFault(String((error as Error).message)));
  const isIn = told?.signed_in === true;
  useEffect(ask, []);
  useEffect(() => playRole(told?.role), [told?.role]);
  useEffect(() => {
    if (!isIn) return;
    const events = new EventSource("/api/v1/events");
    events.addEventListener("activity", (event) => {
      const activity = JSON.parse((event as MessageEvent<string>).data) as Activity;
      setTold((old) => old && { ...old, activity });
    });
    events.addEventListener("desk", (event) => {
      const version = Number((event as MessageEvent<string>).data);
      setTold((old) => old && { ...old, version: Math.max(old.version, version) });
    });
    let isLost = false;
    events.onerror = () => {
      isLost = true;
      // A server that answers, but not with events, has nobody signed in.
      if (events.readyState === EventSource.CLOSED) ask();
      else setFault(t("The server does not answer."));
    };
    // A server that was started anew has another token.
    events.onopen = () => { setFault(undefined); if (isLost) { isLost = false; ask(); } };
    return () => events.close();
  }, [isIn]);
  return [told, fault, ask];
}

function useTheme(): [string, () => void] {
  const [theme, setTheme] = useState(() => localStorage.getItem("theme") ?? "");
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }, [theme]);
  const isDark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  return [isDark ? "dark" : "light", () => {
    const next = isDark ? "light" : "dark";
    localStorage.setItem("theme", next);
    setTheme(next);
    dispatchEvent(new Event("themechange"));
  }];
}

export function App() {
  const address = useAddress();
  const [session, fault, ask] = useSession();
  const [theme, turnTheme] = useTheme();
  const [tongue, setTongue] = useState(language());
  const [isHelping, setHelping] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);

  useEffect(() => { document.documentElement.lang = tongue; }, [tongue]);
  useEffect(() => {
    document.title = `${t(TITLES[address.view])} · ${session?.case ?? "Umbra"}`;
  }, [address.view, session?.case, tongue]);
  // Where the row of views does not fit, the one that is shown is moved into sight.
  useEffect(() => { document.querySelector(".views [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }); }, [address.view]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const on = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || on.closest("input, textarea, select, [contenteditable]")) return;
      if (event.key === "/") { event.preventDefault(); search.current?.focus(); return; }
      if (event.key === "?") { setHelping((old) => !old); return; }
      if (event.key === "Escape") { setHelping(false); go(here().view, { sel: "", tie: "" }); return; }
      const at = VIEWS.indexOf(here().view);
      const view = event.key === "[" ? VIEWS[at - 1] : event.key === "]" ? VIEWS[at + 1] : /^[0-9]$/.test(event.key) ? VIEWS[(Number(event.key) + 9) % 10] : undefined;
      if (view) { go(view); main.current?.focus(); }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);

  const turnTongue = () => { setLanguage(tongue === "zh" ? "en" : "zh"); setTongue(language()); };
  const Body = BODIES[address.view];
  const activity = session?.activity;
  const isEmpty = activity?.state === "empty" || (session && session.version === 0 && activity?.state === "failed");
  const shown = session && { values: address.values, version: session.version, session };
  if (session && !session.signed_in) return <SignIn done={ask} />;
  return (
    <DropZone>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t("Skip to the content")}</a>
      <header class="top">
        <a class="brand" href={to("overview")} aria-label={t("Overview")}>
          <img src="/page/icon.svg" alt="" width="22" height="22" /> <bdi>{session?.case ?? "Umbra"}</bdi>
        </a>
        <form role="search" class="search" onSubmit={(event) => { event.preventDefault(); go("sources", { q: search.current?.value ?? "", id: "", at: "", offset: "" }); }}>
          <input ref={search} type="search" name="q" aria-label={t("Search names, values and texts")} placeholder={`${t("Search")}  /`} defaultValue={address.values.q ?? ""} />
        </form>
        <div class="tools">
          <span class="steps" role="group" aria-label={t("undo and redo: back to what was shown before")}>
            <button type="button" onClick={() => history.back()} aria-label={t("Undo: back to what was shown before")} title={`${t("Undo: back to what was shown before")} (Alt ←)`}>↶</button>
            <button type="button" onClick={() => history.forward()} aria-label={t("Redo: to what was shown after")} title={`${t("Redo: to what was shown after")} (Alt →)`}>↷</button>
          </span>
          <button type="button" lang={tongue === "zh" ? "en" : "zh"} onClick={turnTongue}>{tongue === "zh" ? "English" : "中文"}</button>
          <button type="button" onClick={turnTheme} aria-pressed={theme === "dark"}>{t("Dark")}</button>
          <button type="button" onClick={() => setHelping(!isHelping)} aria-expanded={isHelping}>{t("Keys")} ?</button>
          <button type="button" onClick={() => replace(address.view, { tour: "1" })}>{t("Tour")}</button>
          {session?.accounts && <SignedIn session={session} done={ask} />}
        </div>
      </header>
      <nav class="views" aria-label={t("Views")}>
        {VIEWS.map((view, at) => (
          <a key={view} href={to(view)} aria-current={view === address.view ? "page" : undefined} title={at < 10 ? `${(at + 1) % 10}` : undefined}>{t(TITLES[view])}</a>
        ))}
      </nav>
      {FILTERED.includes(address.view) && <Filter values={address.values} view={address.view} version={session?.version ?? 0} />}
      <div class="status" role="status">
        {activity?.state === "busy" && <span class="busy">{t("Working")}: <bdi dir="auto">{t(activity.says)}</bdi></span>}
        {activity?.state === "failed" && <span class="fault">{t("The last reading failed")}: <bdi dir="auto">{activity.says}</bdi></span>}
        {fault && <span class="fault">{fault}</span>}
      </div>
      {isHelping && <Keys close={() => setHelping(false)} />}
      <div class={address.values.sel || address.values.tie ? "work with-selection" : "work"}>
        <main id="main" tabIndex={-1} ref={main} class={`view-${address.view}`}>
          {isEmpty ? <Empty /> : shown && shown.version > 0 ? <Body {...shown} /> : <p class="faint" aria-busy="true">{t("Opening the case…")}</p>}
        </main>
        {shown && shown.version > 0 && (address.values.sel || address.values.tie) && <Selection {...shown} view={address.view} />}
      </div>
      {shown && shown.version > 0 && address.values.tour && <Tour step={Number(address.values.tour) || 1} />}
    </DropZone>
  );
}

function Empty() {
  return (
    <section class="empty">
      <h1>{t("There is no case yet")}</h1>
      <p>{t("Drop documents or folders anywhere on this page, or choose them. They stay on this machine.")}</p>
      <label class="button" data-least="editor">{t("Choose files")}<input type="file" multiple hidden data-upload="" /></label>
    </section>
  );
}

function Keys({ close }: { close: () => void }) {
  const keys: [string, string][] = [
    ["1 – 9, 0", t("go to a view")], ["[ ]", t("go to the view before or after")], ["/", t("search")], ["Esc", t("choose nothing")],
    ["Alt ← / Alt →", t("undo and redo: back to what was shown before")],
    ["s d u", t("review: same, different, unsure")], ["j k", t("review: next and previous pair")], ["z", t("review: take the last decision back")],
    ["?", t("these keys")],
  ];
  return (
    <section class="keys card" aria-label={t("Keys")}>
      <dl>{keys.map(([key, means]) => <><dt><kbd>{key}</kbd></dt><dd>{means}</dd></>)}</dl>
      <button type="button" onClick={close}>{t("Close")}</button>
    </section>
  );
}
