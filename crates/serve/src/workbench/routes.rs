//! From addresses to answers.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::response::Response;
use axum::routing::{any, get};
use serde_json::json;
use tokio::sync::Semaphore;

use super::addresses::{ADDRESSES, Address, Reply};
use super::{Workbench, assets, events, guard, uploads};
use crate::http::{Call, Fault};
use crate::limits::{LONGEST_ADDRESS, MOST_WAITING};

/// Bytes of the body of a request that is no upload.
const LARGEST_QUESTION: usize = 1 << 20;

/// Everything under `/api/v1`, and the page.
pub(crate) fn routes(workbench: &Arc<Workbench>) -> Router {
    let waiting = Arc::new(Semaphore::new(MOST_WAITING));
    let mut router = Router::new();
    for path in assets::paths() {
        router = router.route(path, get(async move |request: Request| page(path, &request)));
    }
    let mut paths: Vec<&'static str> = ADDRESSES.iter().map(|address| address.path).collect();
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        let (bench, waiting) = (Arc::clone(workbench), Arc::clone(&waiting));
        let route = any(async move |request: Request| respond(bench, waiting, path, request).await);
        router = router.route(path, route);
    }
    let bench = Arc::clone(workbench);
    router = router.route("/api/v1/events", get(async move |request: Request| events::answer(&bench, &request)));
    let bench = Arc::clone(workbench);
    router = router
        .route(uploads::PATH, axum::routing::put(async move |request: Request| uploads::answer(bench, request).await));
    router.route(
        "/api/{*rest}",
        any(async || faulty(&Fault::not_found("there is nothing at this address: see /api/v1/openapi.json"))),
    )
}

fn page(path: &str, request: &Request) -> Response {
    // The page holds no secret, so a link from elsewhere may lead to it; it must only be asked for by this machine's name.
    let answer = guard::check_host(request.headers()).and_then(|()| {
        assets::answer(path, request.headers()).ok_or_else(|| Fault::not_found("there is no such file"))
    });
    let mut response = answer.unwrap_or_else(|fault| faulty(&fault));
    guard::protect(response.headers_mut());
    response
}

async fn respond(workbench: Arc<Workbench>, waiting: Arc<Semaphore>, path: &'static str, request: Request) -> Response {
    let mut response = match answer(workbench, &waiting, path, request).await {
        Ok(reply) => reply.into_response(),
        Err(fault) => faulty(&fault),
    };
    guard::protect(response.headers_mut());
    response
}

/// A fault as it is told.
pub(crate) fn faulty(fault: &Fault) -> Response {
    let mut response = Reply::Json(json!({ "detail": fault.detail })).into_response();
    *response.status_mut() = fault.status;
    guard::protect(response.headers_mut());
    response
}

async fn answer(
    workbench: Arc<Workbench>,
    waiting: &Semaphore,
    path: &'static str,
    request: Request,
) -> Result<Reply, Fault> {
    let (parts, body) = request.into_parts();
    guard::check(&parts.method, &parts.headers, &workbench.token)?;
    if parts.uri.path_and_query().map_or(0, |address| address.as_str().len()) > LONGEST_ADDRESS {
        return Err(Fault::new(
            StatusCode::URI_TOO_LONG,
            format!("the address is longer than {LONGEST_ADDRESS} bytes"),
        ));
    }
    let wanted = |address: &&Address| address.path == path && address.method == parts.method.as_str();
    let Some(address) = ADDRESSES.iter().find(wanted) else {
        return Err(Fault::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "this address takes another method: see /api/v1/openapi.json",
        ));
    };
    let body = to_bytes(body, LARGEST_QUESTION).await.map_err(|_| {
        Fault::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("the body is larger than {LARGEST_QUESTION} bytes, or broke off"),
        )
    })?;
    let Ok(permit) = waiting.try_acquire() else {
        return Err(Fault::new(StatusCode::TOO_MANY_REQUESTS, "too many requests are waiting: ask again in a moment"));
    };
    let call = Call::new(&parts.uri, parts.headers, body);
    let endpoint = address.answer;
    let answer = tokio::task::spawn_blocking(move || endpoint(&workbench, &call)).await;
    drop(permit);
    answer.unwrap_or_else(|_| Err(Fault::broken("the request brought a fault of this program to light")))
}

impl Reply {
    fn into_response(self) -> Response {
        let (media_type, body, name) = match self {
            Self::Json(json) => ("application/json", Body::from(json.to_string()), None),
            Self::File { media_type, name, content } => (media_type, Body::from(content), Some(name)),
        };
        let mut response = Response::new(body);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        // Names are made of letters, digits, dots and dashes.
        if let Some(name) =
            name.and_then(|name| HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).ok())
        {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
        response
    }
}
