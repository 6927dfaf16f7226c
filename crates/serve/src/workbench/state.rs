//! The workbench's state: the case, the desk of the moment, and what is going on.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError};
use std::time::{Duration, Instant};

use serde::Serialize;
use tokio::sync::broadcast;
use umbra_case::{Case, CaseError};

use super::Desk;
use super::gate::{AccountsOptions, Gate, Way};
use crate::accounts::AccountsError;
use crate::http::Fault;

/// Reads documents at these paths into the workbench's case, which it makes if need be, in somebody's name, and judges which records
/// are one. It tells what it is doing, and fails with a sentence for people.
pub type Reader = Box<dyn Fn(&[PathBuf], &str, &Heard<'_>) -> Result<(), String> + Send + Sync>;

/// Whoever hears what is going on, in words; told after each source.
pub type Heard<'a> = dyn Fn(&str) + Sync + 'a;

/// What a workbench is about.
pub struct WorkbenchOptions {
    /// The case file; it need not be there yet.
    pub case: PathBuf,
    /// What is to be read into it when the server starts: files and folders.
    pub inputs: Vec<PathBuf>,
    /// In whose name things are written: those that are read at the start, and all if there are no accounts.
    pub actor: String,
    /// How documents are read.
    pub reader: Reader,
    /// Who may use it, if not whoever is on this machine.
    pub accounts: Option<AccountsOptions>,
    /// From how many statements on a case is large ([`LARGE_CASE`] unless there is a reason): what follows from it takes too long to be
    /// waited for, so that whoever writes is answered, and the new state shows when it is made.
    pub large: usize,
}

impl std::fmt::Debug for WorkbenchOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WorkbenchOptions")
            .field("case", &self.case)
            .field("inputs", &self.inputs)
            .finish_non_exhaustive()
    }
}

/// What the workbench is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum Activity {
    /// There is no case yet, and nothing to read.
    Empty,
    /// Documents are read, or the case is opened.
    Busy {
        /// What is being done.
        says: String,
    },
    /// All is done.
    Idle,
    /// The last reading failed.
    Failed {
        /// Why.
        says: String,
    },
}

/// Something that the page has to know of.
#[derive(Debug, Clone)]
pub(crate) enum News {
    /// What is going on has changed.
    Activity(Activity),
    /// There is a new desk.
    Desk(u64),
    /// The server ends.
    End,
}

/// A case in a browser.
pub(crate) struct Workbench {
    pub case: PathBuf,
    pub inputs: Vec<PathBuf>,
    /// Who is answered.
    pub gate: Gate,
    /// In whose name is read what is read at the start.
    actor: String,
    reader: Reader,
    /// From how many statements on the case is large.
    large: usize,
    desk: RwLock<Option<Arc<Desk>>>,
    activity: Mutex<Activity>,
    version: AtomicU64,
    news: broadcast::Sender<News>,
    /// Cases that are open for reading.
    spare: Mutex<Vec<Case>>,
    /// Held by whoever reads documents or writes.
    writing: Mutex<()>,
    /// Desks of a large case that were asked for by whoever wrote, and are not made yet.
    wanted: AtomicU64,
    /// Whether the case is only being opened, which nothing is lost by breaking off.
    opening: AtomicBool,
    /// Whether the server ends, so that nobody will look at another desk.
    ended: AtomicBool,
    /// Files and bytes that were uploaded and wait to be read.
    pub upload_files: AtomicU64,
    pub upload_bytes: AtomicU64,
}

/// How many cases are kept open.
const SPARE: usize = 4;
/// While documents are read, a new desk is made at most so often, and takes at most this share of the time.
const PAUSE: Duration = Duration::from_secs(2);
const SHARE: u32 = 4;
/// From so many statements on a new desk takes seconds.
pub const LARGE_CASE: usize = 200_000;
/// How long somebody waits who wants to write while somebody else does.
const PATIENCE: Duration = Duration::from_secs(3);

impl Workbench {
    /// # Errors
    /// When the accounts can't be read, or the system has no random numbers.
    pub fn new(options: WorkbenchOptions, way: Way) -> Result<Self, AccountsError> {
        let WorkbenchOptions { case, inputs, actor, reader, accounts, large } = options;
        let is_empty = inputs.is_empty() && !case.exists();
        let activity = if is_empty { Activity::Empty } else { Activity::Busy { says: "opening the case".to_owned() } };
        Ok(Self {
            case,
            inputs,
            gate: Gate::new(actor.clone(), accounts, way)?,
            actor,
            reader,
            large,
            desk: RwLock::default(),
            activity: Mutex::new(activity),
            version: AtomicU64::new(0),
            news: broadcast::channel(64).0,
            spare: Mutex::default(),
            writing: Mutex::default(),
            wanted: AtomicU64::new(0),
            opening: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            upload_files: AtomicU64::new(0),
            upload_bytes: AtomicU64::new(0),
        })
    }

