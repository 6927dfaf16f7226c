//! The server: opens the indexes, listens, takes in what changes, stops.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::catalog::Catalog;
use crate::connections::{self, Speech};
use crate::dataset::Taken;
use crate::error::{Result, ServeError};
use crate::http::{Service, router};
use crate::workbench::{Way, Workbench, WorkbenchOptions};

/// How often to look whether what is to be waited for is done.
const LOOK: Duration = Duration::from_millis(10);
/// How long connections may still be used once the server was asked to stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is served, where.
#[derive(Debug)]
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
    /// The case to be looked at and worked on in a browser. It is among the files, if it is there yet.
    pub workbench: Option<WorkbenchOptions>,
    /// How the way to the browser is kept from others.
    pub transport: Transport,
    /// Names of hosts by which a workbench with accounts is called, beside this machine's and addresses in digits.
    pub names: Vec<String>,
}

/// How the way to the browser is kept from others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Transport {
    /// Not at all: nothing leaves this machine.
    #[default]
    Plain,
    /// By TLS, with a certificate of one's own.
    Tls {
        /// The certificate, with those that vouch for it, in PEM.
        certificate: PathBuf,
        /// Its key, in PEM.
        key: PathBuf,
    },
    /// By a proxy before the server, which speaks HTTPS to browsers, hands their `Host` on, and adds to `X-Forwarded-For` who asks.
    BehindProxy,
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
            workbench: None,
            transport: Transport::Plain,
            names: Vec::new(),
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
    speech: Speech,
    workbench: Option<Arc<Workbench>>,
    /// What is still to be opened, and where its indexes go.
    to_open: Option<(Vec<PathBuf>, Option<PathBuf>)>,
    look_every: Option<Duration>,
}

