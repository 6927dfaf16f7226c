import { useData } from "../api";
import { to } from "../address";
import type { Shown } from "../app";
import { Alerts } from "../review/alerts";
import { Pairs } from "../review/pairs";
import { Statements } from "../review/statements";
import { t } from "../text";

const QUEUES: [string, string, string][] = [["", "Records that may be one", "review"], ["statements", "Statements", "review/statements"], ["alerts", "Alerts", "alerts"]];

/** Three queues, one way to go through them: the same keys everywhere. */
export function Review(shown: Shown) {
  const { values, version } = shown;
  const queue = values.queue ?? "";
  return (
    <>
      <h1>{t("Review")}</h1>
      <nav class="facets queues" aria-label={t("Queues")}>
        {QUEUES.map(([name, title, path]) => <a key={name} href={to("review", { queue: name, pair: "" })} aria-current={queue === name ? "true" : undefined}>{t(title)}{name !== "" && <> <Count path={path} version={version} /></>}</a>)}
      </nav>
      {queue === "statements" ? <Statements key="statements" {...shown} /> : queue === "alerts" ? <Alerts key="alerts" {...shown} /> : <Pairs key="pairs" {...shown} />}
    </>
  );
}

/** How much waits. Pairs are not counted here: to seek them takes long in a large case. */
function Count({ path, version }: { path: string; version: number }) {
  const data = useData<{ total: number }>(`${path}?limit=1`, version);
  return <span class="faint">{data.value?.total ?? "…"}</span>;
}
