//! Which figures a clause states: what is only possible, wished for, asked or denied tells of nothing that is so.

use super::reported::is_weight;
use super::*;
use crate::chunk::Shape;
use crate::clause::Link;
use crate::status::Silence;

impl FigureReader<'_, '_> {
    /// Whether a clause states no figure by a number in it.
    pub(super) fn is_silent(
        &self,
        clause: usize,
        quantity: &Quantity,
        phrase: Option<usize>,
        limits: &Range<usize>,
        last: Option<&Figure>,
    ) -> bool {
        let analysis = self.analysis;
        let Some(silence) = self.reader.of(clause).silence else { return false };
        // "steal from motor vehicle (up 11.8 per cent)": an offence, no order.
        if self.only_describes(clause, quantity)
            || quantity.kind.is_change() && self.open_bracket(quantity, limits).is_some()
            || self.is_sum_of(clause, silence, quantity, phrase, limits)
        {
            return false;
        }
        match silence {
            Silence::Negated => {
                let of_change = quantity.kind.is_change() && last.is_some_and(|f| f.clause == Some(clause));
                // "66 per cent had no prior convictions": so many there are of whom it holds;
                // and "one in five loans is not repaid".
                let of_share = quantity.kind == FigureKind::Share
                    && (!analysis.chunks.groups[analysis.clauses[clause].group].negated
                        || phrase.is_some_and(|p| analysis.clauses[clause].subjects.contains(&p)));
                !(self.is_spared(clause, phrase) || of_change || of_share)
            }
            Silence::Possible => !(self.is_result(clause) || self.is_reported_deed(clause)),
            // "there were 5,388 trials listed, a 28 per cent increase": the words look like a condition and are none.
            Silence::Condition => {
                analysis.clauses[clause].shape == Shape::Finite || !limits.clone().any(|i| self.lower(i) == "there")
            }
            _ => true,
        }
    }

    /// "agreed to pay 28 million", "to win a 340 million tender", "was used to buy a flat worth 8 million": a sum, a weight or a
    /// share that was agreed, offered or asked for is one that readers compare, done or not. What is planned, forecast or only
    /// may come is none.
    fn is_sum_of(
        &self,
        clause: usize,
        silence: Silence,
        quantity: &Quantity,
        phrase: Option<usize>,
        limits: &Range<usize>,
    ) -> bool {
        let analysis = self.analysis;
        let weighs = || is_weight(self.at(quantity.tokens.end, limits.end));
        let summed = matches!(quantity.kind, FigureKind::Amount | FigureKind::Share)
            || matches!(quantity.kind, FigureKind::Count | FigureKind::Range) && (weighs() || quantity.value >= 10.0);
        if !summed {
            return false;
        }
        // "heard how the bank paid 2.5 million": a question by its word alone.
        let how = |c: &Clause| {
            let start = c
                .subjects
                .first()
                .map_or(c.extent.start, |s| analysis.chunks.phrases[*s].tokens.start.min(c.extent.start));
            (start.saturating_sub(1)..start + 1).any(|i| self.lower(i) == "how")
        };
        match silence {
            Silence::Possible | Silence::Purpose | Silence::Order => {}
            Silence::Condition if how(&analysis.clauses[clause]) => {}
            // "asked how a man with 34 cases against him": no "if" before it.
            Silence::Condition => return !(limits.start..quantity.tokens.start).any(|i| is_if(self.lower(i))),
            // "the winner of the 58 million tender had no yard": the clause denies something else.
            Silence::Negated => return !self.is_denied_itself(clause, quantity, phrase),
            _ => return false,
        }
        let mut at = clause;
        for _ in 0..5 {
            let c = &analysis.clauses[at];
            let group = &analysis.chunks.groups[c.group];
            let doubtful = group.modal.is_some_and(|m| {
                matches!(self.lower(m), "may" | "might" | "could" | "should" | "will" | "'ll" | "shall")
            });
            if doubtful || group.negated && at == clause || at != clause && is_planned(group.lemma) {
                return false;
            }
            match (c.parent, c.link) {
                (_, Link::Relative(_)) | (None, _) => break,
                (Some(parent), _) => at = parent,
            }
        }
        let noun = match analysis.clauses[at].link {
            Link::NounPreposition(noun, _) | Link::NounContent(noun) => self.lower(noun),
            _ => "",
        };
        // "The ministry plans to spend": a noun by the look of it.
        let start = analysis.chunks.groups[analysis.clauses[clause].group].tokens.start;
        let plans = |i: usize| {
            let word = self.lower(i);
            let bare = word.strip_suffix('s').unwrap_or(word);
            is_planned(analysis.words[i].lemma) || is_planned(bare) || matches!(word, "planning" | "planned")
        };
        let planned = (start.saturating_sub(2).max(limits.start)..start + 1).any(plans);
        !planned && !matches!(noun, "plan" | "plans" | "target" | "goal" | "aim" | "forecast" | "hope" | "hopes")
    }

