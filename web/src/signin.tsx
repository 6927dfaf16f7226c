// Signing in and out, where the server has accounts.

import { useEffect, useState } from "preact/hooks";
import { post } from "./api";
import type { Session } from "./kinds";
import { t } from "./text";

export function SignIn({ done }: { done: () => void }) {
  const [says, setSays] = useState("");
  const [isBusy, setBusy] = useState(false);
  useEffect(() => { document.title = `${t("Sign in")} · Umbra`; }, []);
  const send = async (form: HTMLFormElement) => {
    const given = new FormData(form);
    setBusy(true);
    try {
      await post("sign-in", { name: given.get("name"), password: given.get("password") });
      setSays("");
      done();
    } catch (error) {
      setSays((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main id="main" class="empty">
      <h1>{t("Sign in")}</h1>
      <form class="sign-in" onSubmit={(event) => { event.preventDefault(); void send(event.currentTarget); }}>
        <label>{t("Name")} <input name="name" autocomplete="username" autocapitalize="none" required autofocus /></label>
        <label>{t("Password")} <input name="password" type="password" autocomplete="current-password" required /></label>
        <button type="submit" disabled={isBusy}>{t("Sign in")}</button>
      </form>
      <p role="alert" class="fault">{says}</p>
    </main>
  );
}

export function SignedIn({ session, done }: { session: Session; done: () => void }) {
  return (
    <>
      <span class="faint"><bdi dir="auto">{session.actor}</bdi>, {t(session.role)}</span>
      <button type="button" onClick={() => void post("sign-out").finally(done)}>{t("Sign out")}</button>
    </>
  );
}
