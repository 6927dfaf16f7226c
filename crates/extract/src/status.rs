//! The status of a clause: whether it states a fact, and how far an accusation in it has got.
//!
//! What is negated, possible, future, conditional, asked, ordered, wished for or rumoured states nothing. Everything
//! else takes its standing from the innermost cue around it.

use umbra_model::Standing;

use crate::analysis::Analysis;
use crate::attribution::{AttributionNote, Voice, chain_at};
use crate::chunk::{Opening, Shape};
use crate::clause::{Clause, Link};
use crate::standing::{Cues, higher};

/// Why a clause states no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Silence {
    Negated,
    Possible,
    Condition,
    Question,
    Order,
    Purpose,
    Hearsay,
}

/// What a clause is worth.
#[derive(Debug, Clone)]
pub(crate) struct Status {
    pub silence: Option<Silence>,
    /// What the cues around the clause say; none for plain narrative.
    pub cue: Option<Standing>,
    /// The tokens of the words that governed it, for the evidence.
    pub governors: Vec<usize>,
    /// The clause whose verb gave the cue.
    pub cue_clause: Option<usize>,
    /// The attributions that hold it, the outermost first.
    pub voices: Vec<usize>,
}

pub(crate) struct StatusReader<'a, 't> {
    pub analysis: &'a Analysis<'t>,
    pub notes: &'a [AttributionNote],
    /// For each sentence the attributions in it and around it.
    pub notes_of: Vec<std::ops::Range<usize>>,
    pub cues: &'static Cues,
}

impl<'a, 't> StatusReader<'a, 't> {
    pub fn new(analysis: &'a Analysis<'t>, notes: &'a [AttributionNote]) -> Self {
        let sentences = analysis.document.sentences.len();
        let mut notes_of = vec![0..0; sentences];
        let sentence_of: Vec<usize> =
            notes.iter().map(|n| n.cue_tokens.first().map_or(0, |c| analysis.document.sentence_of(c.start))).collect();
        for (sentence, range) in notes_of.iter_mut().enumerate() {
            // A quotation may go on for some sentences after its speaker was named.
            let from = sentence_of.partition_point(|s| s + 8 < sentence);
            // And its speaker may be named only after some.
            let to = sentence_of.partition_point(|s| *s <= sentence + 6);
            *range = from..to;
        }
        Self { analysis, notes, notes_of, cues: Cues::english() }
    }

    fn lower(&self, token: usize) -> &str {
        self.analysis.document.lower(token)
    }

    /// The attributions that hold a token.
    pub fn voices_at(&self, token: usize) -> Vec<usize> {
        let sentence = self.analysis.document.sentence_of(token);
        chain_at(self.notes, &self.notes_of[sentence], token)
    }

    /// What plain words in somebody else's mouth are worth as an accusation.
    pub fn by_voices(&self, voices: &[usize]) -> Standing {
        match voices.last().map(|v| self.notes[*v].voice) {
            Some(Voice::Person) => Standing::Alleged,
            Some(Voice::Indictment) => Standing::Charged,
            _ => Standing::Reported,
        }
    }

    /// Whether an indictment or a court says it.
    pub fn is_official(&self, voices: &[usize]) -> bool {
        voices.last().is_some_and(|v| matches!(self.notes[*v].voice, Voice::Indictment | Voice::Court))
    }

    pub fn of(&self, index: usize) -> Status {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let mut status = Status {
            silence: None,
            cue: None,
            governors: vec![group.main],
            cue_clause: None,
            voices: self.voices_at(group.main),
        };
        if self.analysis.document.sentences[clause.sentence].is_question {
            status.silence = Some(Silence::Question);
        }
        self.own(index, &mut status);
        self.climb(index, &mut status);
        status
    }

    /// Negation, modals and adverbs of the clause itself.
    fn own(&self, index: usize, status: &mut Status) {
        let clause = &self.analysis.clauses[index];
        let group = &self.analysis.chunks.groups[clause.group];
        let mut silent = |why| status.silence = status.silence.or(Some(why));
        if group.negated {
            silent(Silence::Negated);
        }
        if let Some(modal) = group.modal
            && !self.is_past_habit(modal)
            && !self.is_disposed(group, modal)
        {
            silent(Silence::Possible);
        }
        let negative = |phrase: &usize| self.analysis.chunks.phrases[*phrase].opening == Opening::Negative;
        if clause.subjects.iter().any(negative)
            || clause.objects.iter().any(negative)
            || clause.receivers.iter().any(negative)
        {
            silent(Silence::Negated);
        }
        // "neither shared nor leaked", "without paying", "rather than paying".
        let before = group.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
        // "have more than doubled" compares nothing.
        let is_more = before == "than" && group.tokens.start > 1 && self.lower(group.tokens.start - 2) == "more";
        if matches!(before, "without" | "nor" | "neither" | "never" | "not" | "hardly" | "scarcely" | "barely" | "than")
            && !is_more
            || before == "of" && group.tokens.start > 1 && self.lower(group.tokens.start - 2) == "instead"
        {
            silent(Silence::Negated);
        }
        if self.is_inverted_condition(clause) {
            status.silence = status.silence.or(Some(Silence::Condition));
        }
        status.cue = self.adverb_in(clause);
    }

