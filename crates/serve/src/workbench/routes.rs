//! From addresses to answers.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{self, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::{any, get};
use serde_json::json;
use tokio::sync::Semaphore;

use super::addresses::{ADDRESSES, Address, Answer, Endpoint, Reply};
use super::gate::Visitor;
use super::{Workbench, assets, events, guard, uploads};
use crate::http::{Call, Fault, read};
use crate::limits::{LONGEST_ADDRESS, MOST_WAITING};

/// Bytes of the body of a request that is no upload.
const LARGEST_QUESTION: usize = 1 << 20;

/// Everything under `/api/v1`, and the page.
pub(crate) fn routes(workbench: &Arc<Workbench>) -> Router {
    let waiting = Arc::new(Semaphore::new(MOST_WAITING));
    let mut router = Router::new();
    for path in assets::paths() {
        let bench = Arc::clone(workbench);
        router = router.route(path, get(async move |request: Request| page(&bench, path, &request)));
    }
    let mut paths: Vec<&'static str> = ADDRESSES.iter().map(|address| address.path).collect();
    paths.sort_unstable();
    paths.dedup();
    for path in paths {
        let (bench, waiting) = (Arc::clone(workbench), Arc::clone(&waiting));
        let route = any(async move |request: Request| respond(bench, waiting, path, request).await);
        router = router.route(path, route);
    }
    router.route(
        "/api/{*rest}",
        any(async || faulty(&Fault::not_found("there is nothing at this address: see /api/v1/openapi.json"))),
    )
}

/// Lets through what may be answered, and writes down whose it is.
pub(crate) async fn enter(workbench: Arc<Workbench>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let insists = workbench.gate.insists_on_https(&parts.headers);
    let mut response = match workbench.gate.admit(&parts) {
        Err(fault) => faulty(&fault),
        Ok(visitor) => {
            parts.extensions.insert(visitor);
            next.run(Request::from_parts(parts, body)).await
        }
    };
    if insists {
        let year = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

fn page(workbench: &Workbench, path: &str, request: &Request) -> Response {
    // The page holds no secret, so a link from elsewhere may lead to it; it must only be asked for by the server's own name.
    let answer = workbench.gate.check_host(request.headers()).and_then(|()| {
        assets::answer(path, request.headers()).ok_or_else(|| Fault::not_found("there is no such file"))
    });
    let mut response = answer.unwrap_or_else(|fault| faulty(&fault));
    guard::protect(response.headers_mut());
    response
}

async fn respond(workbench: Arc<Workbench>, waiting: Arc<Semaphore>, path: &'static str, request: Request) -> Response {
    let answered = match permitted(&workbench, path, &request) {
        Err(fault) => Err(fault),
        Ok((address, visitor)) => match address.answer {
            Answer::Whole(endpoint) => {
                answer(workbench, &waiting, endpoint, visitor, request).await.map(Reply::into_response)
            }
            Answer::Events => Ok(events::answer(&workbench, visitor)),
            Answer::Upload => uploads::answer(&workbench, request).await,
        },
    };
    let mut response = answered.unwrap_or_else(|fault| faulty(&fault));
    guard::protect(response.headers_mut());
    if response.extensions().get::<guard::Framed>().is_some() {
        guard::let_be_framed(response.headers_mut());
    }
    response
}

/// The address that is asked for, and whoever asks, if they may.
fn permitted(
    workbench: &Workbench,
    path: &'static str,
    request: &Request,
) -> Result<(&'static Address, Visitor), Fault> {
    // Whoever was not let in by the gate is nobody.
    let nobody = || Fault::new(StatusCode::UNAUTHORIZED, "sign in first");
    let visitor = request.extensions().get::<Visitor>().cloned().ok_or_else(nobody)?;
    workbench.gate.check(request.method(), request.headers(), &visitor)?;
    if request.uri().path_and_query().map_or(0, |address| address.as_str().len()) > LONGEST_ADDRESS {
        let detail = format!("the address is longer than {LONGEST_ADDRESS} bytes");
        return Err(Fault::new(StatusCode::URI_TOO_LONG, detail));
    }
    let wanted = |address: &&Address| address.path == path && address.method == request.method().as_str();
    let Some(address) = ADDRESSES.iter().find(wanted) else {
        return Err(Fault::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "this address takes another method: see /api/v1/openapi.json",
        ));
    };
    match (address.least, visitor.role) {
        (Some(_), None) => Err(nobody()),
        (Some(least), Some(role)) if role < least => {
            let detail = format!("that takes the role {least} at least, and yours is {role}");
            Err(Fault::new(StatusCode::FORBIDDEN, detail))
        }
        _ => Ok((address, visitor)),
    }
}

/// A fault as it is told.
pub(crate) fn faulty(fault: &Fault) -> Response {
    let mut response = Reply::Json(json!({ "detail": fault.detail })).into_response();
    *response.status_mut() = fault.status;
    if let Some(seconds) = fault.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    guard::protect(response.headers_mut());
    response
}

async fn answer(
    workbench: Arc<Workbench>,
    waiting: &Semaphore,
    endpoint: Endpoint,
    visitor: Visitor,
    request: Request,
) -> Result<Reply, Fault> {
    let (parts, body) = request.into_parts();
    let body = read(body, LARGEST_QUESTION).await?;
    let Ok(permit) = waiting.try_acquire() else {
        return Err(Fault::too_many("too many requests are waiting: ask again in a moment", 1));
    };
    let call = Call::new(&parts.uri, parts.headers, body, visitor);
    let answer = tokio::task::spawn_blocking(move || endpoint(&workbench, &call)).await;
    drop(permit);
    answer.unwrap_or_else(|_| Err(Fault::broken("the request brought a fault of this program to light")))
}

impl Reply {
    fn into_response(self) -> Response {
        let is_framed = matches!(self, Self::Pdf(_));
        let (media_type, body, name, cookie) = match self {
            Self::Json(json) => ("application/json", Body::from(json.to_string()), None, None),
            Self::Ready(json) => ("application/json", Body::from(json), None, None),
            Self::Cookie(json, cookie) => ("application/json", Body::from(json.to_string()), None, Some(cookie)),
            Self::File { media_type, name, content } => (media_type, Body::from(content), Some(name), None),
            Self::Pdf(content) => ("application/pdf", Body::from(content), None, None),
        };
        let mut response = Response::new(body);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        if is_framed {
            response.extensions_mut().insert(guard::Framed);
        }
        if let Some(cookie) = cookie {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        // Names are made of letters, digits, dots and dashes.
        if let Some(name) =
            name.and_then(|name| HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).ok())
        {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
        response
    }
}
