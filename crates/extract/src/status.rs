//! The status of a clause: whether it states a fact, and how far an accusation in it has got.
//!
//! What is negated, possible, future, conditional, asked, ordered, wished for or rumoured states nothing. Everything
//! else takes its standing from the innermost cue around it.

mod cue;
mod governor;

use umbra_model::Standing;

use crate::analysis::Analysis;
use crate::attribution::{AttributionNote, Voice, chain_at};
use crate::chunk::{Opening, Shape};
use crate::clause::{Clause, Link};
use crate::standing::Cues;
use crate::word::Class;

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

    /// Whether a verb denies what is its object.
    pub fn denies(&self, lemma: &str) -> bool {
        matches!(lemma, "deny" | "dispute" | "refute" | "reject" | "dismiss")
    }

    /// Whether an indictment or a court says it.
    pub fn is_official(&self, voices: &[usize]) -> bool {
        voices.last().is_some_and(|v| matches!(self.notes[*v].voice, Voice::Indictment | Voice::Court))
    }

    /// That of what a noun tells: of the clause that says it, or else of nothing but who speaks there.
    pub fn of_noun(&self, clause: Option<usize>, noun: usize) -> Status {
        clause.map_or_else(
            || Status {
                silence: None,
                cue: None,
                governors: Vec::new(),
                cue_clause: None,
                voices: self.voices_at(noun),
            },
            |clause| self.of(clause),
        )
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
        // "neither the adjutant nor the commandant has been charged".
        let negative = |phrase: &usize| {
            let np = &self.analysis.chunks.phrases[*phrase];
            let before = np.tokens.start.checked_sub(1).map_or("", |t| self.lower(t));
            np.opening == Opening::Negative || matches!(before, "neither" | "nor")
        };
        // "has been charged with nothing".
        let after = |ahead: usize| self.analysis.document.lower_at(group.tokens.end + ahead);
        if after(0) == Some("with") && matches!(after(1), Some("nothing" | "no")) {
            silent(Silence::Negated);
        }
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
        if self.is_wanted(clause) {
            status.silence = status.silence.or(Some(Silence::Possible));
        }
        // "Neither Brandt nor any official close to Pell has been charged".
        let start = self.analysis.document.sentences[clause.sentence].tokens.start;
        let opens = (start..(start + 2).min(group.tokens.start)).any(|i| self.lower(i) == "neither");
        let verb = |i: usize| {
            matches!(
                self.analysis.words[i].class,
                Class::Verb | Class::Be | Class::Have | Class::Modal | Class::Relative
            )
        };
        if opens && !(start..group.tokens.start).any(verb) {
            status.silence = status.silence.or(Some(Silence::Negated));
        }
        if self.is_inverted_condition(clause) {
            status.silence = status.silence.or(Some(Silence::Condition));
        }
        // "faces up to ten years when he is sentenced": what is still to come.
        if let Link::Subordinate(token) = clause.link
            && matches!(self.lower(token), "when" | "once" | "until" | "before" | "after" | "if")
            && clause.passive
            && matches!(self.lower(group.tokens.start), "is" | "are" | "'s" | "’s")
        {
            status.silence = status.silence.or(Some(Silence::Possible));
        }
        status.cue = self.adverb_in(clause);
    }

    /// "Prosecutors want Brandt jailed", "would like to see him charged", "asked the court to have his conviction vacated": what
    /// somebody wishes for.
    fn is_wanted(&self, clause: &Clause) -> bool {
        let group = &self.analysis.chunks.groups[clause.group];
        if group.tokens.len() > 1 {
            return false;
        }
        let described = match clause.link {
            Link::Relative(phrase) => Some(phrase),
            _ => clause.subjects.first().copied(),
        };
        // "wants him extradited": the object of wanting may be taken for its alone.
        let before = group.tokens.start.checked_sub(1);
        let between = before.filter(|i| described.is_none() && matches!(self.lower(*i), "him" | "her" | "them"));
        let start = described.map(|p| self.analysis.chunks.phrases[p].tokens.start).or(between);
        start.and_then(|s| s.checked_sub(1)).is_some_and(|before| {
            // "tried to have him arrested", "help in getting him arrested".
            matches!(
                self.lower(before),
                "want"
                    | "wants"
                    | "wanted"
                    | "wanting"
                    | "see"
                    | "demand"
                    | "demanded"
                    | "seek"
                    | "have"
                    | "having"
                    | "get"
                    | "getting"
            )
        })
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
                    // "was charged with eight counts, including accepting bribes": a part of the charge.
                    if matches!(clause.link, Link::Adverbial)
                        && let Some(cue) = self.clause_cue(parent)
                        && self.lists_counts(parent, current)
                    {
                        self.set(cue, parent, status);
                    }
                    // What the governor says of its own does not touch it; what holds the governor does.
                    if matches!(clause.link, Link::Adverbial) && (group.negated || group.modal.is_some()) {
                        status.silence = status.silence.or(Some(Silence::Possible));
                    }
                    if let Link::Relative(antecedent) = clause.link {
                        if self.is_prospect(current, antecedent) {
                            status.silence = status.silence.or(Some(Silence::Possible));
                        }
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
                    if self.goes_on_as_infinitive(current, parent) {
                        status.silence = status.silence.or(Some(Silence::Possible));
                    }
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
                // "was extradited to face charges of": they are why.
                Link::Purpose | Link::Infinitive
                    if self.is_brought_to_face(parent, current) || self.is_first_to(parent, current) =>
                {
                    self.guard(parent, status);
                    current = parent;
                }
                Link::Purpose => {
                    status.silence = status.silence.or(Some(Silence::Purpose));
                    return;
                }
                // "The court ordered that Brandt be remanded": what a court orders of the kind is done.
                Link::Content if self.is_court_order(parent, current) => {
                    self.guard(parent, status);
                    current = parent;
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
                Link::Infinitive if self.is_done_by_force(parent, current) => {
                    self.guard(parent, status);
                    current = parent;
                }
                Link::Infinitive => {
                    self.infinitive(parent, current, status);
                    current = parent;
                }
                Link::Object => {
                    match group.lemma {
                        "deny" => self.set(Standing::Denied, parent, status),
                        "admit" | "confess" | "acknowledge" | "begin" | "start" | "continue" | "keep" | "finish"
                        | "stop" | "recall" | "remember" | "spend" | "include" | "involve" | "end" | "wind"
                        | "quit" | "resume" | "go" => {}
                        _ => status.silence = status.silence.or(Some(Silence::Possible)),
                    }
                    self.guard(parent, status);
                    current = parent;
                }
            }
        }
    }

    /// "could lead to him being suspended", "voted for him quitting": a gerund whose subject a pronoun is, after a
    /// preposition that looks ahead.
    fn is_prospect(&self, clause: usize, subject: usize) -> bool {
        let np = &self.analysis.chunks.phrases[subject];
        let before = np.tokens.start.checked_sub(1).map_or("", |i| self.lower(i));
        self.analysis.clauses[clause].shape == Shape::Gerund
            && np.is_pronoun
            && matches!(before, "to" | "of" | "about" | "for" | "against" | "without" | "from")
    }

    /// Whether a court or judge orders that somebody be held.
    fn is_court_order(&self, governor: usize, child: usize) -> bool {
        let (governor, child) = (&self.analysis.clauses[governor], &self.analysis.clauses[child]);
        let lemma = |clause: &Clause| self.analysis.chunks.groups[clause.group].lemma;
        let by_court = |phrase: &usize| {
            let np = &self.analysis.chunks.phrases[*phrase];
            np.tokens.clone().any(|i| is_court(self.lower(i)))
        };
        lemma(governor) == "order"
            && !governor.passive
            && governor.subjects.iter().any(by_court)
            && child.passive
            && matches!(lemma(child), "remand" | "hold" | "detain" | "jail" | "imprison")
    }

    /// "was ordered to serve seven years", "the judge ordered him to pay a fine", "was forced to resign", "voted to expel":
    /// what follows was done, or is itself the punishment.
    fn is_done_by_force(&self, governor: usize, child: usize) -> bool {
        let (governor, child) = (&self.analysis.clauses[governor], &self.analysis.clauses[child]);
        let lemma = |clause: &Clause| self.analysis.chunks.groups[clause.group].lemma;
        let by_court = || {
            governor.subjects.iter().any(|phrase| {
                let np = &self.analysis.chunks.phrases[*phrase];
                np.tokens.clone().any(|i| is_court(self.lower(i)))
            })
        };
        let is_past = || {
            let main = self.analysis.chunks.groups[governor.group].main;
            !matches!(self.lower(main), "vote" | "votes" | "voting")
        };
        match lemma(child) {
            "serve" | "spend" => {
                governor.passive && matches!(lemma(governor), "order" | "sentence" | "condemn")
                    || lemma(governor) == "order" && by_court()
            }
            "pay" | "forfeit" => lemma(governor) == "order" && (governor.passive || by_court()),
            "resign" | "quit" | "step" | "stand" => {
                governor.passive && matches!(lemma(governor), "force" | "oblige" | "compel")
            }
            "expel" | "impeach" | "strip" | "oust" | "unseat" => {
                lemma(governor) == "vote" && !governor.passive && is_past()
            }
            _ => false,
        }
    }

    /// "was extradited to face charges", "was flown to Rome to face charges".
    fn is_brought_to_face(&self, governor: usize, child: usize) -> bool {
        let (governor, child) = (&self.analysis.clauses[governor], &self.analysis.clauses[child]);
        let lemma = |clause: &Clause| self.analysis.chunks.groups[clause.group].lemma;
        let brought = if governor.passive { &governor.subjects } else { &governor.objects };
        *brought == child.subjects
            && matches!(lemma(governor), "extradite" | "deport" | "fly" | "return" | "bring" | "transfer")
            && matches!(lemma(child), "face" | "answer")
    }

    /// "was the first governor to be convicted", "became the last of them to be extradited": it came to that.
    fn is_first_to(&self, governor: usize, child: usize) -> bool {
        let (governor, child) = (&self.analysis.clauses[governor], &self.analysis.clauses[child]);
        let lemma = self.analysis.chunks.groups[governor.group].lemma;
        let ranked = governor.objects.iter().chain(&governor.receivers).any(|phrase| {
            let np = &self.analysis.chunks.phrases[*phrase];
            np.tokens
                .clone()
                .any(|i| matches!(self.lower(i), "first" | "second" | "third" | "fourth" | "last" | "latest" | "only"))
        });
        matches!(lemma, "be" | "become") && child.passive && ranked
    }

    /// "had planned to break in and rob him": a base form joined to a past one, with an infinitive between them, goes on with
    /// the infinitive.
    fn goes_on_as_infinitive(&self, child: usize, parent: usize) -> bool {
        let group = |clause: usize| &self.analysis.chunks.groups[self.analysis.clauses[clause].group];
        let (own, other) = (group(child), group(parent));
        let is_base = own.tokens.len() == 1 && self.lower(own.main) == own.lemma;
        is_base
            && self.lower(other.main) != other.lemma
            && (other.tokens.end..own.tokens.start).any(|i| self.lower(i) == "to")
    }

    /// Whether "including" stands between a verb with its counts and a gerund that tells one of them.
    fn lists_counts(&self, parent: usize, child: usize) -> bool {
        let end = |clause: usize| self.analysis.chunks.groups[self.analysis.clauses[clause].group].tokens.clone();
        let between = end(parent).end..end(child).start;
        let has = |words: &[&str]| between.clone().any(|i| words.contains(&self.lower(i)));
        has(&["including"])
            && has(&["count", "counts", "charge", "charges", "offence", "offences", "crimes", "felonies"])
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
        if self.is_wanted(clause) {
            status.silence = status.silence.or(Some(Silence::Possible));
        }
        if clause.shape == Shape::Infinitive || clause.shape == Shape::Gerund {
            // Whatever governs it in turn decides; the climb goes on.
        }
    }
}

/// Those whose orders are decisions.
fn is_court(word: &str) -> bool {
    matches!(word, "court" | "judge" | "justice" | "magistrate" | "tribunal" | "recorder")
}
