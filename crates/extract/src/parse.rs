//! Clauses out of chunks, by position.

mod finite;
mod gerund;
mod participle;
mod right;
mod shared;
mod subject;
mod tree;

pub(crate) use tree::Trees;

use std::ops::Range;

use crate::attachment::{Attached, Complement};
use crate::chunk::{Chunks, Piece, Shape, VerbGroup};
use crate::clause::{Clause, Link};
use crate::lexicon::Lexicon;
use crate::mention::Mention;
use crate::reporting::Reporting;
use crate::sentence::Document;

pub(crate) struct Parser<'a, 't> {
    pub document: &'a Document<'t>,
    pub chunks: &'a Chunks,
    pub attached: &'a [Attached],
    pub mentions: &'a [Mention],
    pub lexicon: &'static Lexicon,
    pub reporting: &'static Reporting,
}

/// What stands to the left of a verb.
enum Left {
    /// Its subject, and the chunk before the subject.
    Subject(Vec<usize>, Option<usize>),
    /// A relative pronoun: the chunk where it stands, and its antecedent.
    Relative(usize),
    /// "and", or a comma after another verb: it shares what the verb before has.
    Shared,
    /// Nothing: the chunk to the left, if any.
    Nothing(Option<usize>),
}

impl Parser<'_, '_> {
    /// The clauses of a document, in the order of their verbs.
    pub fn parse(&self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        for (sentence, range) in self.chunks.sentences.iter().enumerate() {
            let first = clauses.len();
            for at in range.clone() {
                if let Piece::Verb(group) = self.chunks.chunks[at].piece {
                    let clause = self.clause(sentence, at, group, range.clone(), &clauses[first..], first);
                    clauses.push(clause);
                }
            }
            self.among(range, &mut clauses[first..]);
            self.fronted(range, &mut clauses[first..]);
            self.fronted_state(range, &mut clauses[first..]);
            self.shared_right(&mut clauses[first..]);
            for clause in &mut clauses[first..] {
                self.name_them(&mut clause.subjects);
                self.name_them(&mut clause.objects);
            }
        }
        clauses
    }

    /// "two members of the gang, Brandt and Pell,": the names stand for the description.
    fn name_them(&self, phrases: &mut Vec<usize>) {
        let is_named = |p: &usize| self.attached[*p].appositions.len() > 1 && self.chunks.phrases[*p].is_plural;
        if phrases.iter().any(is_named) {
            let named =
                phrases.iter().flat_map(|p| if is_named(p) { self.attached[*p].appositions.clone() } else { vec![*p] });
            *phrases = named.collect();
        }
    }

    /// "Among those arrested is Brandt": what is said of those is said of him.
    fn among(&self, range: &Range<usize>, clauses: &mut [Clause]) {
        let [described, being, ..] = clauses else { return };
        // "Also among those arrested was Brandt".
        let first = range.start + usize::from(self.lower(range.start) == "also" && range.len() > 1);
        let fronted = self.chunks.chunks[first].tokens.start;
        // "Those arrested include Brandt", "Among those convicted on Monday was Pell".
        let verb = match self.document.lower(fronted) {
            "among" => "be",
            "those" | "others" => "include",
            _ => return,
        };
        let dated = (described.chunk + 1..being.chunk).all(|i| match self.piece(i, range) {
            Some(Piece::Date | Piece::Preposition | Piece::Adverb) => true,
            // "Those arrested for the murder include Brandt".
            Some(Piece::Noun(_)) => self.piece(i - 1, range) == Some(Piece::Preposition),
            _ => false,
        });
        let inverted = (described.shape == Shape::Participle || self.group(described).ambiguous)
            && described.chunk <= first + 2
            && dated
            && self.group(being).lemma == verb
            && self.group(being).tokens.len() == 1
            && !being.objects.is_empty();
        if inverted {
            described.shape = Shape::Participle;
            described.passive = true;
            described.objects.clear();
            // "included Otis Ferry, the son of Bryan Ferry": the first of two that seem to be objects.
            described.subjects = match being.receivers.as_slice() {
                [first] if self.mention_kind(*first) == Some(crate::mention::MentionKind::Person) => vec![*first],
                _ => being.objects.clone(),
            };
            described.subjects.extend(self.items(being.chunk, range));
            described.link = Link::Root;
            described.parent = None;
            described.extent.end = described.extent.end.max(being.extent.end);
        }
    }

