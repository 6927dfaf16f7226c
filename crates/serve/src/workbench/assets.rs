//! The page itself. `web/` is its source; what was built of it lies in `page/` and is part of the program.

use std::io::Write;
use std::sync::OnceLock;

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use flate2::Compression;
use flate2::write::GzEncoder;

/// A file of the page.
struct Asset {
    path: &'static str,
    media_type: &'static str,
    content: &'static [u8],
}

const ASSETS: [Asset; 5] = [
    Asset { path: "/", media_type: "text/html; charset=utf-8", content: include_bytes!("../../page/index.html") },
    Asset {
        path: "/page/app.js",
        media_type: "text/javascript; charset=utf-8",
        content: include_bytes!("../../page/app.js"),
    },
    Asset {
        path: "/page/app.css",
        media_type: "text/css; charset=utf-8",
        content: include_bytes!("../../page/app.css"),
    },
    Asset {
        path: "/page/world.json",
        media_type: "application/json",
        content: include_bytes!("../../page/world.json"),
    },
    Asset { path: "/page/icon.svg", media_type: "image/svg+xml", content: include_bytes!("../../page/icon.svg") },
];

/// An asset as it is sent.
struct Packed {
    gzip: Vec<u8>,
    tag: HeaderValue,
}

/// Packed once, when the first is asked for.
fn packed() -> &'static [Packed] {
    static PACKED: OnceLock<Vec<Packed>> = OnceLock::new();
    PACKED.get_or_init(|| ASSETS.iter().map(pack).collect())
}

fn pack(asset: &Asset) -> Packed {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(asset.content).and_then(|()| encoder.finish());
    let tag = format!("\"{}\"", &blake3::hash(asset.content).to_hex()[..32]);
    Packed {
        gzip: packed.expect("writing to memory can't fail"),
        tag: HeaderValue::from_str(&tag).expect("hexadecimal digits are text"),
    }
}

/// The paths of the page's files.
pub(crate) fn paths() -> impl Iterator<Item = &'static str> {
    ASSETS.iter().map(|asset| asset.path)
}

/// A file of the page; nothing but a status where the browser has it already.
pub(crate) fn answer(path: &str, asked: &HeaderMap) -> Option<Response<Body>> {
    let place = ASSETS.iter().position(|asset| asset.path == path)?;
    let (asset, packed) = (&ASSETS[place], &packed()[place]);
    let mut response = Response::new(Body::empty());
    let takes_gzip = asked
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|list| list.split(',').any(|one| one.trim().starts_with("gzip")));
    if asked.get(header::IF_NONE_MATCH) == Some(&packed.tag) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else if takes_gzip {
        *response.body_mut() = Body::from(packed.gzip.as_slice());
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    } else {
        *response.body_mut() = Body::from(asset.content);
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    headers.insert(header::ETAG, packed.tag.clone());
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Some(response)
}
