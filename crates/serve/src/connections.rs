//! Connections: taken, limited, ended.
//!
//! Whoever connects costs a little memory, and is given so long for the head of a request, its body, and reading the answer
//! (`limits.rs`): somebody who holds connections open without asking anything, or asks a letter a minute, is cut off.

mod patient;
#[cfg(feature = "tls")]
pub(crate) mod tls;

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, watch};
use tower_service::Service;

use self::patient::Patient;
use crate::limits::{LARGEST_HEAD, LONGEST_HEAD, LONGEST_PAUSE, MOST_CONNECTIONS, MOST_FROM_ONE};
use crate::workbench::Peer;

/// How long to wait when the system has no room for one more connection.
const RESPITE: Duration = Duration::from_millis(500);

/// How connections are spoken on.
#[derive(Clone)]
pub(crate) enum Speech {
    /// As they come.
    Plain,
    /// Encrypted, with a certificate of one's own.
    #[cfg(feature = "tls")]
    Tls(tls::Acceptor),
}

/// Answers connections until `stop`; those that are being answered then are finished.
pub(crate) async fn serve(listener: TcpListener, speech: Speech, router: Router, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let crowd = Crowd::default();
    let (end, ending) = watch::channel(false);
    // Each connection holds one end; when all are gone, so are they.
    let (open, mut all_closed) = mpsc::channel::<()>(1);
    let mut stop = std::pin::pin!(stop);
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = &mut stop => break,
        };
        let (stream, peer) = match taken {
            Ok(taken) => taken,
            Err(error) => {
                // Whoever went away again is no fault of ours; where there is no room, some may come.
                if !is_of_one(&error) {
                    tokio::time::sleep(RESPITE).await;
                }
                continue;
            }
        };
        // What is too much is closed without a word, which costs nothing.
        let Ok(permit) = Arc::clone(&room).try_acquire_owned() else { continue };
        let Some(place) = crowd.enter(peer.ip()) else { continue };
        let (router, speech, ending, open) = (router.clone(), speech.clone(), ending.clone(), open.clone());
        tokio::spawn(async move {
            talk(stream, peer, speech, router, ending).await;
            drop((permit, place, open));
        });
    }
    drop((listener, open));
    let _ = end.send(true);
    let _ = all_closed.recv().await;
}

fn is_of_one(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn talk(stream: TcpStream, peer: SocketAddr, speech: Speech, router: Router, ending: watch::Receiver<bool>) {
    // Answers are written in one go; waiting to fill a packet would only delay their ends.
    let _ = stream.set_nodelay(true);
    match speech {
        Speech::Plain => answer(stream, peer, router, ending, LONGEST_HEAD).await,
        #[cfg(feature = "tls")]
        Speech::Tls(acceptor) => {
            let handshake = tokio::time::timeout(LONGEST_HEAD, acceptor.accept(stream)).await;
            if let Ok(Ok(stream)) = handshake {
                answer(stream, peer, router, ending, LONGEST_HEAD).await;
            }
        }
    }
}

async fn answer<S>(
    stream: S,
    peer: SocketAddr,
    router: Router,
    mut ending: watch::Receiver<bool>,
    longest_head: Duration,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut router = router.clone();
        async move {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(peer.ip()));
            let answer: Result<Response, Infallible> = router.call(request).await;
            answer
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(longest_head)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(Patient::new(stream, LONGEST_PAUSE)), service);
    let mut connection = std::pin::pin!(connection);
    let mut is_ending = false;
    loop {
        tokio::select! {
            // What went wrong with one connection is told to whoever is at its other end, if anybody is.
            _ = &mut connection => return,
            _ = ending.changed(), if !is_ending => {
                is_ending = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}

/// Who is connected, by address.
#[derive(Default)]
struct Crowd(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A place in the crowd, which is given back.
struct Place {
    crowd: Arc<Mutex<HashMap<IpAddr, usize>>>,
    address: IpAddr,
}

impl Crowd {
    /// Takes a connection of an address, unless it has too many. This machine's own are those of a proxy, or of its one user.
    fn enter(&self, address: IpAddr) -> Option<Place> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_insert(0);
        if *count >= MOST_FROM_ONE && !address.to_canonical().is_loopback() {
            return None;
        }
        *count += 1;
        Some(Place { crowd: Arc::clone(&self.0), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.crowd.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// What comes back on a connection on which some bytes are sent, and then no more.
    async fn told(sent: &[u8], longest_head: Duration) -> String {
        let (near, mut far) = tokio::io::duplex(1 << 16);
        let (_end, ending) = watch::channel(false);
        let router = Router::new().route("/", get(async || "here"));
        let peer = SocketAddr::from(([127, 0, 0, 1], 1));
        let serving = tokio::spawn(answer(near, peer, router, ending, longest_head));
        far.write_all(sent).await.unwrap();
        let mut all = Vec::new();
        // Ends when the server closes its end; the other end stays open.
        far.read_to_end(&mut all).await.unwrap();
        serving.await.unwrap();
        String::from_utf8(all).unwrap()
    }

    #[tokio::test]
    async fn who_asks_a_letter_a_minute_is_cut_off() {
        let told = told(b"GET / HTTP/1.1\r\nhost: umbra\r\n", Duration::from_millis(20)).await;
        assert!(!told.contains("200 OK"), "{told}");
    }

    #[tokio::test]
    async fn who_asks_and_then_nothing_more_is_answered_and_cut_off() {
        let told = told(b"GET / HTTP/1.1\r\nhost: umbra\r\n\r\n", Duration::from_millis(500)).await;
        assert!(told.starts_with("HTTP/1.1 200 OK") && told.ends_with("here"), "{told}");
    }

    #[test]
    fn one_address_does_not_take_all_places() {
        let (crowd, away, here) = (Crowd::default(), IpAddr::from([192, 0, 2, 1]), IpAddr::from([127, 0, 0, 1]));
        let mut places: Vec<Place> = (0..MOST_FROM_ONE).map(|_| crowd.enter(away).unwrap()).collect();
        assert!(crowd.enter(away).is_none());
        assert!(crowd.enter(IpAddr::from([192, 0, 2, 2])).is_some());
        places.pop();
        assert!(crowd.enter(away).is_some());
        let many: Vec<Place> = (0..=MOST_FROM_ONE).map(|_| crowd.enter(here).unwrap()).collect();
        drop((places, many));
        assert!(crowd.0.lock().unwrap().is_empty(), "nothing is kept of who has gone");
    }
}
