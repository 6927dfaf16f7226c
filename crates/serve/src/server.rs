//! The server: opens the indexes, listens, takes in what changes, stops.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::catalog::Catalog;
use crate::dataset::Taken;
use crate::error::{Result, ServeError};
use crate::http::{Service, router};

/// How long connections may still be used once the server was asked to stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is served, where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The files: FollowTheMoney JSON lines, plain or gzip, and case files.
    pub files: Vec<PathBuf>,
    /// The host to listen on; only programs on this machine can reach `127.0.0.1`.
    pub host: String,
    /// The port; 0 for any that is free.
    pub port: u16,
    /// Where the indexes go, if not beside the files.
    pub index_dir: Option<PathBuf>,
    /// What `/updatez` has to be told; without one it takes nothing.
    pub token: Option<String>,
    /// How often to look whether the files have changed; never, if unset.
    pub look_every: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            files: Vec::new(),
            host: "127.0.0.1".to_owned(),
            port: 8000,
            index_dir: None,
            token: None,
            look_every: Some(Duration::from_secs(5)),
        }
    }
}

/// What happens while the server runs.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event {
    /// A change was taken in.
    Taken(Taken),
    /// What was to be taken in could not be; the state before is served on.
    Refused(ServeError),
}

/// A server that listens, with every index whole.
pub struct Server {
    runtime: Runtime,
    listener: TcpListener,
    address: SocketAddr,
    service: Arc<Service>,
    look_every: Option<Duration>,
}

impl Server {
    /// Opens the indexes, making those that are missing, and listens. `told` hears of each.
    ///
    /// # Errors
    /// When a file can't be read, an index not be made, or the address is taken.
    pub fn open(options: &Options, told: &mut dyn FnMut(&Taken)) -> Result<Self> {
        let catalog = Catalog::open(&options.files, options.index_dir.as_deref(), told)?;
        let processors = thread::available_parallelism().map_or(2, usize::from).max(2);
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(processors)
            .enable_io()
            .enable_time()
            .thread_name("umbra-serve")
            .build()
            .map_err(ServeError::Start)?;
        let wanted = format!("{}:{}", options.host, options.port);
        let listen = TcpListener::bind((options.host.trim_matches(['[', ']']), options.port));
        let listener = runtime.block_on(listen).map_err(|source| ServeError::Listen { address: wanted, source })?;
        let address = listener.local_addr().map_err(ServeError::Start)?;
        let service = Arc::new(Service::new(catalog, options.token.clone(), address.ip().is_loopback()));
        Ok(Self { runtime, listener, address, service, look_every: options.look_every })
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The names that are served, collections not among them.
    pub fn datasets(&self) -> Vec<&str> {
        self.service.catalog.datasets.iter().map(|dataset| dataset.name.as_str()).collect()
    }

    /// Answers requests until `stop` comes back, which is called on a thread of its own. Requests that are being answered then
    /// are finished. `heard` is told what is taken in meanwhile.
    ///
    /// # Errors
    /// When the system fails.
    pub fn run(self, stop: impl FnOnce() + Send + 'static, heard: impl FnMut(Event) + Send + 'static) -> Result<()> {
        let Self { runtime, listener, service, look_every, .. } = self;
        let (ask, asked) = oneshot::channel::<()>();
        let (end_looking, looking) = mpsc::channel::<()>();
        let ended = Arc::new(AtomicBool::new(false));
        thread::spawn(move || {
            stop();
            // Whoever listens for it may have ended by itself.
            let _ = ask.send(());
        });
        let watcher = look_every.map(|pause| {
            let (service, ended) = (Arc::clone(&service), Arc::clone(&ended));
            thread::spawn(move || watch(&service, pause, &looking, &ended, heard))
        });
        let served = runtime.block_on(async move {
            let (drained, draining) = oneshot::channel::<()>();
            let graceful = axum::serve(listener, router(service)).with_graceful_shutdown(async move {
                let _ = asked.await;
                let _ = drained.send(());
            });
            let too_long = async move {
                if draining.await.is_ok() {
                    tokio::time::sleep(PATIENCE).await;
                } else {
                    std::future::pending::<()>().await;
                }
            };
            let (mut graceful, mut too_long) = (std::pin::pin!(graceful.into_future()), std::pin::pin!(too_long));
            // Whichever is first: all connections are done, or patience is.
            std::future::poll_fn(move |context| {
                if let std::task::Poll::Ready(ended) = graceful.as_mut().poll(context) {
                    return std::task::Poll::Ready(ended);
                }
                too_long.as_mut().poll(context).map(|()| Ok(()))
            })
            .await
        });
        ended.store(true, Ordering::SeqCst);
        drop(end_looking);
        if let Some(watcher) = watcher {
            // It ends at the next whole state.
            let _ = watcher.join();
        }
        runtime.shutdown_timeout(PATIENCE);
        served.map_err(ServeError::Start)
    }
}

/// Looks from time to time whether a dataset has changed, and takes it in.
fn watch(
    service: &Service,
    pause: Duration,
    ended: &mpsc::Receiver<()>,
    is_ended: &AtomicBool,
    mut heard: impl FnMut(Event),
) {
    while ended.recv_timeout(pause) == Err(mpsc::RecvTimeoutError::Timeout) {
        for dataset in &service.catalog.datasets {
            if is_ended.load(Ordering::SeqCst) {
                return;
            }
            match dataset.update() {
                Ok(None) => {}
                Ok(Some(taken)) => heard(Event::Taken(taken)),
                Err(error) => heard(Event::Refused(error)),
            }
        }
    }
}
