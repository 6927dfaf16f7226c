//! The API over HTTP: which address means what, and what holds for every request.
//!
//! Requests are read on a few asynchronous threads and answered on others, as many as there are processors, so that one that
//! takes long holds up no other's reading. What takes more than a request may is refused before.

mod entities;
mod fault;
mod matching;
mod openapi;
mod parameters;
mod query;
mod reconcile;
mod search;
mod system;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{Semaphore, watch};

pub(crate) use fault::Fault;
pub(crate) use parameters::{Parameters, decode};

use crate::catalog::Catalog;
use crate::limits::{LARGEST_BODY, LONGEST_ADDRESS, LONGEST_PAUSE, MOST_WAITING};
use crate::workbench::{self, Visitor, Workbench};

/// How long a request waits for indexes that are still made.
const PATIENCE: Duration = Duration::from_secs(20);

/// What every request is answered from.
pub(crate) struct Service {
    catalog: OnceLock<Catalog>,
    /// Whether there is a catalog.
    ready: watch::Sender<bool>,
    /// What `/updatez` has to be told.
    pub token: Option<String>,
    /// Whether only programs on this machine can reach the server.
    pub is_local: bool,
    waiting: Semaphore,
}

/// A request, read.
pub(crate) struct Call {
    /// The parts of the path, decoded.
    path: Vec<String>,
    pub parameters: Parameters,
    pub body: Bytes,
    pub headers: HeaderMap,
    /// Whoever asks, as far as that is known.
    pub visitor: Visitor,
}

/// What a request is answered with.
pub(crate) enum Answer {
    Json(Value),
    /// JSON, with the number of queries answered.
    Batch(Value, usize),
    /// The entity was merged into another, which is at this path.
    Moved(String),
}

/// How a request is answered.
type Endpoint = fn(&Service, &Call) -> Result<Answer, Fault>;

impl Call {
    pub fn new(address: &Uri, headers: HeaderMap, body: Bytes, visitor: Visitor) -> Self {
        let path = address.path().trim_matches('/').split('/').map(|part| decode(part, false)).collect();
        Self { path, parameters: Parameters::parse(address.query().unwrap_or_default()), body, headers, visitor }
    }

    /// What was sent, read from JSON; `wrong` begins the message where it can't be.
    pub fn sent<T: DeserializeOwned>(&self, wrong: &str) -> Result<T, Fault> {
        serde_json::from_slice(&self.body).map_err(|error| Fault::malformed(format!("{wrong}: {error}")))
    }

    /// A part of the path, counted from 0: the id in `/entities/ID` is part 1.
    pub fn part(&self, index: usize) -> &str {
        self.path.get(index).map_or("", String::as_str)
    }

    /// What is asked, without who asks: path and parameters.
    pub fn question(&self) -> String {
        format!("{:?} {:?}", self.path, self.parameters)
    }

    /// The address by which the server was called.
    pub fn base(&self) -> String {
        let text = |name: HeaderName| self.headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(header::HOST).unwrap_or("localhost");
        let scheme = text(HeaderName::from_static("x-forwarded-proto")).filter(|scheme| *scheme == "https");
        format!("{}://{host}", scheme.unwrap_or("http"))
    }
}

impl Service {
    pub fn new(token: Option<String>, is_local: bool) -> Self {
        Self {
            catalog: OnceLock::new(),
            ready: watch::Sender::new(false),
            token,
            is_local,
            waiting: Semaphore::new(MOST_WAITING),
        }
    }

    /// What is served.
    ///
    /// # Errors
    /// As long as its indexes are made.
    pub fn catalog(&self) -> Result<&Catalog, Fault> {
        self.catalog.get().ok_or_else(|| Fault::not_ready("the index is still being made: ask again in a moment"))
    }

    /// Begins to serve a catalog, unless one is served already.
    pub fn serve(&self, catalog: Catalog) {
        let _ = self.catalog.set(catalog);
        self.ready.send_replace(true);
    }

    /// Waits for the catalog: who asks early gets a late answer rather than none.
    async fn wait(&self) {
        let mut ready = self.ready.subscribe();
        // Whatever comes of it, the endpoint finds out.
        let _ = tokio::time::timeout(PATIENCE, ready.wait_for(|ready| *ready)).await;
    }
}