    /// "Also convicted was Brandt", "Charged are Brandt and Pell": the participle stands before its subject.
    fn fronted(&self, range: &Range<usize>, clauses: &mut [Clause]) {
        let [described, being, ..] = clauses else { return };
        let opens = described.chunk == range.start
            || described.chunk == range.start + 1
                && matches!(self.lower(range.start), "also" | "already" | "similarly" | "so");
        let inverted = opens
            && being.chunk <= described.chunk + 4
            && self.group(described).tokens.len() == 1
            && (described.shape == Shape::Participle || self.group(described).ambiguous)
            && self.group(being).lemma == "be"
            && self.group(being).tokens.len() == 1
            && !being.objects.is_empty();
        if inverted {
            described.shape = Shape::Participle;
            described.passive = true;
            described.subjects = being.objects.clone();
            described.subjects.extend(self.items(being.chunk, range));
            described.link = Link::Root;
            described.parent = None;
            described.extent.end = described.extent.end.max(being.extent.end);
        }
    }

    /// "Also under investigation is Brandt", "At its top was Pell": the state stands before the verb, its bearer behind it.
    fn fronted_state(&self, range: &Range<usize>, clauses: &mut [Clause]) {
        let Some(being) = clauses.first_mut() else { return };
        let mut at = range.start;
        if matches!(self.piece(at, range), Some(Piece::Adverb | Piece::Conjunction)) {
            at += 1;
        }
        let (Some(Piece::Preposition), Some(Piece::Noun(state))) = (self.piece(at, range), self.piece(at + 1, range))
        else {
            return;
        };
        let mut before = self.attached[state].last + 1;
        // "At its top was, in the view of the court, Brandt" has its comma behind the verb; one before it ends the state.
        while matches!(self.piece(before, range), Some(Piece::Adverb)) {
            before += 1;
        }
        // "At its head stood Brandt": so do verbs of standing.
        let inverted = before == being.chunk
            && matches!(self.group(being).lemma, "be" | "stand" | "sit")
            && self.group(being).tokens.len() == 1
            && self.group(being).modal.is_none();
        if !inverted {
            return;
        }
        if being.objects.is_empty() {
            // Past an aside between commas.
            let aside = self.piece(being.chunk + 1, range) == Some(Piece::Comma);
            let closing = (being.chunk + 2..range.end.min(being.chunk + 9))
                .find(|i| self.piece(*i, range) == Some(Piece::Comma))
                .filter(|_| aside);
            let Some(Piece::Noun(bearer)) = closing.and_then(|i| self.piece(i + 1, range)) else { return };
            being.objects = vec![bearer];
        }
        being.subjects = std::mem::take(&mut being.objects);
        let verb_end = self.group(being).tokens.end;
        being.complements.retain(|c| c.preposition >= verb_end);
        being
            .complements
            .insert(0, Complement { preposition: self.chunks.chunks[at].tokens.start, phrases: vec![state] });
        being.link = Link::Root;
        being.parent = None;
        being.extent.start = being.extent.start.min(self.chunks.chunks[range.start].tokens.start);
    }

    /// Persons at the head of the items of a list: "Charged are Brandt, 51, of Barlow; Pell, 38; and Lunn, 29".
    fn items(&self, from: usize, range: &Range<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        for at in from..range.end {
            if self.chunks.chunks[at].piece != Piece::Colon || self.lower(at) != ";" {
                continue;
            }
            let next = at + 1 + usize::from(self.piece(at + 1, range) == Some(Piece::Conjunction));
            match self.piece(next, range) {
                Some(Piece::Noun(name)) if self.is_person(name) => found.push(name),
                _ => break,
            }
        }
        found
    }

    fn piece(&self, at: usize, range: &Range<usize>) -> Option<Piece> {
        range.contains(&at).then(|| self.chunks.chunks[at].piece)
    }

    fn lower(&self, chunk: usize) -> &str {
        self.document.lower(self.chunks.chunks[chunk].tokens.start)
    }

    /// The head of a phrase in lower case.
    fn head(&self, phrase: usize) -> &str {
        self.document.lower(self.chunks.phrases[phrase].head)
    }

    fn group(&self, clause: &Clause) -> &VerbGroup {
        &self.chunks.groups[clause.group]
    }

