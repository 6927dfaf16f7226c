//! Files that are dropped onto the page: taken into a folder beside the case, read into it, and removed.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use super::Workbench;
use super::addresses::Reply;
use super::state::Activity;
use crate::http::{Call, Fault, decode};
use crate::limits::LONGEST_PAUSE;

/// The address of one file.
pub(crate) const PATH: &str = "/api/v1/uploads/{*path}";
/// Bytes of one file, and of all that wait.
const LARGEST: u64 = 256 << 20;
const MOST_BYTES: u64 = 1 << 30;
/// Files that wait.
const MOST_FILES: u64 = 10_000;
/// Characters of a file's path, and its depth.
const LONGEST_PATH: usize = 400;
const DEEPEST: usize = 20;

/// `PUT /api/v1/uploads/PATH`
pub(crate) async fn answer(workbench: &Workbench, request: Request) -> Result<Response, Fault> {
    take(workbench, request).await?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

async fn take(workbench: &Workbench, request: Request) -> Result<(), Fault> {
    let path = request.uri().path().strip_prefix("/api/v1/uploads/").unwrap_or_default();
    let path = safe(&decode(path, false))?;
    let too_large = |detail: String| Fault::new(StatusCode::PAYLOAD_TOO_LARGE, detail);
    if matches!(workbench.activity(), Activity::Busy { .. }) {
        // What waits is removed once it is read; nothing must come in between.
        return Err(Fault::conflict("documents are being read: try again once that is done"));
    }
    if HttpBody::size_hint(request.body()).lower() > LARGEST {
        return Err(too_large(format!(
            "the file is larger than {} MiB: put it into a folder and read that",
            LARGEST >> 20
        )));
    }
    if workbench.upload_files.load(Ordering::SeqCst) >= MOST_FILES {
        return Err(too_large(format!("more than {MOST_FILES} files are waiting to be read: let them be read first")));
    }
    let target = workbench.inbox().join(path);
    let broken = |error: std::io::Error| Fault::broken(format!("the upload can't be kept: {error}"));
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(broken)?;
    }
    let part = target.with_extension("part-of-upload");
    let mut size = 0;
    let taken = write(&workbench.upload_bytes, request.into_body(), &part, &mut size, LONGEST_PAUSE).await;
    let kept = taken.and_then(|()| fs::rename(&part, &target).map_err(broken));
    if kept.is_err() {
        // What broke off is of no use.
        let _ = fs::remove_file(&part);
        workbench.upload_bytes.fetch_sub(size, Ordering::SeqCst);
    } else {
        workbench.upload_files.fetch_add(1, Ordering::SeqCst);
    }
    kept
}

/// Writes a body into a file, as it comes. `waiting` counts the bytes of all uploads that wait to be read.
async fn write(waiting: &AtomicU64, body: Body, part: &Path, size: &mut u64, pause: Duration) -> Result<(), Fault> {
    let broken = |error: std::io::Error| Fault::broken(format!("the upload can't be kept: {error}"));
    let mut file = tokio::fs::File::create(part).await.map_err(broken)?;
    let mut body = std::pin::pin!(body);
    loop {
        let next = std::future::poll_fn(|context| body.as_mut().poll_frame(context));
        let next = tokio::time::timeout(pause, next).await.map_err(|_| {
            let detail = format!("nothing came of the upload for {} seconds", pause.as_secs());
            Fault::new(StatusCode::REQUEST_TIMEOUT, detail)
        })?;
        let Some(frame) = next else { break };
        let frame = frame.map_err(|error| Fault::bad_request(format!("the upload broke off: {error}")))?;
        let Some(data) = frame.data_ref() else { continue };
        let more = data.len() as u64;
        *size += more;
        let all = waiting.fetch_add(more, Ordering::SeqCst) + more;
        if *size > LARGEST || all > MOST_BYTES {
            let detail = format!(
                "files of up to {} MiB are taken, and {} MiB at once: put more into a folder and read that",
                LARGEST >> 20,
                MOST_BYTES >> 20
            );
            return Err(Fault::new(StatusCode::PAYLOAD_TOO_LARGE, detail));
        }
        file.write_all(data).await.map_err(broken)?;
    }
    file.flush().await.map_err(broken)
}

/// The path of an upload within its folder: no part of it leads out, none is hidden, none is special to some system.
fn safe(path: &str) -> Result<PathBuf, Fault> {
    let refused =
        || Fault::malformed("this is no path of a file to take: no part may be empty, .., or begin with a dot");
    let is_odd = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
    if path.is_empty() || path.chars().count() > LONGEST_PATH || path.chars().any(is_odd) {
        return Err(refused());
    }
    let parts: Vec<&str> = path.split('/').collect();
    if parts.len() > DEEPEST
        || parts.iter().any(|part| part.is_empty() || part.starts_with('.') || part.ends_with([' ', '.']))
    {
        return Err(refused());
    }
    let path = PathBuf::from_iter(parts);
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    if is_plain { Ok(path) } else { Err(refused()) }
}

/// `POST /uploads/read`: begins to read what waits. How it goes is told by the events.
pub(crate) fn read(workbench: &Arc<Workbench>, call: &Call) -> Result<Reply, Fault> {
    let inbox = workbench.inbox();
    if !inbox.is_dir() {
        return Err(Fault::bad_request("nothing was uploaded"));
    }
    if !workbench.claim_reading() {
        return Err(Fault::conflict("documents are being read already: try again once that is done"));
    }
    let (reading, actor) = (Arc::clone(workbench), call.visitor.name.clone());
    std::thread::spawn(move || {
        reading.read(std::slice::from_ref(&inbox), &actor, || {
            // The case holds their bytes now.
            let _ = fs::remove_dir_all(&inbox);
            reading.upload_files.store(0, Ordering::SeqCst);
            reading.upload_bytes.store(0, Ordering::SeqCst);
        });
    });
    Ok(Reply::Json(json!({ "activity": workbench.activity() })))
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::*;
    use crate::http::Halting;

    #[tokio::test]
    async fn an_upload_of_which_nothing_more_comes_ends() {
        let folder = tempfile::tempdir().unwrap();
        let body = Body::new(Halting(Some(Bytes::from_static(b"half of it"))));
        let (waiting, mut size) = (AtomicU64::new(7), 0);
        let part = folder.path().join("a.part");
        let fault = write(&waiting, body, &part, &mut size, Duration::from_millis(20)).await.unwrap_err();
        assert_eq!((fault.status, size), (StatusCode::REQUEST_TIMEOUT, 10));
        assert_eq!(waiting.load(Ordering::SeqCst), 17, "whoever asked takes them back");
    }

    #[test]
    fn paths_that_lead_out_are_refused() {
        for path in ["a.txt", "press/2021/herald.html", "马.txt", "a b.pdf"] {
            assert!(safe(path).is_ok(), "{path}");
        }
        let long = "a".repeat(401);
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../../b",
            "a//b",
            "./a",
            ".ssh/id",
            "a/.",
            "C:\\x",
            "a\\..\\b",
            "a\0b",
            "a/",
            "con. ",
            &long,
        ] {
            assert!(safe(path).is_err(), "{path:?}");
        }
        assert!(safe(&"a/".repeat(30)).is_err());
    }
}