impl Server {
    /// Opens the indexes, making those that are missing, and listens. `told` hears of each.
    ///
    /// With a workbench it listens at once: the page shows how far the case is, and the indexes are made beside.
    ///
    /// # Errors
    /// When a file can't be read, an index not be made, or the address is taken; when a workbench would be open to other machines.
    pub fn open(options: Options, told: &mut dyn FnMut(&Taken)) -> Result<Self> {
        let Options { files, host, port, index_dir, token, look_every, workbench, transport, names } = options;
        let wanted = places(&host, port)?;
        if let Some(workbench) = &workbench {
            may_listen(&host, &wanted, workbench.accounts.is_some(), &transport)?;
        }
        let speech = speech(&transport)?;
        let catalog = match &workbench {
            None => Some(Catalog::open(&files, index_dir.as_deref(), told)?),
            Some(_) => None,
        };
        let processors = thread::available_parallelism().map_or(2, usize::from).max(2);
        // Verifying a case or a plan for a large network takes long, and must not keep others from looking things up.
        let spare = if workbench.is_some() { 4 } else { 0 };
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(processors + spare)
            .enable_io()
            .enable_time()
            .thread_name("umbra-serve")
            .build()
            .map_err(ServeError::Start)?;
        let listen = TcpListener::bind(wanted.as_slice());
        let listener = runtime
            .block_on(listen)
            .map_err(|source| ServeError::Listen { address: format!("{host}:{port}"), source })?;
        let address = listener.local_addr().map_err(ServeError::Start)?;
        let has_accounts = workbench.as_ref().is_some_and(|workbench| workbench.accounts.is_some());
        // Where there are accounts, it is the gate that knows by which names the server is called.
        let service = Arc::new(Service::new(token, address.ip().is_loopback() && !has_accounts));
        let to_open = match catalog {
            Some(catalog) => {
                service.serve(catalog);
                None
            }
            None => Some((files, index_dir)),
        };
        let way = Way {
            is_secure: transport != Transport::Plain,
            has_proxy: transport == Transport::BehindProxy,
            names,
            port: address.port(),
        };
        let workbench = workbench.map(|options| Workbench::new(options, way)).transpose()?.map(Arc::new);
        Ok(Self { runtime, listener, address, service, speech, workbench, to_open, look_every })
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The names that are served, collections not among them; none while the indexes are still made.
    pub fn datasets(&self) -> Vec<&str> {
        let catalog = self.service.catalog().ok();
        catalog.into_iter().flat_map(|catalog| &catalog.datasets).map(|dataset| dataset.name.as_str()).collect()
    }

    /// Answers requests until `stop` comes back, which is called on a thread of its own. Requests that are being answered then
    /// are finished. `heard` is told what is taken in meanwhile.
    ///
    /// # Errors
    /// When the system fails.
    pub fn run(
        self,
        stop: impl FnOnce() + Send + 'static,
        mut heard: impl FnMut(Event) + Send + 'static,
    ) -> Result<()> {
        let Self { runtime, listener, service, speech, workbench, to_open, look_every, .. } = self;
        let (ask, asked) = oneshot::channel::<()>();
        let (end_looking, looking) = mpsc::channel::<()>();
        let ended = Arc::new(AtomicBool::new(false));
        let (ending, opening) = (workbench.clone(), workbench.clone());
        thread::spawn(move || {
            stop();
            if let Some(workbench) = ending {
                workbench.end();
            }
            // Whoever listens for it may have ended by itself.
            let _ = ask.send(());
        });
        let watching =
            Watching { service: Arc::clone(&service), workbench: workbench.clone(), ended: Arc::clone(&ended) };
        let watcher = (look_every.is_some() || to_open.is_some()).then(|| {
            thread::spawn(move || {
                watching.open(to_open, &mut heard);
                if let Some(pause) = look_every {
                    watching.look(pause, &looking, &mut heard);
                }
            })
        });
        runtime.block_on(async move {
            let (drained, draining) = oneshot::channel::<()>();
            let stop = async move {
                let _ = asked.await;
                let _ = drained.send(());
            };
            let too_long = async move {
                if draining.await.is_ok() {
                    tokio::time::sleep(PATIENCE).await;
                } else {
                    std::future::pending::<()>().await;
                }
            };
            // Whichever is first: all connections are done, or patience is.
            tokio::select! {
                () = connections::serve(listener, speech, router(service, workbench.as_ref()), stop) => (),
                () = too_long => (),
            }
        });
        ended.store(true, Ordering::SeqCst);
        drop(end_looking);
        if let Some(watcher) = watcher {
            // It ends at the next whole state. A case that is only being opened is left at once: nothing is written to it.
            let is_opening = || opening.as_ref().is_some_and(|workbench| workbench.is_opening());
            while !watcher.is_finished() && !is_opening() {
                thread::sleep(LOOK);
            }
            if watcher.is_finished() {
                let _ = watcher.join();
            }
        }
        runtime.shutdown_timeout(PATIENCE);
        Ok(())
    }
}

/// The addresses that a host's name stands for.
fn places(host: &str, port: u16) -> Result<Vec<SocketAddr>> {
    let found = (host.trim_matches(['[', ']']), port).to_socket_addrs();
    found.map(Iterator::collect).map_err(|source| ServeError::Listen { address: format!("{host}:{port}"), source })
}

/// Whether a workbench may listen there. What is refused is refused before anything listens.
fn may_listen(host: &str, places: &[SocketAddr], has_accounts: bool, transport: &Transport) -> Result<()> {
    if places.iter().all(|place| place.ip().to_canonical().is_loopback()) {
        return Ok(());
    }
    match (has_accounts, transport) {
        (false, _) => Err(ServeError::NotLocal(host.to_owned())),
        (true, Transport::Plain) => Err(ServeError::InTheClear(host.to_owned())),
        (true, Transport::Tls { .. } | Transport::BehindProxy) => Ok(()),
    }
}

#[cfg(feature = "tls")]
fn speech(transport: &Transport) -> Result<Speech> {
    Ok(match transport {
        Transport::Tls { certificate, key } => Speech::Tls(connections::tls::Acceptor::open(certificate, key)?),
        Transport::Plain | Transport::BehindProxy => Speech::Plain,
    })
}

#[cfg(not(feature = "tls"))]
fn speech(transport: &Transport) -> Result<Speech> {
    match transport {
        Transport::Tls { .. } => Err(ServeError::NoTls),
        Transport::Plain | Transport::BehindProxy => Ok(Speech::Plain),
    }
}

/// What goes on beside the answering.
struct Watching {
    service: Arc<Service>,
    workbench: Option<Arc<Workbench>>,
    ended: Arc<AtomicBool>,
}

impl Watching {
    /// Opens the workbench's case, reading what is to be read into it, and then the indexes.
    fn open(&self, to_open: Option<(Vec<PathBuf>, Option<PathBuf>)>, heard: &mut impl FnMut(Event)) {
        let Some((mut files, index_dir)) = to_open else { return };
        if let Some(workbench) = &self.workbench {
            workbench.begin();
            // One that was made just now is served like one that was there.
            if files.is_empty() && workbench.case.exists() {
                files.push(workbench.case.clone());
            }
        }
        if files.is_empty() || self.ended.load(Ordering::SeqCst) {
            return;
        }
        let mut taken = Vec::new();
        match Catalog::open(&files, index_dir.as_deref(), &mut |one| taken.push(one.clone())) {
            Ok(catalog) => self.service.serve(catalog),
            Err(error) => heard(Event::Refused(error)),
        }
        taken.into_iter().for_each(|one| heard(Event::Taken(one)));
    }

    /// Looks from time to time whether a dataset has changed, and takes it in.
    fn look(&self, pause: Duration, ended: &mpsc::Receiver<()>, heard: &mut impl FnMut(Event)) {
        while ended.recv_timeout(pause) == Err(mpsc::RecvTimeoutError::Timeout) {
            if let Some(workbench) = &self.workbench {
                workbench.look();
            }
            for dataset in self.service.catalog().iter().flat_map(|catalog| &catalog.datasets) {
                if self.ended.load(Ordering::SeqCst) {
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
}