/// Every address of the API, and those of a workbench where there is one.
pub(crate) fn router(service: Arc<Service>, workbench: Option<&Arc<Workbench>>) -> Router {
    let page = match workbench {
        Some(workbench) => workbench::routes(workbench),
        None => Router::new().route("/", got(openapi::answer).with_state(Arc::clone(&service))),
    };
    let router = Router::new()
        .route("/match/{dataset}", posted(matching::answer))
        .route("/search/{dataset}", got(search::answer))
        .route("/entities/{id}", got(entities::answer))
        .route("/entities/{id}/adjacent", got(entities::adjacent))
        .route("/entities/{id}/adjacent/{property}", got(entities::adjacent_by))
        .route("/reconcile/{dataset}", got(reconcile::answer).merge(posted(reconcile::answer_form)))
        .route("/reconcile/{dataset}/suggest/entity", got(reconcile::suggest_entity))
        .route("/reconcile/{dataset}/suggest/type", got(reconcile::suggest_type))
        .route("/reconcile/{dataset}/suggest/property", got(reconcile::suggest_property))
        .route("/reconcile/{dataset}/extend/property", got(reconcile::extend_property))
        .route("/catalog", got(system::catalog))
        .route("/manifest", got(system::catalog))
        .route("/algorithms", got(system::algorithms))
        .route("/healthz", got(system::health))
        .route("/readyz", got(system::health))
        .route("/updatez", posted(system::update))
        .route("/openapi.json", got(openapi::answer))
        .fallback(get(nothing_here).post(nothing_here))
        .method_not_allowed_fallback(not_so)
        .with_state(service)
        .merge(page);
    let Some(workbench) = workbench.cloned() else { return router };
    // Nothing is answered past the gate, whatever is added above.
    let gate = move |request: Request, next: Next| workbench::enter(Arc::clone(&workbench), request, next);
    router.layer(from_fn(gate))
}

fn got(endpoint: Endpoint) -> MethodRouter<Arc<Service>> {
    get(async move |State(service), request| respond(service, request, endpoint).await)
}

fn posted(endpoint: Endpoint) -> MethodRouter<Arc<Service>> {
    post(async move |State(service), request| respond(service, request, endpoint).await)
}

async fn nothing_here(State(service): State<Arc<Service>>, request: Request) -> Response {
    let fault = Fault::not_found("there is nothing at this address: /openapi.json lists all there are");
    respond_with(&service, request.headers(), Err(fault))
}

/// A method that the address does not take; or the question of a browser which it takes.
async fn not_so(State(service): State<Arc<Service>>, request: Request) -> Response {
    if request.method() == Method::OPTIONS {
        let mut response = respond_with(&service, request.headers(), Ok(Answer::Json(Value::Null)));
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type, authorization"));
        return response;
    }
    let fault = Fault::new(StatusCode::METHOD_NOT_ALLOWED, "this address takes another method: see /openapi.json");
    respond_with(&service, request.headers(), Err(fault))
}

async fn respond(service: Arc<Service>, request: Request, endpoint: Endpoint) -> Response {
    let headers = request.headers().clone();
    let answer = answer(&service, request, endpoint).await;
    respond_with(&service, &headers, answer)
}

async fn answer(service: &Arc<Service>, request: Request, endpoint: Endpoint) -> Result<Answer, Fault> {
    let (parts, body) = request.into_parts();
    if service.is_local && !is_local_host(&parts.headers) {
        // A page on the web can point a name of its own at this machine and then ask it in the reader's name.
        let detail = "this server answers only to localhost: start it with --host to serve others";
        return Err(Fault::new(StatusCode::FORBIDDEN, detail));
    }
    let address = parts.uri.path_and_query().map_or(0, |address| address.as_str().len());
    if address > LONGEST_ADDRESS {
        let detail = format!("the address is longer than {LONGEST_ADDRESS} bytes");
        return Err(Fault::new(StatusCode::URI_TOO_LONG, detail));
    }
    let body = read(body, LARGEST_BODY).await?;
    let Ok(permit) = service.waiting.try_acquire() else {
        let detail = format!("more than {MOST_WAITING} requests are waiting: ask again in a moment");
        return Err(Fault::too_many(detail, 1));
    };
    let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or_default();
    let call = Call::new(&parts.uri, parts.headers, body, visitor);
    service.wait().await;
    let answering = Arc::clone(service);
    let answer = tokio::task::spawn_blocking(move || endpoint(&answering, &call)).await;
    drop(permit);
    // A fault of this program ends the one request only.
    answer.unwrap_or_else(|_| {
        Err(Fault::new(StatusCode::INTERNAL_SERVER_ERROR, "the request brought a fault of this program to light"))
    })
}

/// The body of a request, of so many bytes at most.
///
/// # Errors
/// When it is larger, breaks off, or takes too long to come.
pub(crate) async fn read(body: Body, most: usize) -> Result<Bytes, Fault> {
    read_within(body, most, LONGEST_PAUSE).await
}

