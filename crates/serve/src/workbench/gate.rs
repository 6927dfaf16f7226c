//! Who asks, and whether they are answered.
//!
//! Without accounts there is one person: whoever is on this machine. Then the server must not be a tool of pages elsewhere. A page of
//! the web can point a name of its own at 127.0.0.1 (DNS rebinding): requests by any name but this machine's are refused. It can send
//! requests here without being allowed to read the answer: what writes needs a token that only a page of this server can read, and no
//! page of another origin, another port of this machine included, is answered at all.
//!
//! With accounts the same holds, of the names that the server was given; and nothing but the page itself, which holds no secret, is
//! answered to whoever is not signed in. What a person's role allows is checked where the table of addresses is read.

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};

use super::addresses::ADDRESSES;
use super::{assets, secret};
use crate::accounts::attempts::Attempts;
use crate::accounts::sessions::{Session, Sessions};
use crate::accounts::{Account, Accounts, AccountsError, AccountsFile, Lifetimes, LiveAccounts, Role};
use crate::http::{Fault, host_name, is_local, is_same};

/// The header that carries the token of whatever writes.
pub(crate) const TOKEN: &str = "x-umbra-token";
/// Passwords that are checked at one time; each takes 19 MiB and a processor.
const MOST_CHECKED: usize = 4;
/// Addresses beside the page's that tell nothing.
const OPEN: [&str; 2] = ["/healthz", "/readyz"];

/// Who may use a workbench.
#[derive(Debug, Clone)]
pub struct AccountsOptions {
    /// Where the accounts lie.
    pub file: AccountsFile,
    /// How long somebody stays signed in.
    pub lifetimes: Lifetimes,
}

/// How a browser reaches the server.
#[derive(Debug, Clone, Default)]
pub(crate) struct Way {
    /// Whether it does so by HTTPS, here or at a proxy before it.
    pub is_secure: bool,
    /// Whether a proxy stands before the server, which tells who asks.
    pub has_proxy: bool,
    /// Names of hosts, beside this machine's, by which it is called.
    pub names: Vec<String>,
    /// The port that the server listens on.
    pub port: u16,
}

/// From which address a request came; the listener adds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peer(pub IpAddr);

/// Whoever asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    /// Under which name it is written what they do; empty for whoever is not signed in.
    pub name: String,
    /// What they may do; nothing for whoever is not signed in.
    pub role: Option<Role>,
    /// What they have to send with what writes.
    pub token: String,
    address: Option<IpAddr>,
    /// The number of their session.
    session: Option<String>,
}

impl Visitor {
    /// Whoever reviews takes back what they decided themselves; what others did, an editor.
    ///
    /// # Errors
    /// Where somebody else decided it and the role does not reach.
    pub fn check_own(&self, actor: &str) -> Result<(), Fault> {
        if actor == self.name || self.role >= Some(Role::Editor) {
            return Ok(());
        }
        let detail = "somebody else decided this: taking it back takes the role editor at least";
        Err(Fault::new(StatusCode::FORBIDDEN, detail))
    }
}

enum Door {
    /// Whoever is on this machine, under this name.
    Alone(String),
    Accounts(Box<Kept>),
}

/// What has to be known of people.
struct Kept {
    accounts: LiveAccounts,
    sessions: Sessions,
    attempts: Attempts,
    checking: AtomicUsize,
}

/// What stands before every address of a workbench.
pub(crate) struct Gate {
    door: Door,
    way: Way,
    /// The token of whoever is not signed in, or of the one person.
    token: String,
}

fn refused(detail: impl Into<String>) -> Fault {
    Fault::new(StatusCode::FORBIDDEN, detail)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("?"))
}

impl Gate {
    /// # Errors
    /// When the accounts can't be read, or the system has no random numbers.
    pub fn new(actor: String, accounts: Option<AccountsOptions>, way: Way) -> Result<Self, AccountsError> {
        let door = match accounts {
            None => Door::Alone(actor),
            Some(AccountsOptions { file, lifetimes }) => Door::Accounts(Box::new(Kept {
                accounts: LiveAccounts::open(file)?,
                sessions: Sessions::new(lifetimes),
                attempts: Attempts::default(),
                checking: AtomicUsize::new(0),
            })),
        };
        let token = secret().map_err(|error| AccountsError::Random(error.to_string()))?;
        Ok(Self { door, way, token })
    }

