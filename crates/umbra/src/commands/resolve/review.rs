//! A person judges pair by pair. Each answer is written at once, so that a review can end at any point and go on later.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, anyhow};
use serde::Serialize;
use umbra_case::{Case, Decision, Judgement};
use umbra_model::EntityId;
use umbra_resolve::{Options, Proposal, ResolveError, Verdict, examine_watched, is_reopened, judge_pair, take_back};

use super::input::{Answer, Answers, KEYS};
use super::{Manner, Onlooker, open_for_writing, pair, proposals, write_json};
use crate::cli::Resolve;
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, WARNING, styled};
use crate::progress::Progress;

/// What is told where there is nothing to take back.
const NOTHING_YET: &str = "This review has decided nothing yet; --undo-last takes back what was before.";

/// What a review came to.
#[derive(Debug, Default, Serialize)]
struct Reviewed {
    same: usize,
    different: usize,
    unsure: usize,
    /// Pairs that nobody has judged yet.
    left: usize,
}

/// A decision of this review.
struct Made {
    /// Its pair's place in the queue.
    at: usize,
    id: i64,
    judgement: Judgement,
}

/// A review under way.
struct Review {
    case: Case,
    actor: String,
    queue: Vec<Proposal>,
    seen: BTreeSet<(EntityId, EntityId)>,
    made: Vec<Made>,
    /// Whether records were joined since pairs were last sought.
    has_joined: bool,
}

pub fn run(case: Option<&Path>, args: &Resolve, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let case = open_for_writing(case)?;
    let mut review = Review {
        case,
        actor: args.actor.clone(),
        queue: Vec::new(),
        seen: BTreeSet::new(),
        made: Vec::new(),
        has_joined: false,
    };
    let progress = Progress::start(manner.quiet || manner.json);
    review.seek(&progress)?;
    progress.end();
    let mut answers = Answers::open();
    if manner.json {
        // The pairs are for people; what was done is the result.
        review.judge(&mut answers, &mut anstream::stderr())?;
    } else {
        review.judge(&mut answers, out)?;
    }
    let reviewed = review.summary()?;
    if manner.json {
        write_json(out, &reviewed)?;
    } else if !manner.quiet {
        let Reviewed { same, different, unsure, left } = reviewed;
        let judged = page::count(same + different + unsure, "pair", "pairs");
        writeln!(out, "Judged {judged}: {same} same, {different} different, {unsure} unsure; {left} left")?;
    }
    Ok(Done::Well)
}

impl Review {
    /// Adds the pairs to judge that were not sought out before, the likeliest first.
    fn seek(&mut self, progress: &Progress<'_>) -> Result<()> {
        let outcome = examine_watched(&self.case, Options::default(), &Onlooker(progress))?;
        for proposal in proposals::open(&outcome) {
            if self.seen.insert((proposal.left.clone(), proposal.right.clone())) {
                self.queue.push(proposal.clone());
            }
        }
        self.has_joined = false;
        Ok(())
    }

    /// Asks until whoever answers has had enough.
    fn judge(&mut self, answers: &mut Answers, out: &mut dyn Write) -> Result<()> {
        let mut next = self.open_from(0)?;
        loop {
            let at = match next.filter(|at| *at < self.queue.len()) {
                Some(at) => Some(at),
                None => self.further()?,
            };
            let answer = match at {
                Some(at) => {
                    answers.clear()?;
                    self.show(at, out)?;
                    self.ask(at, answers, out)?
                }
                None => self.ask_at_the_end(answers, out)?,
            };
            match answer {
                Some(at) => next = Some(at),
                None => return Ok(()),
            }
        }
    }

    /// Where no pair is ahead: says so, and takes answers that lead back to one.
    fn ask_at_the_end(&mut self, answers: &mut Answers, out: &mut dyn Write) -> Result<Option<usize>> {
        let left = self.summary()?.left;
        let passed = match left {
            0 => String::new(),
            several => format!("; {} passed over", page::count(several, "pair was", "pairs were")),
        };
        writeln!(out, "{}", styled(HEADING, format!("Nothing further is to be judged{passed}.")))?;
        while !self.queue.is_empty() {
            writeln!(out, "{}", styled(FAINT, "p previous  z undo  q quit"))?;
            match answers.next(out)? {
                Answer::Quit => break,
                Answer::Previous => return Ok(Some(self.queue.len() - 1)),
                Answer::Undo => match self.undo()? {
                    Some(back) => return Ok(Some(back)),
                    None => writeln!(out, "{NOTHING_YET}")?,
                },
                _ => writeln!(out, "That means nothing here.")?,
            }
        }
        Ok(None)
    }

    /// Pairs that came up through what was joined; `None` where there is none.
    fn further(&mut self) -> Result<Option<usize>> {
        if !self.has_joined {
            return Ok(None);
        }
        let before = self.queue.len();
        self.seek(&Progress::start(true))?;
        self.open_from(before)
    }

    /// The first pair from a place on that is open; the length of the queue where there is none but more may come.
    fn open_from(&self, start: usize) -> Result<Option<usize>> {
        for at in start..self.queue.len() {
            if self.state(at)?.is_none() {
                return Ok(Some(at));
            }
        }
        Ok(self.has_joined.then_some(self.queue.len()))
    }

