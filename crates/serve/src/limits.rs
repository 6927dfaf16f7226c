//! What a request may ask for. Beyond it the answer is a 4xx that names the limit; `/openapi.json` and the manual tell them too.

use std::time::Duration;

/// Queries of one batch, and ids of one extension.
pub const MOST_QUERIES: usize = 100;
/// Results for one query of `/match` and `/reconcile`.
pub const MOST_MATCHES: usize = 500;
/// Results for one query of `/match` when the request names no number.
pub const MATCHES: usize = 5;
/// Entities on one page of `/search`, of adjacent entities and of suggestions.
pub const MOST_ON_PAGE: usize = 500;
/// Entities on a page when the request names no number.
pub const ON_PAGE: usize = 10;
/// Where a page can begin at the latest.
pub const MOST_OFFSET: usize = 9_499;
/// Values of one query, over all its properties.
pub const MOST_VALUES: usize = 500;
/// Characters of one value, and of one query of `/reconcile`.
pub const LONGEST_VALUE: usize = 5_000;
/// Characters of the `q` of `/search` and of a prefix to be completed.
pub const LONGEST_SEARCH: usize = 1_000;
/// Words of the `q` of `/search`.
pub const MOST_WORDS: usize = 50;
/// Ids to be left out of the results of `/match`.
pub const MOST_EXCLUDED: usize = 50;
/// Values of one parameter that can be given several times.
pub const MOST_REPEATED: usize = 500;
/// Bytes of a request's body: 8 MiB.
pub const LARGEST_BODY: usize = 8 << 20;
/// Bytes of a request's path and query string.
pub const LONGEST_ADDRESS: usize = 60_000;
/// Neighbours that `/entities/{id}` nests in an entity. `/entities/{id}/adjacent` gives all, page by page.
pub const MOST_NESTED: usize = 1_000;
/// Requests that wait for a processor at one time.
pub const MOST_WAITING: usize = 512;
/// How long the head of a request may take to come, and how long a connection may wait for the next one.
pub const LONGEST_HEAD: Duration = Duration::from_secs(20);
/// How long the body of a request may take, a piece of an upload, and a client that reads nothing of its answer.
pub const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Bytes of a request's head.
pub const LARGEST_HEAD: usize = 128 << 10;
/// Connections at one time: a page holds one for its events, and up to six while it asks.
pub const MOST_CONNECTIONS: usize = 1_024;
/// Connections at one time from one address that is not of this machine. An office may share one.
pub const MOST_FROM_ONE: usize = 256;
/// The score from which a result counts as a match, unless the request names another.
pub const THRESHOLD: f64 = 0.7;