    /// "did not receive 200 complaints": the number belongs to what is denied.
    fn is_denied_itself(&self, clause: usize, quantity: &Quantity, phrase: Option<usize>) -> bool {
        let clause = &self.analysis.clauses[clause];
        let group = &self.analysis.chunks.groups[clause.group];
        let belongs = |p: usize| {
            clause.subjects.contains(&p)
                || clause.objects.contains(&p)
                || clause.complements.iter().any(|c| c.phrases.contains(&p))
        };
        let after = quantity.tokens.start >= group.tokens.end && quantity.tokens.start - group.tokens.end < 4;
        let denied = |i: usize| matches!(self.lower(i), "not" | "n't" | "no" | "never" | "nor" | "without");
        let near = quantity.tokens.start.saturating_sub(3)..quantity.tokens.start;
        let behind = quantity.tokens.start >= group.tokens.end || quantity.kind != FigureKind::Amount;
        (group.negated || group.tokens.clone().any(denied)) && behind && (after || phrase.is_some_and(belongs))
            || near.into_iter().any(denied)
    }

    /// "reported opening 987 investigations": what somebody reports to have done.
    fn is_reported_deed(&self, clause: usize) -> bool {
        let clause = &self.analysis.clauses[clause];
        let group = &self.analysis.chunks.groups[clause.group];
        let before = group.tokens.start.checked_sub(1);
        // "supervised the handling of 14 cases": a noun.
        let is_noun = before.is_some_and(|i| matches!(self.lower(i), "the" | "its" | "their"))
            && self.analysis.document.lower_at(group.tokens.end) == Some("of");
        if clause.shape == Shape::Gerund && is_noun {
            return true;
        }
        clause.shape == Shape::Gerund
            && before.is_some_and(|i| {
                matches!(self.lower(i), "reported" | "reports" | "announced" | "acknowledged")
                    && self.analysis.words[i].class == crate::word::Class::Verb
            })
    }

    /// "two thirds of those asked to pay refused", "transfers amounting to 180 million": a verb that says of whom or how much
    /// is told, and neither asks nor wishes.
    pub(super) fn only_describes(&self, clause: usize, quantity: &Quantity) -> bool {
        let clause = &self.analysis.clauses[clause];
        let group = &self.analysis.chunks.groups[clause.group];
        let before = group.tokens.start.checked_sub(1).map_or("", |i| self.lower(i));
        quantity.kind == FigureKind::Share && before == "those"
            || clause.shape != Shape::Finite && matches!(group.lemma, "amount" | "total" | "weigh" | "number")
    }

    /// ", so the caseload rose": a clause of the past that tells what came of something, and no wish.
    fn is_result(&self, clause: usize) -> bool {
        let clause = &self.analysis.clauses[clause];
        let group = &self.analysis.chunks.groups[clause.group];
        let start =
            clause.subjects.first().map_or(group.tokens.start, |s| self.analysis.chunks.phrases[*s].tokens.start);
        let so = start.checked_sub(1).filter(|i| self.lower(*i) == "so").and_then(|i| i.checked_sub(1));
        clause.shape == Shape::Finite && group.modal.is_none() && so.is_some_and(|i| self.lower(i) == ",")
    }

    /// "74 people were not arrested": so many there are whom it did not befall.
    fn is_spared(&self, clause: usize, phrase: Option<usize>) -> bool {
        let clause = &self.analysis.clauses[clause];
        let group = &self.analysis.chunks.groups[clause.group];
        clause.passive
            && phrase.is_some_and(|p| clause.subjects.contains(&p))
            && (reported::befalls(group.lemma) || reported::counts(group.lemma))
            && group.tokens.clone().any(|i| self.lower(i) == "not")
    }
}

/// Words that open a condition or a question whether something is so.
fn is_if(word: &str) -> bool {
    matches!(word, "if" | "unless" | "whether" | "should" | "provided" | "suppose" | "supposing" | "assuming")
}

/// Verbs whose object is only planned, wished for or forecast.
fn is_planned(lemma: &str) -> bool {
    matches!(
        lemma,
        "plan"
            | "hope"
            | "expect"
            | "aim"
            | "intend"
            | "propose"
            | "forecast"
            | "predict"
            | "project"
            | "want"
            | "wish"
            | "need"
            | "threaten"
            | "face"
            | "fear"
            | "anticipate"
            | "target"
            | "consider"
            | "risk"
    )
}
