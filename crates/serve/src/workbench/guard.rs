//! What a browser may do with an answer.

use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// What the page may load: itself, from here. Pictures it draws itself are `blob:` when they are saved.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; \
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

/// What a PDF file may do that the page shows beside its text: be shown there. It is no page, whatever stands in it (`nosniff`), loads and
/// sends nothing, and the frame can be led nowhere but to this server (`frame-src` of the page). A `sandbox` would keep Chromium's viewer from
/// showing it at all.
const FRAMED: [(&str, &str); 2] = [
    (
        "content-security-policy",
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
    ),
    ("x-frame-options", "SAMEORIGIN"),
];

/// Marks an answer that the page may show in a frame.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Framed;

/// Lets the page, and nobody else, show an answer in a frame; after [`protect`].
pub(crate) fn let_be_framed(headers: &mut HeaderMap) {
    for (name, value) in FRAMED {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
}

/// Adds what holds for every answer; a cache header that is there stays.
pub(crate) fn protect(headers: &mut HeaderMap) {
    for (name, value) in HEADERS {
        let name = HeaderName::from_static(name);
        if name != header::CACHE_CONTROL || !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}