    /// "released had he been convicted": a condition without "if".
    fn is_inverted_condition(&self, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        clause.subjects.first().is_some_and(|subject| {
            let np = &self.analysis.chunks.phrases[*subject];
            let auxiliary = np.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
            let first = self.lower(group.tokens.start);
            matches!(auxiliary, "had" | "should" | "were")
                && np.tokens.end == group.tokens.start
                && !matches!(first, "had" | "has" | "have" | "was" | "were" | "is" | "are")
        })
    }

    /// "His conviction must therefore be quashed": how a court words what it decides.
    fn is_disposed(&self, group: &crate::chunk::VerbGroup, modal: usize) -> bool {
        matches!(self.lower(modal), "must" | "shall")
            && group.passive
            && matches!(group.lemma, "quash" | "dismiss" | "uphold" | "refuse" | "vacate" | "affirm" | "annul")
    }

    /// "would meet every week" tells a habit; only "used to" is taken for a fact.
    fn is_past_habit(&self, modal: usize) -> bool {
        self.lower(modal) == "used"
    }

    fn adverb_in(&self, clause: &Clause) -> Option<Standing> {
        let group = &self.analysis.chunks.groups[clause.group];
        let start =
            group.tokens.start.saturating_sub(2).max(self.analysis.document.sentences[clause.sentence].tokens.start);
        let end = (group.tokens.end + 1).min(self.analysis.document.sentences[clause.sentence].tokens.end);
        (start..end).find_map(|i| self.cues.adverb(self.lower(i)))
    }

    fn climb(&self, index: usize, status: &mut Status) {
        let mut current = index;
        for _ in 0..12 {
            let clause = &self.analysis.clauses[current];
            let Some(parent) = clause.parent else {
                match clause.link {
                    Link::NounPreposition(noun, _) => self.noun(noun, clause.sentence, status),
                    Link::NounContent(noun) => self.claim(noun, status),
                    Link::Condition => status.silence = status.silence.or(Some(Silence::Condition)),
                    Link::Purpose => status.silence = status.silence.or(Some(Silence::Purpose)),
                    _ => {}
                }
                return;
            };
            let governor = &self.analysis.clauses[parent];
            let group = &self.analysis.chunks.groups[governor.group];
            match clause.link {
                Link::Root => return,
                Link::Relative(_) | Link::Adverbial | Link::Subordinate(_) => {
                    if let Link::Subordinate(token) = clause.link
                        && (matches!(self.lower(token), "than" | "lest" | "like" | "so" | "except")
                            || self.lower(token) == "as" && self.analysis.document.lower_at(token + 1) == Some("if"))
                    {
                        status.silence = status.silence.or(Some(Silence::Possible));
                    }
                    // What the governor says of its own does not touch it; what holds the governor does.
                    if matches!(clause.link, Link::Adverbial) && (group.negated || group.modal.is_some()) {
                        status.silence = status.silence.or(Some(Silence::Possible));
                    }
                    if let Link::Relative(antecedent) = clause.link {
                        if self.is_portrayal(parent, antecedent) {
                            self.set(Standing::Alleged, parent, status);
                        }
                        return self.outer(parent, status);
                    }
                    current = parent;
                }
                Link::Coordinate => {
                    let bare = self.analysis.chunks.groups[clause.group].tokens.len() == 1
                        && clause.subjects == governor.subjects;
                    let shares = bare
                        && (governor.passive && clause.passive
                            || group.modal.is_some()
                            || group.tokens.len() > 1 && clause.shape != Shape::Finite);
                    if shares {
                        if group.negated {
                            status.silence = status.silence.or(Some(Silence::Negated));
                        }
                        if group.modal.is_some() {
                            status.silence = status.silence.or(Some(Silence::Possible));
                        }
                    }
                    current = parent;
                }
                Link::Condition => {
                    status.silence = status.silence.or(Some(Silence::Condition));
                    return;
                }
                Link::Purpose => {
                    status.silence = status.silence.or(Some(Silence::Purpose));
                    return;
                }
                Link::Content => {
                    self.content(parent, status);
                    current = parent;
                }
                Link::NounContent(noun) => {
                    self.claim(noun, status);
                    self.deny(parent, status);
                    current = parent;
                }
                Link::Preposition(token) => {
                    self.preposition(parent, token, status);
                    current = parent;
                }
                Link::NounPreposition(noun, _) => {
                    self.noun_governed(parent, noun, status);
                    current = parent;
                }
                // "was ordered to serve seven years": the order is the sentence.
                Link::Infinitive
                    if governor.passive
                        && matches!(group.lemma, "order" | "sentence" | "condemn")
                        && matches!(self.analysis.chunks.groups[clause.group].lemma, "serve" | "spend") =>
                {
                    self.guard(parent, status);
                    current = parent;
                }
                Link::Infinitive => {
                    self.infinitive(parent, status);
                    current = parent;
                }
                Link::Object => {
                    match group.lemma {
                        "deny" => self.set(Standing::Denied, parent, status),
                        "admit" | "confess" | "acknowledge" | "begin" | "start" | "continue" | "keep" | "finish"
                        | "stop" | "recall" | "remember" | "spend" | "include" | "involve" => {}
                        _ => status.silence = status.silence.or(Some(Silence::Possible)),
                    }
                    self.guard(parent, status);
                    current = parent;
                }
            }
        }
    }