    fn clause(
        &self,
        sentence: usize,
        at: usize,
        group: usize,
        range: Range<usize>,
        before: &[Clause],
        first: usize,
    ) -> Clause {
        let verb = &self.chunks.groups[group];
        let mut clause = Clause {
            sentence,
            group,
            chunk: at,
            shape: verb.shape,
            passive: verb.passive || verb.shape == Shape::Participle,
            subjects: Vec::new(),
            objects: Vec::new(),
            receivers: Vec::new(),
            complements: Vec::new(),
            dates: Vec::new(),
            link: Link::Root,
            parent: None,
            extent: verb.tokens.clone(),
            adjectives: Vec::new(),
        };
        self.right(&mut clause, &range);
        if verb.ambiguous && self.is_participle(&clause, verb, &range, before) {
            clause.shape = Shape::Participle;
            clause.passive = true;
        }
        match clause.shape {
            Shape::Finite => self.finite(&mut clause, verb, &range, before, first),
            Shape::Gerund => self.gerund(&mut clause, &range, before, first),
            Shape::Infinitive => self.infinitive(&mut clause, &range, before, first),
            Shape::Participle => self.participle(&mut clause, &range, before, first),
        }
        for subject in &clause.subjects {
            let tokens = &self.chunks.phrases[*subject].tokens;
            if tokens.start < clause.extent.start
                && !matches!(
                    clause.link,
                    Link::Relative(_)
                        | Link::Preposition(_)
                        | Link::Infinitive
                        | Link::Object
                        | Link::NounPreposition(..)
                        | Link::Purpose
                )
            {
                clause.extent.start = tokens.start;
            }
        }
        clause
    }
}

/// Prepositions that can open a clause.
pub(crate) fn is_clausal(word: &str) -> bool {
    matches!(word, "after" | "before" | "since" | "until" | "till" | "as" | "like" | "than")
}

#[cfg(test)]
mod tests {
    use crate::analysis::Analysis;

    /// "lemma(agents; patients)" for each clause.
    fn clauses(text: &str) -> Vec<String> {
        let analysis = Analysis::of(text, None, None);
        let phrase = |p: &usize| analysis.document.words(&analysis.chunks.phrases[*p].tokens).to_owned();
        let list = |phrases: &[usize]| phrases.iter().map(phrase).collect::<Vec<_>>().join(" + ");
        analysis
            .clauses
            .iter()
            .map(|clause| {
                let agents = clause.agents(|i| analysis.document.lower(i));
                format!(
                    "{}({}; {})",
                    analysis.chunks.groups[clause.group].lemma,
                    list(&agents),
                    list(clause.patients())
                )
            })
            .collect()
    }

    #[test]
    fn subjects_and_objects() {
        for (text, expected) in [
            (
                "Ma Aijun, former head of the Lubei district branch of the Tangshan Public Security Bureau in Hebei province, was convicted and sentenced for sheltering the gang from justice.",
                vec!["convict(; Ma Aijun)", "sentence(; Ma Aijun)", "shelter(Ma Aijun; the gang)"],
            ),
            (
                "The campaign, launched in 2018 and initially expected to last three years, was part of the drive.",
                vec![
                    "launch(; The campaign)",
                    "expect(; The campaign)",
                    "last(The campaign; )",
                    "be(The campaign; part)",
                ],
            ),
            ("Velkoran and Telluvan were charged with extortion.", vec!["charge(; Velkoran + Telluvan)"]),
            (
                "Prosecutors accused Brandt of leading the Rook gang and taking bribes.",
                vec!["accuse(Prosecutors; Brandt)", "lead(Brandt; the Rook gang)", "take(Brandt; bribes)"],
            ),
            ("Brandt, who led the Rook gang, fled.", vec!["lead(Brandt; the Rook gang)", "flee(Brandt; )"]),
            ("He has admitted that he led the clan.", vec!["admit(He; )", "lead(he; the clan)"]),
            ("The court heard about a firm which Yang owns.", vec!["hear(The court; )", "own(Yang; a firm)"]),
            (
                "A driver dismissed by the company had contradicted himself.",
                vec!["dismiss(the company; A driver)", "contradict(A driver; himself)"],
            ),
            (
                "The judge said Erlingworth had telephoned Dragan Velkoran.",
                vec!["say(The judge; )", "telephone(Erlingworth; Dragan Velkoran)"],
            ),
            ("“It is late,” said Estrid Sarnoway.", vec!["be(It; )", "say(Estrid Sarnoway; )"]),
            ("Brandt gave protection to the clan.", vec!["give(Brandt; protection)"]),
            ("The gang was tipped off by Brandt.", vec!["tip(Brandt; The gang)"]),
            ("Brandt is alleged to lead the Lantern Crew.", vec!["allege(; Brandt)", "lead(Brandt; the Lantern Crew)"]),
        ] {
            assert_eq!(clauses(text), expected, "{text}");
        }
    }
}
