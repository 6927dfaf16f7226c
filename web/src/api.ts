// Talking to the server. What is shown comes from it; nothing is worked out here.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Session } from "./kinds";

let token = "";
const RETRY = 1500;

export class Refused extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  const reply = await fetch(`/api/v1/${path}`, init);
  if (reply.ok) return reply;
  const told = (await reply.json().catch(() => ({}))) as { detail?: string };
  throw new Refused(reply.status, told.detail ?? reply.statusText);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await ask(path, signal ? { signal } : undefined)).json() as Promise<T>;
}

export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  const headers = { "content-type": "application/json", "x-umbra-token": token };
  return (await ask(path, { method: "POST", headers, body: JSON.stringify(body) })).json() as Promise<T>;
}

export async function upload(path: string, file: Blob): Promise<void> {
  const to = path.split("/").map(encodeURIComponent).join("/");
  await ask(`uploads/${to}`, { method: "PUT", headers: { "x-umbra-token": token }, body: file });
}

export async function session(): Promise<Session> {
  const told = await get<Session>("session");
  token = told.token;
  return told;
}

/** A query string of what is set. */
export function query(values: Record<string, string | number | undefined | null>): string {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return set.length ? `?${set.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}` : "";
}

export interface Data<T> {
  value: T | undefined;
  fault: string | undefined;
  isWaiting: boolean;
  /** Why it has to be waited for, if that is told. */
  says?: string | undefined;
}

/**
 * What is at a path; asked for anew when the path or the version of the case changes, or what was done here (`done` counts it). The old
 * stays until the new is there.
 */
export function useData<T>(path: string | undefined, version: number, done = 0): Data<T> {
  const [data, setData] = useState<Data<T>>({ value: undefined, fault: undefined, isWaiting: true });
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (path === undefined || version === 0) return;
    const ended = new AbortController();
    let timer: number | undefined;
    const isOther = last.current?.split("?")[0] !== path.split("?")[0];
    setData((old) => ({ value: isOther ? undefined : old.value, fault: undefined, isWaiting: true }));
    last.current = path;
    const ask = () => get<T>(path, ended.signal).then(
      (value) => setData({ value, fault: undefined, isWaiting: false }),
      (error: unknown) => {
        if (ended.signal.aborted) return;
        // What is still being made will be there in a moment.
        if (error instanceof Refused && error.status === 503) {
          setData((old) => ({ ...old, says: error.message }));
          timer = window.setTimeout(() => void ask(), RETRY);
        } else setData({ value: undefined, fault: String((error as Error).message), isWaiting: false });
      },
    );
    void ask();
    return () => { ended.abort(); clearTimeout(timer); };
  }, [path, version, done]);
  return data;
}
