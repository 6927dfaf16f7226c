//! What governs a clause and what that makes of it: the verb that reports it, the noun or preposition that carries it.

use umbra_model::Standing;

use super::{Silence, Status, StatusReader};
use crate::chunk::{Opening, Shape};

impl StatusReader<'_, '_> {
    pub(super) fn content(&self, governor: usize, status: &mut Status) {
        let clause = &self.analysis.clauses[governor];
        let group = &self.analysis.chunks.groups[clause.group];
        let reporting = self.analysis.reporting;
        // "falsely reported that".
        let before = group.tokens.start.checked_sub(1).map_or("", |i| self.lower(i));
        let inside = group.tokens.clone().any(|i| is_mistaken(self.lower(i)));
        if is_mistaken(before) || inside {
            status.silence = status.silence.or(Some(Silence::Negated));
        }
        match group.lemma {
            "deny" | "dispute" | "refute" | "reject" => return self.set(Standing::Denied, governor, status),
            "hope" | "fear" | "expect" | "doubt" | "wish" | "predict" | "promise" | "warn" | "worry" | "demand"
            | "vow" | "pledge" | "pretend" | "imagine" | "caution" | "boast" => {
                status.silence = status.silence.or(Some(Silence::Possible));
            }
            "rumour" | "gossip" => status.silence = status.silence.or(Some(Silence::Hearsay)),
            lemma if reporting.orders(lemma) && !reporting.says(lemma) => {
                status.silence = status.silence.or(Some(Silence::Order));
            }
            "allege" | "claim" | "suspect" | "believe" | "think" | "assume" | "accuse" | "suppose" | "consider"
            | "understand" | "contend" | "hear" | "suggest" | "reckon" => {
                // Hearing and believing of one's own are worth no more than saying.
                self.set(Standing::Alleged, governor, status);
            }
            "say" | "report" if clause.passive => self.set(Standing::Alleged, governor, status),
            _ => status.governors.push(group.main),
        }
        // "Prosecutors will allege that": what they say they will prove.
        let announced = matches!(group.lemma, "allege" | "argue" | "contend" | "claim")
            && group.modal.is_some_and(|modal| self.lower(modal) == "will")
            && !group.negated;
        if !announced {
            self.guard(governor, status);
        }
    }

    /// "no evidence", "no role".
    fn negate(&self, noun: usize, status: &mut Status) {
        let phrase = self.analysis.phrase_at.get(&noun).map(|phrase| &self.analysis.chunks.phrases[*phrase]);
        if phrase.is_some_and(|phrase| phrase.opening == Opening::Negative) {
            status.silence = status.silence.or(Some(Silence::Negated));
        }
    }

    /// "claims that", "no evidence that".
    pub(super) fn claim(&self, noun: usize, status: &mut Status) {
        let word = self.lower(noun);
        let word = word.strip_suffix('s').unwrap_or(word);
        self.negate(noun, status);
        match word {
            "rumour" | "rumor" => status.silence = status.silence.or(Some(Silence::Hearsay)),
            "claim" | "allegation" | "accusation" | "suspicion" | "complaint" | "charge" | "suggestion" | "belief"
            | "testimony" | "evidence" | "indication" | "sign" | "view" => {
                status.cue = status.cue.or(Some(Standing::Alleged));
            }
            "fact" | "proof" | "report" | "finding" | "statement" | "news" => {}
            "denial" => status.cue = Some(Standing::Denied),
            _ => status.silence = status.silence.or(Some(Silence::Possible)),
        }
        status.governors.push(noun);
    }

    pub(super) fn deny(&self, governor: usize, status: &mut Status) {
        let lemma = self.analysis.chunks.groups[self.analysis.clauses[governor].group].lemma;
        if matches!(lemma, "deny" | "reject" | "dispute" | "refute" | "dismiss")
            && !self.analysis.clauses[governor].passive
        {
            self.set(Standing::Denied, governor, status);
        }
        self.guard(governor, status);
    }