    /// "portrayed him as a lawman who": the clause describes what somebody makes of him.
    fn is_portrayal(&self, parent: usize, antecedent: usize) -> bool {
        let clause = &self.analysis.clauses[parent];
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        matches!(
            lemma,
            "portray"
                | "describe"
                | "identify"
                | "regard"
                | "see"
                | "depict"
                | "paint"
                | "cast"
                | "characterise"
                | "characterize"
        ) && clause.complements.iter().any(|c| self.lower(c.preposition) == "as" && c.phrases.contains(&antecedent))
    }

    /// A relative clause stands for itself, but not inside a condition or an order around its antecedent.
    fn outer(&self, parent: usize, status: &mut Status) {
        let mut current = parent;
        for _ in 0..8 {
            let clause = &self.analysis.clauses[current];
            match clause.link {
                Link::Condition => {
                    status.silence = status.silence.or(Some(Silence::Condition));
                    return;
                }
                Link::Content => {
                    if let Some(parent) = clause.parent {
                        let group = &self.analysis.chunks.groups[self.analysis.clauses[parent].group];
                        if self.analysis.reporting.orders(group.lemma) {
                            status.silence = status.silence.or(Some(Silence::Order));
                        }
                    }
                }
                _ => {}
            }
            match clause.parent {
                Some(parent) => current = parent,
                None => return,
            }
        }
    }

    fn set(&self, standing: Standing, clause: usize, status: &mut Status) {
        if standing == Standing::Denied || status.cue.is_none() {
            status.cue = Some(standing);
            status.cue_clause = Some(clause);
        }
        status.governors.push(self.analysis.chunks.groups[self.analysis.clauses[clause].group].main);
    }

    /// A governor that is itself negated or only possible passes that on.
    fn guard(&self, governor: usize, status: &mut Status) {
        let clause = &self.analysis.clauses[governor];
        let group = &self.analysis.chunks.groups[clause.group];
        let negative = clause.subjects.iter().any(|s| self.analysis.chunks.phrases[*s].opening == Opening::Negative);
        if group.negated || negative {
            status.silence = status.silence.or(Some(Silence::Negated));
        }
        if group.modal.is_some() {
            status.silence = status.silence.or(Some(Silence::Possible));
        }
        if self.is_inverted_condition(clause) {
            status.silence = status.silence.or(Some(Silence::Condition));
        }
        if clause.shape == Shape::Infinitive || clause.shape == Shape::Gerund {
            // Whatever governs it in turn decides; the climb goes on.
        }
    }

    fn content(&self, governor: usize, status: &mut Status) {
        let clause = &self.analysis.clauses[governor];
        let group = &self.analysis.chunks.groups[clause.group];
        let reporting = self.analysis.reporting;
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
        self.guard(governor, status);
    }

