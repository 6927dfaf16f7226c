//! Firms without a name, known by whose they are: "a company controlled by Viktor Draganov", "Kos's construction firm".

use super::body::is_bank;
use super::*;
use crate::chunk::Opening;
use crate::clause::{Clause, Link};
use crate::lexicon::Sort;
use crate::mention::MentionKind;

/// How many sentences back a nameless firm may stand.
const REACH: usize = 4;

impl Describer<'_, '_> {
    /// A firm that a clause or an owner tells: nothing where it has a name, and nothing for "a company" alone.
    pub(super) fn firm(&mut self, phrase: usize) -> bool {
        let np = self.phrase(phrase).clone();
        if np.is_plural || !is_firm_noun(self.lower(np.head)) {
            return false;
        }
        // "Perrin Advisory Ltd, a consultancy owned by": it has a name.
        if self.analysis.attached[phrase].appositions.iter().any(|p| self.is_party(*p)) {
            return false;
        }
        let end = match np.opening {
            Opening::Indefinite => self
                .tied_to(phrase)
                .or_else(|| (self.is_run(phrase) || self.is_well_described(phrase)).then_some(np.tokens.end)),
            // "Kos's company": the one that he owns, if the text names it, is not known here.
            Opening::Possessed => np.owner.filter(|owner| self.is_person(*owner)).map(|_| np.tokens.end),
            _ => None,
        };
        let Some(end) = end else { return false };
        let designation = self.on_one_line(np.tokens.start..end);
        let key = designation.to_lowercase();
        let known = self.last_before(np.head, |e| e.designation.as_ref().is_some_and(|d| d.to_lowercase() == key));
        let known = known.filter(|_| np.opening == Opening::Possessed);
        let known = self.named_behind_participle(phrase).or(known);
        self.speak_of_body(phrase, Sort::Company, known, designation);
        true
    }

    /// "another company controlled by Brandt, Halvane Limited, was used": the name behind what a participle says of it.
    fn named_behind_participle(&self, phrase: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let sentence = analysis.document.sentence_of(self.phrase(phrase).head);
        let limit = analysis.document.sentences[sentence].tokens.end;
        let start = self.phrase(phrase).tokens.end;
        let word = |at: usize| if at < limit { self.lower(at) } else { "" };
        let said = matches!(
            word(start),
            "owned" | "co-owned" | "controlled" | "run" | "founded" | "registered" | "based" | "headed" | "linked"
        );
        let comma = (start + 1..limit.min(start + 9)).find(|at| word(*at) == ",").filter(|_| said)?;
        let named = self.analysis.mentions_in(&(comma + 1..limit.min(comma + 2)));
        let named = named.into_iter().map(|m| &analysis.mentions[m]).filter(|m| {
            m.tokens.start == comma + 1
                && m.kind == MentionKind::Organisation
                && m.is_name()
                && matches!(word(m.tokens.end), "," | "." | "(")
        });
        let named = named.filter_map(|m| m.entity).next()?;
        let is_firm = matches!(self.referents.entities[named].sort, Sort::Company | Sort::Unknown | Sort::Media);
        // Not the next of a list: no other firm is told in between.
        let alone = analysis
            .mentions_in(&(start..comma))
            .into_iter()
            .all(|m| analysis.mentions[m].kind != MentionKind::Organisation);
        (is_firm && alone).then_some(named)
    }

    /// "A trust company was raided. The company held the funds": a firm that no name was told of, once the text goes on about
    /// it and has named no other firm since.
    pub(super) fn nameless_firm(&mut self, phrase: usize) -> bool {
        let token = self.phrase(phrase).head;
        let sentence = self.analysis.document.sentence_of(token);
        let from = self.analysis.document.sentences[sentence.saturating_sub(REACH)].tokens.start;
        let is_firm = |e: &Entity| e.kind == MentionKind::Organisation && e.sort == Sort::Company && !is_bank(e);
        // Whom the text has named since is meant rather.
        let last = self.last_mention_before(token, is_firm).map_or(0, |m| m.tokens.end).max(from);
        let told: Vec<usize> = self.analysis.phrases_within(last..token).map(|(_, p)| *p).collect();
        let mut firms: Vec<usize> = told.into_iter().filter(|p| *p != phrase && self.is_untold_firm(*p)).collect();
        firms.dedup();
        // Of two nameless firms nobody knows which is meant.
        let [firm] = firms.as_slice() else { return false };
        let (firm, start) = (*firm, self.phrase(*firm).tokens.start);
        if self.analysis.document.sentence_of(start) == sentence {
            return false;
        }
        let designation = self.on_one_line(self.phrase(firm).tokens.clone());
        let entity = self.new_entity(firm, MentionKind::Organisation, Sort::Company);
        self.referents.entities[entity].designation = Some(designation);
        self.mention(firm, MentionKind::Organisation, Sort::Company, Some(entity));
        self.mention(phrase, MentionKind::Organisation, Sort::Company, Some(entity));
        true
    }

