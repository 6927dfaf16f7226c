// Files and folders that are dropped onto the page, or chosen.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { post, upload } from "./api";
import { may } from "./role";
import { t } from "./text";

interface Dropped { path: string; file: File }

async function walk(entry: FileSystemEntry, folder: string): Promise<Dropped[]> {
  if (entry.name.startsWith(".")) return [];
  const path = folder + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    return [{ path, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: Dropped[] = [];
  // A folder's entries come in batches, the last one empty.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (batch.length === 0) return all;
    for (const one of batch) all.push(...(await walk(one, `${path}/`)));
  }
}

export function DropZone({ children }: { children: ComponentChildren }) {
  const [isOver, setOver] = useState(false);
  const [says, setSays] = useState("");
  const take = async (dropped: Dropped[]) => {
    try {
      for (const [at, { path, file }] of dropped.entries()) {
        setSays(`${t("Taking up")} ${at + 1} / ${dropped.length}: ${path}`);
        await upload(path, file);
      }
      if (dropped.length) await post("uploads/read");
      setSays("");
    } catch (error) {
      setSays(`${t("Not taken")}: ${(error as Error).message}`);
    }
  };
  useEffect(() => {
    const chosen = (event: Event) => {
      const input = event.target as HTMLInputElement;
      if (input.dataset?.upload === undefined || !input.files) return;
      void take([...input.files].map((file) => ({ path: file.name, file })));
    };
    addEventListener("change", chosen);
    return () => removeEventListener("change", chosen);
  }, []);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!may("editor")) return;
    const entries = [...(event.dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
    const dropped: Dropped[] = [];
    for (const entry of entries) dropped.push(...(await walk(entry, "")));
    void take(dropped);
  };
  const isFiles = (event: DragEvent) => may("editor") && [...(event.dataTransfer?.types ?? [])].includes("Files");
  return (
    <div
      class={isOver ? "frame over" : "frame"}
      onDragOver={(event) => { if (isFiles(event)) { event.preventDefault(); setOver(true); } }}
      onDragLeave={(event) => { if (event.relatedTarget === null) setOver(false); }}
      onDrop={(event) => void drop(event)}
    >
      {says && <p class="status" role="status">{says}</p>}
      {children}
      {isOver && <div class="dropping" aria-hidden="true">{t("Drop to read into the case")}</div>}
    </div>
  );
}