    /// "claims that", "no evidence that".
    fn claim(&self, noun: usize, status: &mut Status) {
        let word = self.lower(noun);
        let word = word.strip_suffix('s').unwrap_or(word);
        let negative = self
            .analysis
            .phrase_at
            .get(&noun)
            .is_some_and(|p| self.analysis.chunks.phrases[*p].opening == Opening::Negative);
        if negative {
            status.silence = status.silence.or(Some(Silence::Negated));
        }
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

    fn deny(&self, governor: usize, status: &mut Status) {
        let lemma = self.analysis.chunks.groups[self.analysis.clauses[governor].group].lemma;
        if matches!(lemma, "deny" | "reject" | "dispute" | "refute" | "dismiss")
            && !self.analysis.clauses[governor].passive
        {
            self.set(Standing::Denied, governor, status);
        }
        self.guard(governor, status);
    }

    /// What follows "be", "find" or "plead": "guilty", "on trial".
    fn state_of(&self, clause: &Clause) -> Option<Standing> {
        for adjective in &clause.adjectives {
            let word = self.lower(*adjective);
            if word == "guilty" && *adjective > 0 && matches!(self.lower(*adjective - 1), "not") {
                return Some(Standing::Acquitted);
            }
            if let Some(standing) = self.cues.state(word).or_else(|| self.cues.adjective(word)) {
                return Some(standing);
            }
        }
        clause.complements.iter().find_map(|c| {
            let phrase = self.analysis.chunks.phrases.get(*c.phrases.first()?)?;
            let words = self.analysis.document.words(&(c.preposition..phrase.head + 1)).to_lowercase();
            self.cues.state(&words).or_else(|| {
                let short = format!("{} {}", self.lower(c.preposition), self.lower(phrase.head));
                self.cues.state(&short)
            })
        })
    }

    /// The cue of a clause with those it is joined with: "was convicted and sentenced for".
    fn joined_cue(&self, index: usize) -> Option<Standing> {
        let mut cue = self.clause_cue(index);
        let mut current = index;
        for _ in 0..4 {
            let clause = &self.analysis.clauses[current];
            let Some(parent) = clause.parent.filter(|_| clause.link == Link::Coordinate) else { break };
            let other = &self.analysis.clauses[parent];
            if other.subjects != clause.subjects
                || other.passive != clause.passive
                || other.extent.end + 3
                    < clause.extent.start.max(self.analysis.chunks.groups[clause.group].tokens.start)
            {
                break;
            }
            if let (Some(own), Some(more)) = (cue, self.clause_cue(parent)) {
                cue = Some(higher(own, more));
            }
            current = parent;
        }
        cue
    }

    /// What a clause itself says about an accusation that hangs on it.
    pub fn clause_cue(&self, index: usize) -> Option<Standing> {
        let clause = &self.analysis.clauses[index];
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        match lemma {
            "be" | "remain" | "stand" | "go" | "find" | "plead" | "face" | "hold" | "keep" | "put" | "await"
            | "place" | "come" => {
                let state = self.state_of(clause);
                match (lemma, state) {
                    // A plea is no verdict.
                    ("plead", Some(Standing::Convicted)) => Some(Standing::Tried),
                    ("plead", Some(Standing::Acquitted)) => Some(Standing::Denied),
                    ("plead", None) => Some(Standing::Tried).filter(|_| self.says_guilty(clause)),
                    ("find", None) if self.says_guilty(clause) => Some(Standing::Convicted),
                    (_, state) => state,
                }
            }
            lemma => self.cues.verb(lemma),
        }
    }

    fn says_guilty(&self, clause: &Clause) -> bool {
        clause.extent.clone().any(|i| self.lower(i) == "guilty")
    }

    fn preposition(&self, governor: usize, token: usize, status: &mut Status) {
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
    fn noun(&self, noun: usize, sentence: usize, status: &mut Status) {
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
    fn noun_governed(&self, governor: usize, noun: usize, status: &mut Status) {
        let clause = &self.analysis.clauses[governor];
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        let word = self.lower(noun).to_owned();
        let single = word.strip_suffix('s').unwrap_or(&word).to_owned();
        let negative = self
            .analysis
            .phrase_at
            .get(&noun)
            .is_some_and(|p| self.analysis.chunks.phrases[*p].opening == Opening::Negative);
        if negative {
            status.silence = status.silence.or(Some(Silence::Negated));
        }
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

    fn infinitive(&self, governor: usize, status: &mut Status) {
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
                _ => silent(Silence::Possible),
            }
        } else {
            match group.lemma {
                "manage" | "help" | "continue" | "begin" | "start" | "come" | "use" | "abuse" | "misuse"
                | "exploit" | "go" | "conspire" | "prove" => {}
                "claim" => {}
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

    fn set_guarded(&self, standing: Standing, governor: usize, status: &mut Status) {
        self.set(standing, governor, status);
        self.guard(governor, status);
    }
}
