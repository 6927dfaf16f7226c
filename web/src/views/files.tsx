import { query } from "../api";
import { t } from "../text";

/** The dossier to be taken away. */
export function Files({ of }: { of: { id: string } | { place: string } }) {
  return (
    <p class="toolbar" role="toolbar" aria-label={t("Export")}>
      {["html", "pdf", "docx", "markdown"].map((format) => <a key={format} class="button" href={`/api/v1/dossier/file${query({ ...of, format })}`} download>{format === "markdown" ? "Markdown" : format.toUpperCase()}</a>)}
    </p>
  );
}