async fn read_within(body: Body, most: usize, pause: Duration) -> Result<Bytes, Fault> {
    let Ok(read) = tokio::time::timeout(pause, to_bytes(body, most)).await else {
        let detail = format!("the body did not come within {} seconds", pause.as_secs());
        return Err(Fault::new(StatusCode::REQUEST_TIMEOUT, detail));
    };
    read.map_err(|_| {
        let detail = format!("the body is larger than {most} bytes, or broke off: send less at once");
        Fault::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    })
}

fn respond_with(service: &Service, asked: &HeaderMap, answer: Result<Answer, Fault>) -> Response {
    let retry_after = answer.as_ref().err().and_then(|fault| fault.retry_after);
    let (status, json, batch, moved) = match answer {
        Ok(Answer::Json(Value::Null)) => (StatusCode::NO_CONTENT, None, None, None),
        Ok(Answer::Json(json)) => (StatusCode::OK, Some(json), None, None),
        Ok(Answer::Batch(json, size)) => (StatusCode::OK, Some(json), Some(size), None),
        Ok(Answer::Moved(path)) => {
            let detail = json!({ "detail": format!("the entity was merged into another: {path}") });
            (StatusCode::PERMANENT_REDIRECT, Some(detail), None, Some(path))
        }
        Err(Fault { status, detail, .. }) => (status, Some(json!({ "detail": detail })), None, None),
    };
    let body = json.as_ref().map_or_else(Body::empty, |json| Body::from(json.to_string()));
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if json.is_some() {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    if let Some(size) = batch {
        headers.insert(HeaderName::from_static("x-batch-size"), HeaderValue::from(size));
    }
    if let Some(path) = moved.and_then(|path| HeaderValue::from_str(&path).ok()) {
        headers.insert(header::LOCATION, path);
    }
    // Pages of programs on this machine, such as OpenRefine, may read the answers; pages of the web may not.
    if let Some(origin) = asked.get(header::ORIGIN).filter(|origin| !service.is_local || is_local_origin(origin)) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
    }
    response
}

/// Whether a request was sent to this machine by its own name.
pub(crate) fn is_local_host(headers: &HeaderMap) -> bool {
    headers.get(header::HOST).is_none_or(|host| host.to_str().is_ok_and(is_local))
}

fn is_local_origin(origin: &HeaderValue) -> bool {
    let host = origin.to_str().ok().and_then(|origin| origin.split_once("://"));
    host.is_some_and(|(_, host)| is_local(host))
}

/// Compares in a time that does not tell how far the two are the same.
pub(crate) fn is_same(known: &str, told: &str) -> bool {
    blake3::hash(known.as_bytes()) == blake3::hash(told.as_bytes())
}

/// The name of a host, without its port.
pub(crate) fn host_name(host: &str) -> &str {
    match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

/// Whether a host, with or without its port, is this machine.
pub(crate) fn is_local(host: &str) -> bool {
    let name = host_name(host);
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
pub(crate) use tests::Halting;

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use axum::body::HttpBody;
    use hyper::body::Frame;

    use super::*;

    /// A body of which some comes at once, and then nothing more.
    pub(crate) struct Halting(pub Option<Bytes>);

    impl HttpBody for Halting {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.0.take().map_or(Poll::Pending, |bytes| Poll::Ready(Some(Ok(Frame::data(bytes)))))
        }
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_waited_for_only_so_long() {
        let body = Body::new(Halting(Some(Bytes::from_static(b"{"))));
        let fault = read_within(body, 100, Duration::from_millis(20)).await.unwrap_err();
        assert_eq!(fault.status, StatusCode::REQUEST_TIMEOUT);
        let body = Body::new(Halting(Some(Bytes::from_static(&[b'x'; 101]))));
        let fault = read_within(body, 100, Duration::from_secs(3_600)).await.unwrap_err();
        assert_eq!(fault.status, StatusCode::PAYLOAD_TOO_LARGE, "it is not waited for the rest of what is too large");
        let whole = read_within(Body::from("{}"), 100, Duration::from_secs(3_600)).await.unwrap();
        assert_eq!(&whole[..], b"{}");
    }

    #[test]
    fn this_machine_is_told_from_others() {
        for (host, expected) in [
            ("localhost", true),
            ("localhost:8000", true),
            ("127.0.0.1:80", true),
            ("[::1]:3333", true),
            ("localhost.example.org", false),
            ("127.0.0.1.example.org", false),
            ("192.168.1.5:8000", false),
            ("", false),
        ] {
            assert_eq!(is_local(host), expected, "{host}");
        }
    }
}