    pub(super) fn preposition(&self, governor: usize, token: usize, status: &mut Status) {
        let clause = &self.analysis.clauses[governor];
        let group = &self.analysis.chunks.groups[clause.group];
        let preposition = self.lower(token).to_owned();
        let reporting = self.analysis.reporting;
        self.guard(governor, status);
        let cue = self.joined_cue(governor);
        if let Some(cue) = cue.filter(|_| {
            reporting.takes_of(group.lemma, &preposition)
                || matches!(group.lemma, "be" | "find" | "plead" | "stand" | "go" | "face" | "remain" | "hold")
        }) {
            return self.set(cue, governor, status);
        }
        match (group.lemma, preposition.as_str()) {
            ("admit" | "confess" | "plead", "to")
            | ("involve" | "engage" | "participate" | "succeed" | "specialise" | "specialize", "in")
            | (
                _,
                "by" | "after" | "while" | "before" | "through" | "since" | "besides" | "despite" | "in" | "when"
                | "upon" | "on",
            ) => {}
            (
                "criticise" | "criticize" | "condemn" | "rebuke" | "reprimand" | "remember" | "thank" | "praise"
                | "apologise" | "know",
                "for",
            ) => {}
            ("wanted" | "want", "for") => status.cue = status.cue.or(Some(Standing::Alleged)),
            (lemma, "for" | "of" | "over" | "with") if self.cues.verb(lemma).is_some() => {
                self.set(self.cues.verb(lemma).unwrap_or(Standing::Alleged), governor, status);
            }
            (
                "dismiss" | "sack" | "fire" | "expel" | "suspend" | "punish" | "discipline" | "fine" | "remove"
                | "demote",
                "for" | "over",
            ) => status.governors.push(group.main),
            _ => status.silence = status.silence.or(Some(Silence::Possible)),
        }
    }

    /// "the conviction of Brandt for leading ... is final": what the noun says, and what became of it.
    pub(super) fn noun(&self, noun: usize, sentence: usize, status: &mut Status) {
        let word = self.lower(noun);
        if let Some((fate, clause)) = self.fate(noun, sentence) {
            status.cue = status.cue.or(Some(fate));
            status.cue_clause = Some(clause);
            status.governors.push(self.analysis.chunks.groups[self.analysis.clauses[clause].group].main);
        }
        match self.cues.noun(word) {
            Some(cue) => status.cue = status.cue.or(Some(cue)),
            None if matches!(word.strip_suffix('s').unwrap_or(word), "role" | "part" | "involvement") => {}
            None => status.silence = status.silence.or(Some(Silence::Possible)),
        }
        status.governors.push(noun);
    }

    /// What a clause says of a conviction or charge that is its subject.
    fn fate(&self, noun: usize, sentence: usize) -> Option<(Standing, usize)> {
        let phrase = *self.analysis.phrase_at.get(&noun)?;
        let found = self.analysis.clauses_of(sentence).find(|i| {
            let clause = &self.analysis.clauses[*i];
            clause.shape == Shape::Finite && clause.subjects.contains(&phrase)
        })?;
        let clause = &self.analysis.clauses[found];
        let group = &self.analysis.chunks.groups[clause.group];
        if group.negated || group.modal.is_some() {
            return None;
        }
        let is_final = clause.adjectives.iter().any(|a| self.lower(*a) == "final");
        match group.lemma {
            "be" | "become" | "stand" if is_final => Some((Standing::Final, found)),
            // Only words that say so make it final: another court may still hear it.
            "uphold" | "confirm" if clause.passive => Some((Standing::Convicted, found)),
            "overturn" | "quash" | "annul" | "vacate" if clause.passive => Some((Standing::Overturned, found)),
            "drop" | "withdraw" | "discontinue" | "dismiss" if clause.passive => Some((Standing::Dropped, found)),
            _ => None,
        }
    }