    pub fn has_accounts(&self) -> bool {
        matches!(self.door, Door::Accounts(_))
    }

    /// Whether browsers are to insist on HTTPS from now on: not for names that other programs of this machine use too.
    pub fn insists_on_https(&self, headers: &HeaderMap) -> bool {
        let host = text(headers, header::HOST).unwrap_or_default();
        self.way.is_secure && !self.way.has_proxy && !is_local(host)
    }

    fn kept(&self) -> Result<&Kept, Fault> {
        match &self.door {
            Door::Alone(_) => Err(Fault::not_found("there are no accounts: the server was started without --users")),
            Door::Accounts(kept) => Ok(kept),
        }
    }

    /// Lets a request through that may be answered, and says whose it is.
    ///
    /// # Errors
    /// When it is none of a page of this server, or of nobody who is signed in. Without accounts, each address checks for itself.
    pub fn admit(&self, parts: &Parts) -> Result<Visitor, Fault> {
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0);
        let path = parts.uri.path();
        // A page that merely listens is no use of a session.
        let visitor = self.visitor(&parts.headers, peer, path != super::events::PATH)?;
        if !self.has_accounts() {
            return Ok(visitor);
        }
        self.check_host(&parts.headers)?;
        self.check_origin(&parts.headers)?;
        let is_open = OPEN.contains(&path)
            || assets::paths().any(|known| known == path)
            || ADDRESSES.iter().any(|address| address.path == path && address.least.is_none());
        if visitor.role.is_none() && !is_open {
            return Err(Fault::new(StatusCode::UNAUTHORIZED, "sign in first"));
        }
        check_token(&parts.method, &parts.headers, &visitor)?;
        Ok(visitor)
    }

    fn visitor(&self, headers: &HeaderMap, peer: Option<IpAddr>, is_use: bool) -> Result<Visitor, Fault> {
        let address = self.address(headers, peer);
        let nobody = || Visitor { name: String::new(), role: None, token: self.token.clone(), address, session: None };
        let kept = match &self.door {
            Door::Alone(actor) => {
                return Ok(Visitor { name: actor.clone(), role: Some(Role::Owner), ..nobody() });
            }
            Door::Accounts(kept) => kept,
        };
        let Some(id) = self.session_of(headers) else { return Ok(nobody()) };
        let Some(session) = kept.sessions.find(&id, is_use, Instant::now()) else { return Ok(nobody()) };
        let accounts = now(kept)?;
        let Some(role) = role(&accounts, &session) else {
            kept.sessions.end(&id);
            return Ok(nobody());
        };
        Ok(Visitor { name: session.name, role: Some(role), token: session.token, address, session: Some(id) })
    }

    /// From where a request comes: whoever stands before the server tells it of others, at the end of what they claim themselves.
    fn address(&self, headers: &HeaderMap, peer: Option<IpAddr>) -> Option<IpAddr> {
        if !self.way.has_proxy {
            return peer;
        }
        let last = headers.get_all("x-forwarded-for").iter().next_back().and_then(|list| list.to_str().ok());
        last.and_then(|list| list.rsplit(',').next()).and_then(|last| last.trim().parse().ok()).or(peer)
    }

    /// The name of the cookie. Cookies know no port, so that two servers on one machine would take each other's. Under HTTPS its
    /// name makes browsers keep it to this very host.
    fn cookie(&self) -> String {
        let prefix = if self.way.is_secure { "__Host-" } else { "" };
        format!("{prefix}umbra-{}", self.way.port)
    }

    fn session_of(&self, headers: &HeaderMap) -> Option<String> {
        let cookie = self.cookie();
        let lists = headers.get_all(header::COOKIE).iter().filter_map(|list| list.to_str().ok());
        let mut pairs = lists.flat_map(|list| list.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| *name == cookie).map(|(_, id)| id.to_owned())
    }

    /// The header that gives a browser its session, or takes it away.
    fn set_cookie(&self, id: Option<&str>) -> HeaderValue {
        let secure = if self.way.is_secure { "; Secure" } else { "" };
        let end = if id.is_none() { "; Max-Age=0" } else { "" };
        let line =
            format!("{}={}; Path=/; HttpOnly; SameSite=Strict{secure}{end}", self.cookie(), id.unwrap_or_default());
        HeaderValue::from_str(&line).expect("hexadecimal digits and plain words are text")
    }

    /// Refuses what was asked for by a name that is not the server's.
    pub fn check_host(&self, headers: &HeaderMap) -> Result<(), Fault> {
        let Some(host) = headers.get(header::HOST) else { return Ok(()) };
        let host = host.to_str().unwrap_or("?");
        let name = host_name(host);
        // A page of the web can't be at an address that is no name: it would have to be served from there.
        let is_called = |known: &String| known.eq_ignore_ascii_case(name);
        let is_other = || name.parse::<IpAddr>().is_ok() || self.way.names.iter().any(is_called);
        if is_local(host) || self.has_accounts() && is_other() {
            return Ok(());
        }
        Err(refused(match self.door {
            Door::Alone(_) => "this server answers only to localhost",
            Door::Accounts(_) => "this server does not answer to this name: start it with --name to have it do so",
        }))
    }

    /// Refuses what does not come from a page of this server, or from a program that sends no origin.
    fn check_origin(&self, headers: &HeaderMap) -> Result<(), Fault> {
        let host = text(headers, header::HOST).unwrap_or_default();
        let scheme = if self.way.is_secure { "https" } else { "http" };
        if text(headers, header::ORIGIN).is_some_and(|origin| origin != format!("{scheme}://{host}")) {
            return Err(refused("this address answers only its own page"));
        }
        let site = text(headers, HeaderName::from_static("sec-fetch-site"));
        if site.is_some_and(|site| site != "same-origin" && site != "none") {
            return Err(refused("this address answers only its own page"));
        }
        Ok(())
    }

    /// What every address of the workbench's API asks of a request.
    pub fn check(&self, method: &Method, headers: &HeaderMap, visitor: &Visitor) -> Result<(), Fault> {
        self.check_host(headers)?;
        self.check_origin(headers)?;
        check_token(method, headers, visitor)
    }

    /// Whether somebody is still who they were when they asked: for answers that go on.
    pub fn is_still(&self, visitor: &Visitor) -> bool {
        let (Door::Accounts(kept), Some(id)) = (&self.door, &visitor.session) else { return !self.has_accounts() };
        let session = kept.sessions.find(id, false, Instant::now());
        session.is_some_and(|session| now(kept).is_ok_and(|accounts| role(&accounts, &session).is_some()))
    }

    /// The account of a name and its password.
    ///
    /// # Errors
    /// When they are wrong, or there were too many attempts.
    fn verified(&self, visitor: &Visitor, name: &str, password: &str) -> Result<Account, Fault> {
        let kept = self.kept()?;
        let attempt = kept.attempts.begin(name, visitor.address, Instant::now()).map_err(|wait| {
            let minutes = wait.as_secs() / 60 + 1;
            let detail = format!("there were too many attempts to sign in: try again in {minutes} minutes");
            Fault::too_many(detail, wait.as_secs() + 1)
        })?;
        let _checked = Checked::begin(&kept.checking)
            .ok_or_else(|| Fault::too_many("too many sign in at this moment: try again", 1))?;
        let account = kept.accounts.verified(name, password).map_err(|error| broken(&error))?;
        let wrong = || Fault::new(StatusCode::UNAUTHORIZED, "the name or the password is not right");
        let account = account.ok_or_else(wrong)?;
        kept.attempts.succeeded(&attempt);
        Ok(account)
    }

    /// Opens a session, and gives the header that lets a browser know it.
    fn open(&self, account: &Account) -> Result<HeaderValue, Fault> {
        let id = self.kept()?.sessions.open(account.name.as_str(), account.stamp(), Instant::now());
        id.map(|id| self.set_cookie(Some(&id))).map_err(|error| Fault::broken(error.to_string()))
    }

    /// Signs somebody in, and gives the header that lets their browser know it.
    ///
    /// # Errors
    /// When name or password are wrong, or there were too many attempts.
    pub fn sign_in(&self, visitor: &Visitor, name: &str, password: &str) -> Result<HeaderValue, Fault> {
        let account = self.verified(visitor, name, password)?;
        // Whatever the browser came with ends: nobody may have prepared it.
        if let Some(old) = &visitor.session {
            self.kept()?.sessions.end(old);
        }
        self.open(&account)
    }

    /// Signs somebody out, here and in their browser.
    pub fn sign_out(&self, visitor: &Visitor) -> Result<HeaderValue, Fault> {
        let kept = self.kept()?;
        if let Some(id) = &visitor.session {
            kept.sessions.end(id);
        }
        Ok(self.set_cookie(None))
    }

    /// Sets a person's own password, and ends their other sessions.
    ///
    /// # Errors
    /// When the old one is wrong, or the new one can't be taken.
    pub fn set_password(&self, visitor: &Visitor, old: &str, new: &str) -> Result<HeaderValue, Fault> {
        let kept = self.kept()?;
        // Whoever sits down at a browser that was left open must not guess here either.
        self.verified(visitor, &visitor.name, old)?;
        let changed = kept.accounts.file.change(|accounts| {
            accounts.set_password(&visitor.name, new)?;
            accounts.get(&visitor.name).cloned().ok_or_else(|| AccountsError::Unknown(visitor.name.clone()))
        });
        let account = changed.map_err(|error| match error {
            AccountsError::Password(_) => Fault::malformed(error.to_string()),
            _ => broken(&error),
        })?;
        kept.sessions.end_all(&visitor.name);
        self.open(&account)
    }

    /// All accounts, with how many sessions each has open.
    pub fn accounts(&self) -> Result<Vec<(Account, usize)>, Fault> {
        let kept = self.kept()?;
        let accounts = now(kept)?;
        let count = |name: &str| kept.sessions.count(name, Instant::now());
        Ok(accounts.iter().map(|account| (account.clone(), count(account.name.as_str()))).collect())
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    /// When there is no such account.
    pub fn end_sessions(&self, name: &str) -> Result<(), Fault> {
        let kept = self.kept()?;
        let accounts = now(kept)?;
        let account = accounts.get(name).ok_or_else(|| Fault::not_found("there is no account of this name"))?;
        kept.sessions.end_all(account.name.as_str());
        Ok(())
    }
}