    /// What is known of a pair already, in words; nothing where it is open.
    fn state(&self, at: usize) -> Result<Option<String>> {
        let Proposal { left, right, .. } = &self.queue[at];
        let one = |id: &EntityId| self.case.canonical(id);
        let pair = (one(left)?, one(right)?);
        if pair.0 == pair.1 {
            return Ok(Some("the two are one now".to_owned()));
        }
        let is_on_pair = |decision: &Decision| -> Result<bool> {
            let ids = (one(&decision.left)?, one(&decision.right)?);
            Ok(ids == pair || (ids.1, ids.0) == pair)
        };
        for decision in self.case.decisions()?.iter().rev() {
            let counts = decision.stands && decision.judgement != Judgement::Same && !is_reopened(decision);
            if counts && is_on_pair(decision)? {
                return Ok(Some(format!("judged {} by {}", decision.judgement, decision.actor)));
            }
        }
        Ok(None)
    }

    fn show(&self, at: usize, out: &mut dyn Write) -> Result<()> {
        let proposal = &self.queue[at];
        let doubt = if proposal.verdict == Verdict::Same { "beyond doubt" } else { "unsure" };
        let head = format!("Pair {} of {}, score {:.3}, {doubt}", at + 1, self.queue.len(), proposal.score);
        writeln!(out, "{}", styled(HEADING, head))?;
        if let Some(state) = self.state(at)? {
            writeln!(out, "{}", styled(WARNING, state))?;
        }
        write!(out, "{}", pair::shown(&self.case, proposal)?)?;
        Ok(())
    }

    /// Takes answers until one leads to another pair: its place, the end of the queue for none, or nothing to quit.
    fn ask(&mut self, at: usize, answers: &mut Answers, out: &mut dyn Write) -> Result<Option<usize>> {
        let mut why = String::new();
        let end = self.queue.len();
        loop {
            writeln!(out, "{}", styled(FAINT, KEYS))?;
            match answers.next(out)? {
                Answer::Quit => return Ok(None),
                Answer::Next => return Ok(Some(self.open_from(at + 1)?.unwrap_or(end))),
                Answer::Previous if at == 0 => writeln!(out, "This is the first pair.")?,
                Answer::Previous => return Ok(Some(at - 1)),
                Answer::Why(text) => {
                    why = text;
                    writeln!(out, "The reason for what you judge next: {why}")?;
                }
                Answer::Unknown(what) => writeln!(out, "{what} means nothing here.")?,
                Answer::Undo => match self.undo()? {
                    Some(back) => return Ok(Some(back)),
                    None => writeln!(out, "{NOTHING_YET}")?,
                },
                Answer::Judge(judgement) => match self.decide(at, judgement, &why) {
                    Ok(id) => {
                        writeln!(out, "{}", styled(HEADING, format!("Decision {id}: {judgement}")))?;
                        return Ok(Some(self.open_from(at + 1)?.unwrap_or(end)));
                    }
                    Err(error @ ResolveError::Apart { .. }) => writeln!(out, "{}", styled(WARNING, error))?,
                    Err(error) => return Err(error.into()),
                },
            }
        }
    }

    /// Writes what was judged.
    fn decide(&mut self, at: usize, judgement: Judgement, why: &str) -> Result<i64, ResolveError> {
        let proposal = &self.queue[at];
        let why = match why {
            "" => format!("reviewed without a reason given; {}", proposal.in_words()),
            why => why.to_owned(),
        };
        let mut writer = self.case.begin(&*self.actor)?;
        writer.name_action("review");
        let id = judge_pair(&mut writer, &proposal.left, &proposal.right, judgement, &why, Some(proposal.score))?;
        writer.commit()?;
        self.made.push(Made { at, id, judgement });
        self.has_joined |= judgement == Judgement::Same;
        Ok(id)
    }

    /// Takes the last decision of this review back, and says where its pair stands.
    fn undo(&mut self) -> Result<Option<usize>> {
        let Some(last) = self.made.pop() else { return Ok(None) };
        let mut writer = self.case.begin(&*self.actor)?;
        writer.name_action("take back");
        take_back(&mut writer, last.id)
            .map_err(|error| anyhow!("decision {} of this review can't be taken back: {error}", last.id))?;
        writer.commit()?;
        Ok(Some(last.at))
    }

    fn summary(&self) -> Result<Reviewed> {
        let mut reviewed = Reviewed::default();
        // Of several judgements on one pair the last counts.
        let mut judged = BTreeSet::new();
        for made in self.made.iter().rev().filter(|made| judged.insert(made.at)) {
            *match made.judgement {
                Judgement::Same => &mut reviewed.same,
                Judgement::Different => &mut reviewed.different,
                Judgement::Unsure => &mut reviewed.unsure,
            } += 1;
        }
        for at in 0..self.queue.len() {
            reviewed.left += usize::from(self.state(at)?.is_none());
        }
        Ok(reviewed)
    }
}
