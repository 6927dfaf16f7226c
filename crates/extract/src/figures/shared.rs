//! Periods that go for several figures of a sentence: of a list, of both sides of a verb, of what is one and the same.

use super::*;

impl FigureReader<'_, '_> {
    /// "busted 3,291 gangs and 10,418 firms as of July 31": the period after a list goes for the numbers before it too.
    pub(super) fn share_period(&self, figures: &mut [Figure]) {
        for at in (1..figures.len()).rev() {
            let (before, rest) = figures.split_at_mut(at);
            let (Some(first), Some(second)) = (before.last_mut(), rest.first()) else { continue };
            let sentence = &self.analysis.document.sentences[self.analysis.document.sentence_of(first.tokens.start)];
            let limits = self.analysis.document.tokens[sentence.tokens.start].start;
            let joined = (first.evidence.end <= second.evidence.start)
                && self
                    .analysis
                    .document
                    .text
                    .get(first.evidence.end..second.evidence.start)
                    .is_some_and(|between| matches!(between.trim(), "and" | "," | ", and"))
                || self.is_listed(first.tokens.end, second.tokens.start);
            // "420 officers searched 26 flats on Tuesday": those who searched did so then, too.
            let around_verb = first.clause == second.clause
                && first.clause.is_some_and(|c| {
                    let clause = &self.analysis.clauses[c];
                    let group = &self.analysis.chunks.groups[clause.group].tokens;
                    let starts = |p: &usize| self.analysis.chunks.phrases[*p].tokens.contains(&second.tokens.start);
                    // "raids on 2,523 places linked to 846 networks on Thursday": the date is the clause's.
                    let date = second.period.as_ref().map(|p| &p.range);
                    let own = clause.dates.iter().any(|(_, tokens)| {
                        let bytes = self.analysis.document.bytes(tokens);
                        date.is_some_and(|d| d.start < bytes.end && bytes.start < d.end)
                    });
                    own && first.kind == FigureKind::Count
                        || first.tokens.end <= group.start
                            && group.end <= second.tokens.start
                            && clause.objects.iter().any(starts)
                });
            let between = first.tokens.end..second.tokens.start.max(first.tokens.end);
            let has = |words: &[&str]| between.clone().any(|i| words.contains(&self.lower(i)));
            // "a 12 per cent fall in murders and a 13 per cent decline in robberies for the quarter".
            let changes = first.kind.is_change()
                && between.len() < 12
                && has(&["and"])
                && between.clone().all(|i| {
                    use crate::word::Class;
                    !matches!(self.analysis.words[i].class, Class::Verb | Class::Be | Class::Have | Class::Date)
                });
            // "received 7,565 complaints, completed 392 inquiries and recovered 25 billion in 2012": the date at the end.
            let chained = first.period.is_none()
                && first.clause != second.clause
                && !first.kind.is_change()
                && !second.kind.is_change()
                && first.clause.zip(second.clause).is_some_and(|(a, b)| {
                    let (a, b) = (&self.analysis.clauses[a], &self.analysis.clauses[b]);
                    let closes = second.period.as_ref().is_some_and(|p| {
                        let rest = self.analysis.document.text.get(p.range.end..);
                        let end = &self.analysis.document.tokens[sentence.tokens.end - 1];
                        rest.is_some() && p.range.end + 2 >= end.start
                    }) || second
                        .period
                        .as_ref()
                        .is_some_and(|p| p.is_inherited && p.range.start > second.range.end);
                    b.link == crate::clause::Link::Coordinate
                        && !a.subjects.is_empty()
                        && (a.subjects == b.subjects || a.passive && b.passive)
                        && closes
                });
            // "17,500 kilograms of drugs worth 110 million", "60 shipments with 12,160 kilograms", "54 indictments
            // against 123 persons": one and the same.
            let worth = has(&["worth", "totalling", "totaling"]) && between.len() < 7;
            // "1,173 people on 41 boats in February": so many at that time, whatever opened the sentence.
            let aboard = between.len() < 4 && has(&["on", "aboard"]) && first.kind == second.kind;
            let held = between.len() < 5 && has(&["with", "against", "involving", "containing"]) || aboard;
            // "a 4.6 per cent fall, with 350 incidents this year".
            let amounts =
                first.kind.is_change() && second.kind == FigureKind::Count && between.len() < 5 && has(&["with"]);
            let worth = worth || amounts;
            // "35,644 persons were charged, 8,686 convicted and 735 were discharged in 2018".
            let gapped = first.kind == FigureKind::Count
                && second.kind == FigureKind::Count
                && between.len() < 9
                && between.clone().filter(|i| self.analysis.words[*i].class == crate::word::Class::Verb).count() == 1
                && between.clone().all(|i| {
                    use crate::word::Class;
                    matches!(self.lower(i), "," | "and" | "were" | "under" | "the" | "others")
                        || self.lower(i).ends_with("ed")
                        || matches!(self.analysis.words[i].class, Class::Name | Class::Noun | Class::Adjective)
                });
            // "a total of 74,634 crimes - 32,954 thefts and 41,680 others - were registered in 2018".
            let inserted = first.kind == second.kind && between.len() < 6 && has(&["-", "–", "—"]);
            // "24 per cent of all crimes, including 55 per cent of violent ones, were solved in 2001".
            let part = first.kind == second.kind && between.len() < 9 && has(&["including"]);
            let chained = chained || gapped || inserted || part;
            let same = (joined || around_verb || changes || worth || held || chained)
                && first.clause.is_some()
                && (first.clause == second.clause || worth || held || chained)
                && (first.kind == second.kind
                    || worth
                    || chained
                    || joined && !first.kind.is_change() && !second.kind.is_change())
                && (!first.is_base || held)
                && !second.is_base;
            let after = second.period.as_ref().filter(|p| same && p.range.start >= second.range.end);
            // "a 62 per cent increase from the 1,360 persons referred in 2011": what the change is measured by.
            if first.kind.is_change() && first.base.is_none() && second.is_base && second.clause.is_some() {
                first.base =
                    second.period.clone().filter(|p| !p.is_inherited).map(|p| Period { is_inherited: true, ..p });
            }
            let open = first.period.as_ref().is_none_or(|p| {
                // "a decrease from 81.7 per cent of murders and 67.6 per cent of robberies in 2017".
                p.is_inherited
                    && (first.period == self.report_of || first.kind == FigureKind::Share && p.range.end < limits)
            }) || first.period == self.report_of;
            // A date of its own right behind, in a list whose first member the sentence's first date belongs to.
            let listed = aboard
                && second.period.as_ref().is_some_and(|p| !p.is_inherited)
                && first.period.as_ref().is_some_and(|p| p.range.end <= first.range.start);
            if let Some(period) = after.filter(|_| open || listed) {
                first.period = Some(Period { is_inherited: true, ..period.clone() });
            }
        }
    }

    /// "832 kg of heroin, 59 kg of cannabis and 64 kg of opium": nothing but a noun and a mark of a list between two numbers.
    pub(super) fn is_listed(&self, from: usize, to: usize) -> bool {
        use crate::word::Class;
        let between = from..to.max(from);
        let mark = |i: usize| matches!(self.lower(i), "," | "and" | "with");
        (2..8).contains(&between.len())
            && between.clone().rev().take(2).any(mark)
            && between.into_iter().all(|i| {
                mark(i)
                    || self.lower(i) == "of"
                    || matches!(self.analysis.words[i].class, Class::Noun | Class::Adjective)
            })
    }
}