fn check_token(method: &Method, headers: &HeaderMap, visitor: &Visitor) -> Result<(), Fault> {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let sent = text(headers, HeaderName::from_static(TOKEN)).unwrap_or_default();
    if reads || is_same(&visitor.token, sent) {
        return Ok(());
    }
    Err(refused("what writes needs the token that /api/v1/session gives: reload the page"))
}

/// What the account of a session may do now, if it is still there with the password that the session was opened with.
fn role(accounts: &Accounts, session: &Session) -> Option<Role> {
    let account = accounts.get(&session.name).filter(|account| account.name.as_str() == session.name)?;
    is_same(&account.stamp(), &session.stamp).then_some(account.role)
}

fn now(kept: &Kept) -> Result<std::sync::Arc<Accounts>, Fault> {
    kept.accounts.now().map_err(|error| broken(&error))
}

/// What the file of accounts says is for whoever runs the server.
fn broken(_: &AccountsError) -> Fault {
    Fault::not_ready("the accounts can't be read: tell whoever runs the server to try `umbra users list`")
}

/// One of the few passwords that are checked at one time.
struct Checked<'a>(&'a AtomicUsize);

impl<'a> Checked<'a> {
    fn begin(count: &'a AtomicUsize) -> Option<Self> {
        let one_more = |checked: usize| (checked < MOST_CHECKED).then_some(checked + 1);
        count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_more).ok().map(|_| Self(count))
    }
}

impl Drop for Checked<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