    /// What the case is called.
    pub fn name(&self) -> String {
        self.case.file_stem().map_or_else(|| "case".to_owned(), |stem| stem.to_string_lossy().into_owned())
    }

    /// The desk to answer from.
    pub fn desk(&self) -> Result<Arc<Desk>, Fault> {
        let desk = self.desk.read().unwrap_or_else(PoisonError::into_inner).clone();
        desk.ok_or_else(|| Fault::not_ready("the case is being opened: ask again in a moment"))
    }

    pub fn activity(&self) -> Activity {
        self.activity.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_activity(&self, activity: Activity) {
        self.activity.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&activity);
        // Nobody need listen.
        let _ = self.news.send(News::Activity(activity));
    }

    /// Says that reading begins, unless something goes on already: of two who ask at a time one is told so.
    pub fn claim_reading(&self) -> bool {
        let mut current = self.activity.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*current, Activity::Busy { .. }) {
            return false;
        }
        let busy = Activity::Busy { says: "reading".to_owned() };
        current.clone_from(&busy);
        drop(current);
        let _ = self.news.send(News::Activity(busy));
        true
    }

    /// Tells every page that the server ends.
    pub fn end(&self) {
        self.ended.store(true, Ordering::SeqCst);
        let _ = self.news.send(News::End);
    }

    /// Whether the case is only being opened.
    pub fn is_opening(&self) -> bool {
        self.opening.load(Ordering::SeqCst)
    }

    fn is_ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// Whoever wants to hear what happens from now on.
    pub fn listen(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// Reads from the case: with one that is open already, if there is.
    pub fn with_case<T>(&self, read: impl FnOnce(&Case) -> Result<T, Fault>) -> Result<T, Fault> {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let case = spare.map_or_else(|| Case::open_read_only(&self.case), Ok)?;
        let done = read(&case);
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        if spare.len() < SPARE {
            spare.push(case);
        }
        done
    }

    /// Waits until nobody else writes, unless documents are read, which takes long.
    fn alone(&self) -> Result<MutexGuard<'_, ()>, Fault> {
        let begun = Instant::now();
        loop {
            match self.writing.try_lock() {
                Ok(writing) => return Ok(writing),
                Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) => {}
            }
            if matches!(self.activity(), Activity::Busy { .. }) || begun.elapsed() > PATIENCE {
                return Err(Fault::conflict("documents are being read into the case: try again once that is done"));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Writes to the case, then makes a new desk. Of a large case it is made in the background: the answer does not wait for it.
    pub fn write<T>(self: &Arc<Self>, write: impl FnOnce(&mut Case) -> Result<T, Fault>) -> Result<T, Fault> {
        let done = {
            let _writing = self.alone()?;
            let mut case = Case::open(&self.case)?;
            write(&mut case)?
        };
        if self.desk().is_ok_and(|desk| desk.facts.facts().len() >= self.large) {
            // One thread at a time: what is written while it works is in the desk after.
            if self.wanted.fetch_add(1, Ordering::SeqCst) == 0 {
                let workbench = Arc::clone(self);
                std::thread::spawn(move || workbench.catch_up());
            }
        } else {
            self.refresh()?;
        }
        Ok(done)
    }

    /// Makes desks until nobody has written since the last was begun.
    fn catch_up(&self) {
        loop {
            let wanted = self.wanted.load(Ordering::SeqCst);
            // A desk that can't be made leaves the one before; looking at the case tells why.
            let _ = self.refresh_by(true);
            if self.is_ended() || self.wanted.compare_exchange(wanted, 0, Ordering::SeqCst, Ordering::SeqCst).is_ok() {
                return;
            }
        }
    }

    /// Writes to the case what states nothing: reports, notes, pictures. What follows from statements is kept, unless another program
    /// has written since.
    pub fn write_beside<T>(&self, write: impl FnOnce(&mut Case) -> Result<T, Fault>) -> Result<T, Fault> {
        let (done, is_current) = {
            let _writing = self.alone()?;
            let desk = self.desk()?;
            let mut case = Case::open(&self.case)?;
            let is_current = Desk::head_of(&case)? == desk.head;
            let done = write(&mut case)?;
            if is_current {
                let version = self.version.fetch_add(1, Ordering::SeqCst) + 1;
                self.show(&Arc::new(Desk::beside(&desk, &case, version)?));
            }
            (done, is_current)
        };
        if !is_current {
            self.refresh()?;
        }
        Ok(done)
    }

    /// Makes a desk of the case as it is now.
    pub fn refresh(&self) -> Result<(), Fault> {
        self.refresh_by(false)
    }

    /// The same; whether it is a person's judgement that made it old, so that the pairs to review stay those that were found.
    fn refresh_by(&self, keeps_pairs: bool) -> Result<(), Fault> {
        let version = self.version.fetch_add(1, Ordering::SeqCst) + 1;
        let before = keeps_pairs.then(|| self.desk()).and_then(Result::ok);
        let desk = self.with_case(|case| Desk::of(case, version))?;
        self.show(&Arc::new(desk.after(before.as_deref())));
        Ok(())
    }

    /// Makes the first desk. What is said in a large case shows before the network is drawn, and that before the findings are worked out.
    fn open(&self) -> Result<(), Fault> {
        // Whoever writes meanwhile has made a later desk, which stays.
        let version = self.version.fetch_add(3, Ordering::SeqCst) + 1;
        let said = self.with_case(|case| Desk::said(case, version))?;
        if said.facts.facts().len() < self.large {
            self.show(&Arc::new(said.with_network(version)?.with_findings(version)?));
            return Ok(());
        }
        let said = Arc::new(said);
        self.show(&said);
        self.set_activity(Activity::Busy { says: "drawing the network".to_owned() });
        let drawn = Arc::new(said.with_network(version + 1)?);
        self.show(&drawn);
        self.set_activity(Activity::Busy { says: "working out the findings".to_owned() });
        self.show(&Arc::new(drawn.with_findings(version + 2)?));
        Ok(())
    }

    /// Answers from a desk from now on.
    fn show(&self, desk: &Arc<Desk>) {
        let mut current = self.desk.write().unwrap_or_else(PoisonError::into_inner);
        // Of two that were made at a time, the one that began later stays.
        if current.as_ref().is_none_or(|known| known.version < desk.version) {
            *current = Some(Arc::clone(desk));
        }
        drop(current);
        let _ = self.news.send(News::Desk(desk.version));
    }

    /// Opens the case and reads what is to be read at the start. Runs on a thread of its own.
    pub fn begin(&self) {
        self.opening.store(true, Ordering::SeqCst);
        let opened = if self.case.exists() { self.open() } else { Ok(()) };
        self.opening.store(false, Ordering::SeqCst);
        if self.is_ended() {
            return;
        }
        if let Err(fault) = opened {
            self.set_activity(Activity::Failed { says: fault.detail });
            return;
        }
        if self.inputs.is_empty() {
            self.set_activity(if self.case.exists() { Activity::Idle } else { Activity::Empty });
        } else {
            self.read(&self.inputs, &self.actor, || {});
        }
    }

    /// Reads documents into the case, in somebody's name, and does what remains to be done before anybody may begin anew.
    /// What is stored shows while the rest is still read.
    pub fn read(&self, paths: &[PathBuf], actor: &str, last_of_all: impl FnOnce()) {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        self.set_activity(Activity::Busy { says: "reading".to_owned() });
        let last = Mutex::new((Instant::now(), Duration::ZERO));
        let heard = |says: &str| {
            self.set_activity(Activity::Busy { says: says.to_owned() });
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            let (at, took) = *last;
            if self.case.exists() && !self.is_ended() && at.elapsed() > PAUSE.max(took * SHARE) {
                let begun = Instant::now();
                // What is half read may not be whole enough to be shown; the end will be.
                let _ = self.refresh();
                *last = (Instant::now(), begun.elapsed());
            }
        };
        let read = (self.reader)(paths, actor, &heard);
        let shown =
            if self.case.exists() && !self.is_ended() { self.refresh().map_err(|fault| fault.detail) } else { Ok(()) };
        last_of_all();
        self.set_activity(match read.and(shown) {
            Err(says) => Activity::Failed { says },
            Ok(()) if self.case.exists() => Activity::Idle,
            Ok(()) => Activity::Empty,
        });
    }

    /// Makes a new desk if another program has written to the case.
    pub fn look(&self) {
        let Ok(desk) = self.desk() else { return };
        // Whoever writes here shows it themselves.
        let Ok(writing) = self.writing.try_lock() else { return };
        if self.wanted.load(Ordering::SeqCst) > 0 {
            return;
        }
        let is_other = self.with_case(|case| Ok(Desk::head_of(case)?)).is_ok_and(|head| head != desk.head);
        drop(writing);
        if is_other {
            let _ = self.refresh();
        }
    }

    /// The folder beside the case in which uploads wait to be read.
    pub fn inbox(&self) -> PathBuf {
        Path::new(&self.case).with_extension("uploads")
    }
}

/// What nobody else can guess.
///
/// # Errors
/// When the system has no random numbers.
pub(crate) fn secret() -> std::io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl From<CaseError> for Fault {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::UnknownSource(_) => Self::not_found(error.to_string()),
            CaseError::InUse(_) => Self::conflict(error.to_string()),
            CaseError::Review(why) => Self::bad_request(why),
            _ => Self::broken(error.to_string()),
        }
    }
}

impl From<umbra_find::FindError> for Fault {
    fn from(error: umbra_find::FindError) -> Self {
        match error {
            umbra_find::FindError::UnknownEntity(_) => Self::not_found(error.to_string()),
            _ => Self::broken(error.to_string()),
        }
    }
}
