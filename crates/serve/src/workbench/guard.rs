//! Who gets an answer, and what a browser may do with it.
//!
//! The server has no password on this machine, so it must not be a tool of pages elsewhere. A page of the web can point a name
//! of its own at 127.0.0.1 (DNS rebinding): requests by any name but localhost are refused. It can send requests here without being
//! allowed to read the answer: what writes needs a token that only a page of this server can read, and no page of another origin,
//! another port of this machine included, is answered at all.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};

use crate::http::{Fault, is_local_host, is_same};

/// The header that carries the token of whatever writes.
pub(crate) const TOKEN: &str = "x-umbra-token";

/// What the page may load: itself, from here. Pictures it draws itself are `blob:` when they are saved.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
     font-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

const HEADERS: [(&str, &str); 8] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("cache-control", "no-store"),
];

/// Adds what holds for every answer; a cache header that is there stays.
pub(crate) fn protect(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        if name != header::CACHE_CONTROL || !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// Refuses what was asked for by another name than this machine's.
pub(crate) fn check_host(headers: &HeaderMap) -> Result<(), Fault> {
    if is_local_host(headers) {
        return Ok(());
    }
    Err(Fault::new(StatusCode::FORBIDDEN, "this server answers only to localhost"))
}

/// Refuses what does not come from a page of this server, or from a program that sends no origin.
pub(crate) fn check(method: &Method, headers: &HeaderMap, token: &str) -> Result<(), Fault> {
    let refused = |detail: &str| Err(Fault::new(StatusCode::FORBIDDEN, detail));
    check_host(headers)?;
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(header::HOST).unwrap_or_default();
    if text(header::ORIGIN).is_some_and(|origin| origin != format!("http://{host}")) {
        return refused("this address answers only its own page");
    }
    let site = text(HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return refused("this address answers only its own page");
    }
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let sent = text(HeaderName::from_static(TOKEN)).unwrap_or_default();
    if !reads && !is_same(token, sent) {
        return refused("what writes needs the token that /api/v1/session gives: reload the page");
    }
    Ok(())
}
