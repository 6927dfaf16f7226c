// Reports that people write, with what the case shows dropped in as blocks.

import { useState } from "preact/hooks";
import { post, query, useData } from "../api";
import { go, replace, to } from "../address";
import type { Shown } from "../app";
import { Loaded } from "../parts";
import { Editor } from "../report/editor";
import { draftOf, moment, newKey, type Kept, type Shows } from "../report/kinds";
import { Report } from "../report/shown";
import { t } from "../text";

interface Listed { reports: { name: string; title: string; by: string; at: string; version: number; blocks: number }[] }

/** What another view wants to be put in: "tie:ID" or "dossier:ID". */
function wanted(put: string | undefined): Shows | undefined {
  const [kind, ...id] = (put ?? "").split(":");
  return kind === "tie" || kind === "dossier" || kind === "figure" || kind === "umbrella" ? { kind, id: id.join(":") } : undefined;
}

export function ReportView(shown: Shown) {
  const { values, session } = shown;
  const isEditor = session.role === "editor" || session.role === "owner";
  if (values.report === "new" && isEditor) {
    return <Editor key="new" name={undefined} base={undefined} start={{ title: "", parts: [{ key: newKey(), text: "" }] }} version={shown.version} sel={values.sel ?? ""}
      put={wanted(values.put)} kept={(name) => replace("report", { report: name, write: "1", put: "" })} leave={() => go("report", { report: "", write: "", put: "" })} />;
  }
  if (values.report) return <One key={values.report} {...shown} isEditor={isEditor} />;
  return <List {...shown} isEditor={isEditor} />;
}

function List({ values, version, isEditor }: Shown & { isEditor: boolean }) {
  const data = useData<Listed>("reports", version);
  return (
    <>
      <h1>{t("Report")}</h1>
      {values.put && <p class="caution">{t("Choose the report into which it is to be put.")}</p>}
      {isEditor && <p><a class="button" href={to("report", { report: "new", write: "1" })}>{t("Write a new report")}</a></p>}
      <Loaded of={data}>{({ reports }) => reports.length === 0 ? <p>{t("Nobody has written a report in this case yet.")}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label={t("Report")}>
          <table>
            <thead><tr><th>{t("Title")}</th><th>{t("Blocks")}</th><th>{t("Kept by")}</th><th>{t("When")}</th></tr></thead>
            <tbody>{reports.map((one) => (
              <tr key={one.name}><td><a href={to("report", { report: one.name, write: values.put ? "1" : "" })}><bdi dir="auto">{one.title}</bdi></a></td><td class="number">{one.blocks}</td><td><bdi dir="auto">{one.by}</bdi></td><td><time>{moment(one.at)}</time></td></tr>
            ))}</tbody>
          </table>
        </div>
      )}</Loaded>
    </>
  );
}

function One({ values, version, isEditor }: Shown & { isEditor: boolean }) {
  const [says, setSays] = useState("");
  const name = values.report ?? "";
  const data = useData<Kept>(`report${query({ name, kept: values.kept })}`, version);
  if (values.write && isEditor) {
    return <Loaded of={data}>{(one) => <Editor key={one.name} name={one.name} base={one.versions[0]?.version} start={draftOf(one)} version={version} sel={values.sel ?? ""} put={wanted(values.put)}
      kept={() => replace("report", { kept: "", put: "" })} leave={() => go("report", { write: "", put: "" })} />}</Loaded>;
  }
  const remove = async (base: number | undefined) => {
    if (!confirm(t("Take this report away? Its versions stay in the case."))) return;
    try {
      await post("reports/remove", { name, base });
      go("report", { report: "", kept: "" });
    } catch (error) {
      setSays((error as Error).message);
    }
  };
  return (
    <>
      <p><a href={to("report", { report: "", kept: "" })}>← {t("All reports")}</a></p>
      <Loaded of={data}>{(one) => (
        <>
          <div class="toolbar" role="toolbar" aria-label={t("Report")}>
            {isEditor && <a class="button" href={to("report", { write: "1" })}>{one.is_last ? t("Write") : t("Write on from this version")}</a>}
            {["html", "pdf", "docx", "markdown"].map((format) => <a key={format} class="button" href={`/api/v1/report/file${query({ name, format, kept: values.kept })}`} download>{format === "markdown" ? "Markdown" : format.toUpperCase()}</a>)}
            {isEditor && one.is_last && <button type="button" class="quiet" onClick={() => void remove(one.kept)}>{t("Take away")}</button>}
            <span role="status" class="fault">{says}</span>
          </div>
          <p class="faint">{t("Kept by")} <bdi dir="auto">{one.by}</bdi>, <time>{moment(one.at)}</time>{!one.is_last && <> · <strong>{t("an older version")}</strong> · <a href={to("report", { kept: "" })}>{t("The last version")}</a></>}</p>
          <Report of={one.shown} />
          <details><summary>{t("Versions")} ({one.versions.length})</summary>
            <ol class="plain">{one.versions.map((version) => <li key={version.version}>{version.is_gone ? <span class="faint">{t("taken away")}</span> : <a href={to("report", { kept: String(version.version) })}>{moment(version.at)}</a>} <bdi dir="auto">{version.by}</bdi></li>)}</ol>
          </details>
        </>
      )}</Loaded>
    </>
  );
}
