//! The case as it stands, with what follows from it.

use std::collections::BTreeMap;
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
///
/// While a large case is opened there are three: what is said can be searched and read before the network is drawn, and the network be
/// looked at before the findings are worked out.
pub(crate) struct Desk {
    /// Counted from 1 since the server was started.
    pub version: u64,
    /// The hash of the log's last entry.
    pub head: String,
    pub facts: Arc<Facts>,
    /// The network under the view that shows everything that sources say, once it is drawn.
    drawn: Option<Arc<Network>>,
    /// What follows under that view, once it is worked out.
    whole: Option<Arc<Findings>>,
    /// The statements of each source.
    pub by_source: Arc<BTreeMap<SourceId, Vec<StatementId>>>,
    /// Answers that were given already.
    pub answers: Remembered,
    /// What people noted and arranged, which states nothing.
    pub writings: Arc<Writings>,
    networks: Viewed<Network>,
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
    /// The case as it is, with all that follows from it.
    pub fn of(case: &Case, version: u64) -> Result<Self, Fault> {
        Self::said(case, version)?.with_network(version)?.with_findings(version)
    }

    /// What is said in the case as it is, and nothing that follows from it.
    pub fn said(case: &Case, version: u64) -> Result<Self, Fault> {
        let head = Self::head_of(case)?;
        let facts = Facts::of_case(case)?;
        let mut by_source: BTreeMap<SourceId, Vec<StatementId>> = BTreeMap::new();
        for fact in facts.facts() {
            by_source.entry(fact.statement.span().source()).or_default().push(fact.id);
        }
        Ok(Self {
            version,
            head,
            facts: Arc::new(facts),
            drawn: None,
            whole: None,
            by_source: Arc::new(by_source),
            writings: Arc::new(Writings::of(case)?),
            answers: Remembered::default(),
            networks: Viewed::default(),
            views: Viewed::default(),
            atlases: Viewed::default(),
            full: Mutex::default(),
            outcome: Mutex::default(),
            reviewables: Mutex::default(),
        })
    }

    /// The same with the network drawn.
    pub fn with_network(&self, version: u64) -> Result<Self, Fault> {
        let drawn = Network::of(&self.facts, &View::default())?;
        Ok(Self { drawn: Some(Arc::new(drawn)), ..self.successor(version) })
    }

    /// The same with all that follows from the network.
    pub fn with_findings(&self, version: u64) -> Result<Self, Fault> {
        let whole = Findings::of_network(&self.facts, self.drawn()?)?;
        Ok(Self { whole: Some(Arc::new(whole)), ..self.successor(version) })
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
        let (head, writings) = (Self::head_of(case)?, Arc::new(Writings::of(case)?));
        Ok(Self { head, writings, ..self.successor(version) })
    }

    /// A desk of the same statements under another number. Answers are given anew: they tell the number, the log and the notes.
    fn successor(&self, version: u64) -> Self {
        fn copied<T: Clone>(cell: &Mutex<T>) -> Mutex<T> {
            Mutex::new(cell.lock().unwrap_or_else(PoisonError::into_inner).clone())
        }
        // Whoever seeks the pairs to review holds their lock for long, and seeks them again rather than that others wait.
        let outcome = match self.outcome.try_lock() {
            Ok(outcome) => outcome.clone(),
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner().clone(),
            Err(TryLockError::WouldBlock) => None,
        };
        Self {
            version,
            head: self.head.clone(),
            facts: Arc::clone(&self.facts),
            drawn: self.drawn.clone(),
            whole: self.whole.clone(),
            by_source: Arc::clone(&self.by_source),
            writings: Arc::clone(&self.writings),
            answers: Remembered::default(),
            networks: self.networks.clone(),
            views: self.views.clone(),
            atlases: self.atlases.clone(),
            full: copied(&self.full),
            outcome: Mutex::new(outcome),
            reviewables: copied(&self.reviewables),
        }
    }

    /// The hash of the log's last entry, which stands for the whole case.
    pub fn head_of(case: &Case) -> umbra_case::Result<String> {
        Ok(case.log()?.pop().map(|entry| entry.hash).unwrap_or_default())
    }

    /// What follows under the view that shows everything that sources say.
    pub fn whole(&self) -> Result<Arc<Findings>, Fault> {
        let waiting =
            "the findings are being worked out: the network, dossiers, sources and the search are there already";
        self.whole.clone().ok_or_else(|| Fault::not_ready(waiting))
    }

    fn drawn(&self) -> Result<Arc<Network>, Fault> {
        let waiting = "the network is being drawn: sources and the search are there already";
        self.drawn.clone().ok_or_else(|| Fault::not_ready(waiting))
    }

    /// What follows under a view; worked out when it is first asked for. A view to a place is cut out of the one without it.
    pub fn under(&self, view: &View) -> Result<Arc<Findings>, Fault> {
        let whole = self.whole()?;
        if *view == View::default() {
            return Ok(whole);
        }
        let weight = |findings: &Findings| findings.network.ties().len();
        self.views.of(view, weight, || match &view.place {
            Some(place) => Ok(self.under(&view.anywhere())?.at(&self.facts, place)?),
            None => Ok(Findings::of_network(&self.facts, self.network(view)?)?),
        })
    }

    /// The network under a view; drawn when it is first asked for.
    pub fn network(&self, view: &View) -> Result<Arc<Network>, Fault> {
        let drawn = self.drawn()?;
        if *view == View::default() {
            return Ok(drawn);
        }
        if view.place.is_some() {
            return Ok(Arc::clone(&self.under(view)?.network));
        }
        let weight = |network: &Network| network.ties().len();
        self.networks.of(view, weight, || Ok(Network::of(&self.facts, view)?))
    }

    /// The map under a view; made when it is first asked for.
    pub fn atlas(&self, view: &View) -> Result<Arc<Atlas>, Fault> {
        let weight = |atlas: &Atlas| atlas.places.len();
        self.atlases.of(view, weight, || Ok(Atlas::of(&self.facts, &*self.under(view)?)))
    }

    /// The whole network, what users and programs concluded included.
    pub fn full(&self) -> Result<Arc<Network>, Fault> {
        let drawn = self.drawn()?;
        // Where nobody concluded anything, it is the one that is there.
        if drawn.left_out().assessment == 0 {
            return Ok(drawn);
        }
        let mut full = self.full.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(network) = &*full {
            return Ok(Arc::clone(network));
        }
        let network = Arc::new(Network::of(&self.facts, &View { with_assessments: true, ..View::default() })?);
        *full = Some(Arc::clone(&network));
        Ok(network)
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
