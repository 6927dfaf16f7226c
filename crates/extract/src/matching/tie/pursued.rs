//! How far the authorities have got with somebody who is told to be accused: "arrested Brandt, who is suspected of".

use super::*;
use crate::attachment::Complement;
use crate::clause::Link;

impl Matcher<'_, '_> {
    /// The standing of an accusation where its sentence tells more of the accused: "was detained, accused of leading",
    /// "the trial of Brandt, accused of leading".
    pub(super) fn pursued(&self, standing: Standing, cue_clause: Option<usize>) -> Standing {
        let analysis = self.analysis;
        let Some(accusing) = cue_clause.filter(|_| standing == Standing::Alleged) else { return standing };
        let clause = &analysis.clauses[accusing];
        let lemma = analysis.chunks.groups[clause.group].lemma;
        // "Brandt, who was arrested in 2016, is accused of leading": that may have been for something else.
        if !clause.passive || !matches!(lemma, "accuse" | "suspect") || clause.link == Link::Root {
            return standing;
        }
        let accused: Vec<usize> =
            clause.subjects.iter().flat_map(|p| self.fills(*p)).filter(|f| !f.unsure).map(|f| f.entity).collect();
        let speaks_of = |phrase: &usize| self.fills(*phrase).iter().any(|f| accused.contains(&f.entity));
        let told = analysis.clauses_of(clause.sentence).filter(|other| *other != accusing).filter_map(|other| {
            let cue = self.reader.clause_cue(other)?;
            let taken = matches!(cue, Standing::Detained | Standing::Charged | Standing::Tried);
            let beside = &analysis.clauses[other];
            let own_charge = |c: &Complement| matches!(self.lower(c.preposition), "for" | "over" | "with" | "of");
            if beside.complements.iter().any(own_charge) {
                return None;
            }
            let by_state = analysis.chunks.groups[beside.group].lemma == "be" || beside.passive;
            let whom = if by_state || cue == Standing::Tried { &beside.subjects } else { &beside.objects };
            (taken && whom.iter().any(speaks_of) && self.reader.of(other).silence.is_none()).then_some(cue)
        });
        let on_trial = clause.subjects.iter().any(|p| self.is_tried(*p)).then_some(Standing::Tried);
        told.chain(on_trial).fold(standing, crate::standing::higher)
    }

    /// "the trial of Brandt".
    fn is_tried(&self, phrase: usize) -> bool {
        let start = self.analysis.chunks.phrases[phrase].tokens.start;
        start >= 2 && self.lower(start - 1) == "of" && self.lower(start - 2) == "trial"
    }

    /// Whether what a clause tells is itself what somebody is accused of or was tried for.
    pub(super) fn is_offence(&self, status: &Status) -> bool {
        status.cue_clause.is_some_and(|clause| {
            let lemma = self.analysis.chunks.groups[self.analysis.clauses[clause].group].lemma;
            matches!(
                lemma,
                "accuse" | "charge" | "indict" | "convict" | "plead" | "acquit" | "clear" | "jail" | "sentence"
            )
        })
    }

    /// Whether a filler is a part of a firm.
    pub(super) fn is_part(&self, fill: &Fill) -> bool {
        let last = fill.tokens.end.saturating_sub(1);
        matches!(self.lower(last), "department" | "branch" | "division" | "unit" | "desk" | "section" | "office")
    }

    /// "got 33 years for the murder of": time that somebody serves for a killing.
    pub(super) fn is_sentenced(&self, rule: &Rule, clause: &Clause) -> bool {
        let lemma = self.analysis.chunks.groups[clause.group].lemma;
        if rule.id != "kill.life" || !clause.complements.iter().any(|c| self.lower(c.preposition) == "for") {
            return false;
        }
        let head = |p: &usize| self.lower(self.analysis.chunks.phrases[*p].head);
        let long = || clause.objects.iter().any(|p| matches!(head(p), "life" | "sentence" | "term"));
        match lemma {
            "get" | "receive" | "serve" | "do" | "draw" | "give" | "hand" => self.term(clause).is_some() || long(),
            _ => false,
        }
    }
}