    /// "faces charges of", "was arrested on suspicion of", "denied any role in".
    pub(super) fn noun_governed(&self, governor: usize, noun: usize, status: &mut Status) {
        let clause = &self.analysis.clauses[governor];
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        let word = self.lower(noun).to_owned();
        let single = word.strip_suffix('s').unwrap_or(&word).to_owned();
        self.negate(noun, status);
        status.governors.push(noun);
        self.guard(governor, status);
        let verb_cue = self.joined_cue(governor).or_else(|| self.cues.verb(lemma));
        match (lemma, verb_cue) {
            ("deny" | "reject" | "dispute", _) => self.set(Standing::Denied, governor, status),
            ("overturn" | "quash" | "annul" | "drop" | "withdraw" | "dismiss" | "discontinue", Some(cue)) => {
                self.set(cue, governor, status);
            }
            ("dismiss", None) => self.set(Standing::Dropped, governor, status),
            (_, Some(cue)) if !matches!(cue, Standing::Dropped | Standing::Overturned) => {
                self.set(cue, governor, status);
            }
            _ if matches!(single.as_str(), "role" | "part" | "involvement" | "guilty") => {}
            _ => match self.cues.noun(&word) {
                // "got 19 years for running", "is serving a term for".
                Some(Standing::Convicted)
                    if matches!(single.as_str(), "year" | "month" | "term" | "prison" | "jail") =>
                {
                    if matches!(
                        lemma,
                        "get" | "receive" | "serve" | "give" | "hand" | "impose" | "face" | "be" | "send" | "spend"
                    ) && lemma != "face"
                    {
                        self.set(Standing::Convicted, governor, status);
                    } else if lemma == "face" {
                        status.silence = status.silence.or(Some(Silence::Possible));
                    }
                }
                Some(cue) => self.set(cue, governor, status),
                None => status.silence = status.silence.or(Some(Silence::Possible)),
            },
        }
    }

    pub(super) fn infinitive(&self, governor: usize, child: usize, status: &mut Status) {
        let clause = &self.analysis.clauses[governor];
        let group = &self.analysis.chunks.groups[clause.group];
        let mut silent = |why| status.silence = status.silence.or(Some(why));
        if clause.passive {
            match group.lemma {
                "rumour" | "expect" | "plan" | "schedule" | "require" | "force" | "oblige" | "permit" | "entitle"
                | "design" | "set" | "intend" | "mean" | "ask" | "order" | "tell" | "urge" | "prepare" | "suppose"
                | "advise" | "want" | "allow" | "sentence" => silent(Silence::Possible),
                "allege" | "suspect" | "believe" | "think" | "say" | "report" | "understand" | "claim" | "presume"
                | "consider" | "estimate" | "accuse" | "assume" => {
                    return self.set_guarded(Standing::Alleged, governor, status);
                }
                "know" | "find" | "prove" | "see" | "show" | "reveal" | "confirm" => {}
                // "was appointed to run the firm": he ran it.
                "appoint" | "choose" if runs(self.analysis.chunks.groups[self.analysis.clauses[child].group].lemma) => {
                }
                _ => silent(Silence::Possible),
            }
        } else {
            match group.lemma {
                // "is going to be extradited": still to come.
                "go" if self.lower(group.main) == "going" => silent(Silence::Possible),
                "manage" | "help" | "continue" | "begin" | "start" | "come" | "use" | "abuse" | "misuse"
                | "exploit" | "go" | "conspire" | "prove" | "rise" | "grow" | "proceed" => {}
                "claim" => {}
                // "The allegations led the president to suspend him".
                "lead" | "prompt"
                    if !clause.objects.is_empty() && matches!(self.lower(group.main), "led" | "prompted") => {}
                // "were able to arrest six suspects": they did.
                "be" if self.was_able(clause) => {}
                "seem" | "appear" => silent(Silence::Hearsay),
                lemma if self.analysis.reporting.orders(lemma) => silent(Silence::Order),
                "believe" | "know" | "suspect" | "consider" if !clause.objects.is_empty() => {
                    return self.set_guarded(Standing::Alleged, governor, status);
                }
                "enable" | "hire" | "bribe" | "pay" | "cause" | "force" => silent(Silence::Purpose),
                _ => silent(Silence::Possible),
            }
        }
        self.guard(governor, status);
        status.governors.push(group.main);
    }

    /// "was able to": in the past, what somebody was able to do is what they did.
    fn was_able(&self, clause: &crate::clause::Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        matches!(self.lower(group.main), "was" | "were" | "been")
            && group.modal.is_none()
            && self.analysis.document.lower_at(group.tokens.end) == Some("able")
    }

    fn set_guarded(&self, standing: Standing, governor: usize, status: &mut Status) {
        self.set(standing, governor, status);
        self.guard(governor, status);
    }
}

/// Verbs for what somebody is put in charge of.
fn runs(lemma: &str) -> bool {
    matches!(lemma, "run" | "lead" | "head" | "manage" | "oversee" | "direct" | "chair" | "supervise")
}

/// Words by which the writer says that it is not so.
fn is_mistaken(word: &str) -> bool {
    matches!(word, "falsely" | "wrongly" | "mistakenly" | "erroneously" | "incorrectly")
}