    /// "a licensed trust company", of which nothing else says which it is.
    fn is_untold_firm(&self, phrase: usize) -> bool {
        let np = self.phrase(phrase);
        np.opening == Opening::Indefinite
            && !np.is_plural
            && np.mention.is_none()
            && np.own.start + 1 < np.head
            && matches!(
                self.lower(np.head),
                "company" | "firm" | "subsidiary" | "contractor" | "consultancy" | "haulier"
            )
            && self.referents.of_phrase[phrase].is_none()
            && self.analysis.attached[phrase].appositions.is_empty()
            && !self.is_predicate(phrase)
            && !self.has_modifier(phrase, |word| matches!(word, "another" | "second" | "other" | "new" | "different"))
    }

    /// "a Velkoran gold exporting company": two words or more tell the firm, and nothing says which one it is.
    fn is_well_described(&self, phrase: usize) -> bool {
        let np = self.phrase(phrase);
        np.mention.is_none()
            && np.own.start + 2 < np.head
            && matches!(self.lower(np.head), "company" | "firm" | "consultancy" | "subsidiary" | "conglomerate")
            && self.analysis.attached[phrase].appositions.is_empty()
            && !self.is_predicate(phrase)
            && !self.has_modifier(phrase, |word| {
                matches!(word, "another" | "second" | "other" | "new" | "different" | "former" | "such")
            })
    }

    fn is_person(&self, phrase: usize) -> bool {
        let mention = self.phrase(phrase).mention.map(|m| &self.analysis.mentions[m]);
        mention.is_some_and(|m| m.kind == MentionKind::Person)
    }

    fn is_party(&self, phrase: usize) -> bool {
        let mention = self.phrase(phrase).mention.map(|m| &self.analysis.mentions[m]);
        mention.is_some_and(|m| matches!(m.kind, MentionKind::Person | MentionKind::Organisation))
    }

    /// Where the name ends to which a relative clause or a participle ties the firm: "owned by", "belonging to", "linked to".
    fn tied_to(&self, phrase: usize) -> Option<usize> {
        let analysis = &*self.analysis;
        let sentence = analysis.document.sentence_of(self.phrase(phrase).head);
        let appositions = |p: usize| analysis.attached[p].appositions.iter().copied();
        let named = |p: usize| std::iter::once(p).chain(appositions(p)).find(|p| self.is_party(*p));
        let tie = |c: &Clause| {
            let lemma = analysis.chunks.groups[c.group].lemma;
            let prepositions: &[&str] = match lemma {
                "control" | "own" | "run" | "found" | "head" | "manage" | "direct" if c.passive => &["by"],
                "link" | "connect" | "tie" | "associate" | "register" if c.passive => &["to", "with"],
                "belong" if !c.passive => &["to"],
                _ => return None,
            };
            let mut tied = c.complements.iter().filter(|c| prepositions.contains(&self.lower(c.preposition)));
            tied.find_map(|c| c.phrases.first().copied().and_then(named))
        };
        let clauses = analysis.clauses[analysis.clauses_of(sentence)].iter();
        let owner = clauses.filter(|c| matches!(c.link, Link::Relative(of) if of == phrase)).find_map(tie)?;
        Some(self.phrase(owner).tokens.end)
    }

    /// "Kos owned a trucking company": what somebody named owns or runs.
    fn is_run(&self, phrase: usize) -> bool {
        let analysis = &*self.analysis;
        let sentence = analysis.document.sentence_of(self.phrase(phrase).head);
        analysis.clauses[analysis.clauses_of(sentence)].iter().any(|c| {
            let lemma = analysis.chunks.groups[c.group].lemma;
            let runs = matches!(
                lemma,
                "own" | "co-own" | "run" | "found" | "establish" | "control" | "head" | "manage" | "direct" | "operate"
            );
            (runs || lemma == "set" && analysis.chunks.groups[c.group].particle.is_some())
                && !c.passive
                && c.objects.contains(&phrase)
                && c.subjects.iter().any(|s| self.is_party(*s))
        })
    }
}

fn is_firm_noun(word: &str) -> bool {
    matches!(
        word,
        "company"
            | "firm"
            | "business"
            | "consultancy"
            | "subsidiary"
            | "haulier"
            | "contractor"
            | "agency"
            | "dealership"
            | "conglomerate"
            | "hotel"
            | "casino"
            | "nightclub"
            | "restaurant"
    )
}
