// Signing in and out, and one's own password, where the server has accounts.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "./api";
import type { Session } from "./kinds";
import { language, setLanguage, t } from "./text";

/** A form that is sent once at a time, and says why it was not taken. */
function Sent({ label, send, children }: { label: string; send: (given: FormData) => Promise<void>; children: ComponentChildren }) {
  const [says, setSays] = useState("");
  const [isBusy, setBusy] = useState(false);
  const submit = async (form: HTMLFormElement) => {
    setBusy(true);
    setSays("");
    try {
      await send(new FormData(form));
    } catch (error) {
      setSays((error as Error).message);
      form.querySelector<HTMLInputElement>("input[type=password]")?.select();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="sign-in" aria-label={label} onSubmit={(event) => { event.preventDefault(); void submit(event.currentTarget); }}>
      {children}
      <button type="submit" class="chief" disabled={isBusy}>{label}</button>
      <p role="alert" class="fault">{says}</p>
    </form>
  );
}

export function SignIn({ done }: { done: () => void }) {
  const [tongue, setTongue] = useState(language());
  useEffect(() => { document.title = `${t("Sign in")} · Umbra`; document.documentElement.lang = tongue; }, [tongue]);
  const turn = () => { setLanguage(tongue === "zh" ? "en" : "zh"); setTongue(language()); };
  return (
    <main id="main" class="door card">
      <h1><img src="/page/icon.svg" alt="" width="26" height="26" /> Umbra</h1>
      <Sent label={t("Sign in")} send={async (given) => { await post("sign-in", { name: given.get("name"), password: given.get("password") }); done(); }}>
        <label>{t("Name")} <input name="name" type="text" autocomplete="username" autocapitalize="none" spellcheck={false} required autofocus /></label>
        <label>{t("Password")} <input name="password" type="password" autocomplete="current-password" required /></label>
      </Sent>
      <p class="faint">{t("Whoever runs this server gives out names and passwords.")}</p>
      <p><button type="button" class="quiet" lang={tongue === "zh" ? "en" : "zh"} onClick={turn}>{tongue === "zh" ? "English" : "中文"}</button></p>
    </main>
  );
}

export function SignedIn({ session, done }: { session: Session; done: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const [says, setSays] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const close = () => { setOpen(false); button.current?.focus(); };
  return (
    <>
      <span class="faint"><bdi dir="auto">{session.actor}</bdi>, {t(session.role)}</span>
      <span class="own-password">
        <button type="button" ref={button} aria-expanded={isOpen} onClick={() => { setSays(""); setOpen(!isOpen); }}>{t("Password")}</button>
        {isOpen && (
          <div class="card" role="dialog" aria-label={t("Another password")} onKeyDown={(event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } }}>
            <Another session={session} done={() => { setSays(t("The password is changed; your other sessions are ended.")); close(); done(); }} />
            <button type="button" class="quiet" onClick={close}>{t("Cancel")}</button>
          </div>
        )}
      </span>
      <button type="button" onClick={() => void post("sign-out").finally(done)}>{t("Sign out")}</button>
      <span role="status">{says}</span>
    </>
  );
}

function Another({ session, done }: { session: Session; done: () => void }) {
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const send = async (given: FormData) => {
    if (given.get("new") !== given.get("again")) throw new Error(t("The new password and its repetition differ."));
    await post("password", { old: given.get("old"), new: given.get("new") });
    done();
  };
  return (
    <Sent label={t("Change the password")} send={send}>
      <input type="text" name="name" autocomplete="username" value={session.actor} readOnly hidden />
      <label>{t("Current password")} <input ref={first} name="old" type="password" autocomplete="current-password" required /></label>
      <label>{t("New password")} <input name="new" type="password" autocomplete="new-password" required /></label>
      <label>{t("New password once more")} <input name="again" type="password" autocomplete="new-password" required /></label>
    </Sent>
  );
}
