//! The case as it stands, with what follows from it.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use umbra_case::{Case, Reviewable, StatementId};
use umbra_find::{Atlas, Facts, Findings, Network, View};
use umbra_model::SourceId;
use umbra_report::Writings;
use umbra_resolve::{Outcome, examine};

use super::remembered::Remembered;
use super::viewed::Viewed;
use crate::http::Fault;

/// How long somebody waits for the pairs to review while they are sought for another, and how often they look.
const PATIENCE: Duration = Duration::from_secs(1);
const GLANCE: Duration = Duration::from_millis(10);

/// One state of the case. Nothing of it changes; a new state is a new desk.
pub(crate) struct Desk {
    /// Counted from 1 since the server was started.
    pub version: u64,
    /// The hash of the log's last entry.
    pub head: String,
    pub facts: Arc<Facts>,
    /// What follows under the view that shows everything that sources say.
    pub whole: Arc<Findings>,
    /// The statements of each source.
    pub by_source: Arc<BTreeMap<SourceId, Vec<StatementId>>>,
    /// Answers that were given already.
    pub answers: Remembered,
    /// What people noted and arranged, which states nothing.
    pub writings: Writings,
    views: Viewed<Findings>,
    /// Maps of views.
    atlases: Viewed<Atlas>,
    /// The network with assessments, for dossiers.
    full: Mutex<Option<Arc<Network>>>,
    /// What was judged of pairs of records.
    outcome: Mutex<Option<Arc<Outcome>>>,
    /// What programs took from documents.
    reviewables: Mutex<Option<Arc<Vec<Reviewable>>>>,
}

impl Desk {
    pub fn of(case: &Case, version: u64) -> Result<Self, Fault> {
        let head = Self::head_of(case)?;
        let facts = Facts::of_case(case)?;
        let whole = Arc::new(Findings::of(&facts, &View::default())?);
        let mut by_source: BTreeMap<SourceId, Vec<StatementId>> = BTreeMap::new();
        for fact in facts.facts() {
            by_source.entry(fact.statement.span().source()).or_default().push(fact.id);
        }
        Ok(Self {
            version,
            head,
            facts: Arc::new(facts),
            whole,
            by_source: Arc::new(by_source),
            writings: Writings::of(case)?,
            answers: Remembered::default(),
            views: Viewed::default(),
            atlases: Viewed::default(),
            full: Mutex::default(),
            outcome: Mutex::default(),
            reviewables: Mutex::default(),
        })
    }

    /// The desk with the pairs to review of the one before, where they were sought: to seek them in a large case takes long, and what a
    /// person judged of one pair hardly tells of others.
    pub fn after(self, before: Option<&Self>) -> Self {
        let known = before.and_then(|before| before.outcome.try_lock().ok().and_then(|outcome| outcome.clone()));
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = known;
        self
    }

    /// The same desk after somebody wrote what states nothing: a report, a note, a picture. Nothing that follows from statements
    /// is worked out anew.
    pub fn beside(&self, case: &Case, version: u64) -> Result<Self, Fault> {
        fn copied<T: Clone>(cell: &Mutex<T>) -> Mutex<T> {
            Mutex::new(cell.lock().unwrap_or_else(PoisonError::into_inner).clone())
        }
        // Whoever seeks the pairs to review holds their lock for long, and seeks them again rather than that others wait.
        let outcome = match self.outcome.try_lock() {
            Ok(outcome) => outcome.clone(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().clone(),
            Err(TryLockError::WouldBlock) => None,
        };
        Ok(Self {
            version,
            head: Self::head_of(case)?,
            facts: Arc::clone(&self.facts),
            whole: Arc::clone(&self.whole),
            by_source: Arc::clone(&self.by_source),
            writings: Writings::of(case)?,
            // The log has one entry more, and pictures show notes.
            answers: Remembered::default(),
            views: self.views.clone(),
            atlases: self.atlases.clone(),
            full: copied(&self.full),
            outcome: Mutex::new(outcome),
            reviewables: copied(&self.reviewables),
        })
    }

    /// The hash of the log's last entry, which stands for the whole case.
    pub fn head_of(case: &Case) -> umbra_case::Result<String> {
        Ok(case.log()?.pop().map(|entry| entry.hash).unwrap_or_default())
    }

    /// What follows under a view; worked out when it is first asked for. A view to a place is cut out of the one without it.
    pub fn under(&self, view: &View) -> Result<Arc<Findings>, Fault> {
        if *view == View::default() {
            return Ok(Arc::clone(&self.whole));
        }
        let weight = |findings: &Findings| findings.network.ties().len();
        self.views.of(view, weight, || match &view.place {
            Some(place) => Ok(self.under(&view.anywhere())?.at(&self.facts, place)?),
            None => Ok(Findings::of(&self.facts, view)?),
        })
    }

    /// The map under a view; made when it is first asked for.
    pub fn atlas(&self, view: &View) -> Result<Arc<Atlas>, Fault> {
        let weight = |atlas: &Atlas| atlas.places.len();
        self.atlases.of(view, weight, || Ok(Atlas::of(&self.facts, &*self.under(view)?)))
    }

    /// The whole network, what users and programs concluded included.
    pub fn full(&self) -> Result<Full, Fault> {
        // Where nobody concluded anything, it is the one that is there.
        if self.whole.network.left_out().assessment == 0 {
            return Ok(Full::Whole(Arc::clone(&self.whole)));
        }
        let mut full = self.full.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(network) = &*full {
            return Ok(Full::Own(Arc::clone(network)));
        }
        let network = Arc::new(Network::of(&self.facts, &View { with_assessments: true, ..View::default() })?);
        *full = Some(Arc::clone(&network));
        Ok(Full::Own(network))
    }

    /// What programs took from documents and a person may judge; listed when it is first asked for.
    pub fn reviewables(&self, case: &Case) -> Result<Arc<Vec<Reviewable>>, Fault> {
        let mut known = self.reviewables.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*known {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(case.reviewables()?);
        *known = Some(Arc::clone(&found));
        Ok(found)
    }

    /// Which records may be one; sought when it is first asked for. In a large case that takes long, and whoever asks
    /// meanwhile waits a second and is then told so.
    pub fn outcome(&self, case: &Case) -> Result<Arc<Outcome>, Fault> {
        let asked = Instant::now();
        let mut outcome = loop {
            match self.outcome.try_lock() {
                Ok(outcome) => break outcome,
                Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
                Err(TryLockError::WouldBlock) if asked.elapsed() < PATIENCE => thread::sleep(GLANCE),
                Err(TryLockError::WouldBlock) => {
                    return Err(Fault::not_ready("the pairs to review are being sought: ask again in a moment"));
                }
            }
        };
        if let Some(outcome) = &*outcome {
            return Ok(Arc::clone(outcome));
        }
        let found =
            examine(case, umbra_resolve::Options::default()).map_err(|error| Fault::broken(error.to_string()))?;
        let found = Arc::new(found);
        *outcome = Some(Arc::clone(&found));
        Ok(found)
    }
}

/// The network with assessments.
pub(crate) enum Full {
    /// There are none.
    Whole(Arc<Findings>),
    Own(Arc<Network>),
}

impl Deref for Full {
    type Target = Network;

    fn deref(&self) -> &Network {
        match self {
            Self::Whole(findings) => &findings.network,
            Self::Own(network) => network,
        }
    }
}
