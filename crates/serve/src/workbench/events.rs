//! What is going on, as it goes on: server-sent events.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use futures_core::Stream;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;

use super::Workbench;
use super::gate::Visitor;
use super::state::News;

/// The address.
pub(crate) const PATH: &str = "/api/v1/events";
/// How often to look whether whoever listens is still signed in.
const LOOK: Duration = Duration::from_secs(5);
/// Events that wait for one page; one that reads no more is dropped.
const WAITING: usize = 64;

/// What one page is told.
struct Told(mpsc::Receiver<Event>);

impl Stream for Told {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|event| event.map(Ok))
    }
}

pub(crate) fn answer(workbench: &Arc<Workbench>, visitor: Visitor) -> Response {
    let (teller, told) = mpsc::channel(WAITING);
    let mut news = workbench.listen();
    let first = News::Activity(workbench.activity());
    let version = workbench.desk().map_or(0, |desk| desk.version);
    let bench = Arc::clone(workbench);
    tokio::spawn(async move {
        let mut looks = tokio::time::interval(LOOK);
        for news in [first, News::Desk(version)] {
            if teller.send(event(&news)).await.is_err() {
                return;
            }
        }
        loop {
            let heard = tokio::select! {
                heard = news.recv() => heard,
                () = teller.closed() => return,
                _ = looks.tick() => {
                    if bench.gate.is_still(&visitor) {
                        continue;
                    }
                    return;
                }
            };
            if !bench.gate.is_still(&visitor) {
                return;
            }
            match heard {
                Ok(News::End) => return,
                Ok(news) => {
                    if teller.send(event(&news)).await.is_err() {
                        return;
                    }
                }
                // Whoever fell behind hears of what comes next.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
    Sse::new(Told(told)).keep_alive(KeepAlive::default()).into_response()
}

fn event(news: &News) -> Event {
    match news {
        News::Activity(activity) => {
            Event::default().event("activity").data(serde_json::to_string(activity).unwrap_or_default())
        }
        News::End => Event::default().event("end"),
        News::Desk(version) => Event::default().event("desk").data(version.to_string()),
    }
}
