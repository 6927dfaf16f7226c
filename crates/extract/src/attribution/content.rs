//! What a speaker is said to have said, and how far it reaches.

use super::*;
use crate::chunk::Shape;
use crate::clause::{Clause, Link};
use std::ops::Range;

impl Attributor<'_, '_> {
    /// What a verb hands over: the ranges, and the end of the cue.
    pub(super) fn content(
        &self,
        index: usize,
        clause: &Clause,
        lemma: &str,
        orders: bool,
    ) -> Option<(Vec<Range<usize>>, usize)> {
        let analysis = self.analysis;
        let sentence = self.sentence_range(clause.sentence);
        let end = self.embedded_end(index);
        let group = &analysis.chunks.groups[clause.group];
        let inside: Vec<usize> =
            analysis.clauses_of(clause.sentence).filter(|i| analysis.clauses[*i].parent == Some(index)).collect();
        // A clause as content.
        if let Some(content) = inside.iter().find(|i| analysis.clauses[**i].link == Link::Content) {
            let child = &analysis.clauses[*content];
            let mut start = child.extent.start;
            // What stands before the subject belongs to it: a date, a quotation mark.
            let floor = group.tokens.end.max(
                clause
                    .objects
                    .iter()
                    .filter(|_| {
                        lemma == "tell"
                            || lemma == "inform"
                            || lemma == "warn"
                            || lemma == "remind"
                            || lemma == "assure"
                    })
                    .map(|o| analysis.chunks.phrases[*o].tokens.end)
                    .max()
                    .unwrap_or(0),
            );
            let that = (floor..start).find(|i| self.lower(*i) == "that");
            // "informed the family of the decision and they agreed": what they agreed to is no news to them.
            if that.is_none() && matches!(lemma, "inform" | "notify") {
                return None;
            }
            start = that.map_or(start.max(floor), |that| that + 1);
            // "said two in five of the 635,173 reports it had from consumers concerned fraud": what passes for an object.
            let object = clause.objects.iter().map(|o| analysis.chunks.phrases[*o].tokens.start).min();
            if let Some(object) =
                object.filter(|object| lemma == "say" && *object >= group.tokens.end && *object < start)
            {
                start = object;
            }
            let stop = self.cut_at_other_speaker(start, end, clause.sentence, index);
            // "Xi has directed that ..." takes its "that" into the cue.
            let cue_end = if orders { that.map_or(group.tokens.end, |that| that + 1) } else { group.tokens.end };
            return (start < stop).then(|| (vec![start..stop], cue_end));
        }
        // "asked police to strengthen".
        if orders {
            let child = inside
                .iter()
                .map(|i| &analysis.clauses[*i])
                .find(|c| c.shape == Shape::Infinitive && matches!(c.link, Link::Infinitive | Link::Purpose));
            // "asked not to be named": a wish for oneself.
            let addressed = !clause.objects.is_empty()
                || clause.complements.iter().any(|c| matches!(self.lower(c.preposition), "on" | "upon" | "for"));
            if child.is_some() && !addressed && lemma == "ask" {
                return None;
            }
            if let Some(child) = child {
                let start = analysis.chunks.groups[child.group].tokens.start;
                let quoted = self.quotes(&(group.tokens.end..end));
                let cue_end = match quoted.first() {
                    Some(_) => start + 1,
                    None if lemma == "call" => start + 1,
                    None => group.tokens.end,
                };
                return Some((vec![start..end], cue_end));
            }
            // "recommends that the court open proceedings": a wish in the base form.
            let that = group.tokens.end;
            let wishes = matches!(lemma, "recommend" | "demand" | "urge" | "request" | "advise");
            if wishes && analysis.document.lower_at(that) == Some("that") && that + 1 < end {
                return Some((vec![that + 1..end], that + 1));
            }
            // "called on his cadres to “maintain ...”": the quotation hides the verb.
            let quotes = self.quotes(&(group.tokens.end..end));
            if let Some(first) = quotes.first() {
                let cue_end = first.start - 1;
                return Some((quotes.clone(), cue_end));
            }
            if lemma == "call" && !clause.complements.iter().any(|c| matches!(self.lower(c.preposition), "for" | "on"))
            {
                return self.called(clause, end).map(|range| (vec![range], group.tokens.end));
            }
            if matches!(
                lemma,
                "ask"
                    | "call"
                    | "press"
                    | "direct"
                    | "command"
                    | "request"
                    | "require"
                    | "order"
                    | "demand"
                    | "recommend"
                    | "advise"
                    | "encourage"
                    | "beg"
            ) {
                let start = clause
                    .objects
                    .first()
                    .or_else(|| {
                        clause
                            .complements
                            .iter()
                            .find(|c| self.lower(c.preposition) == "for")
                            .and_then(|c| c.phrases.first())
                    })
                    .map(|o| analysis.chunks.phrases[*o].tokens.start)?;
                return matches!(lemma, "demand" | "order" | "call" | "recommend")
                    .then(|| (vec![start..end], group.tokens.end));
            }
            return None;
        }
        // "showed that of the 694 victims 88 were women".
        let that = group.tokens.end;
        if analysis.reporting.says(lemma)
            && analysis.document.lower_at(that) == Some("that")
            && matches!(analysis.document.lower_at(that + 1), Some("of" | "among" | "out"))
            && that + 1 < end
        {
            return Some((vec![that + 1..end], group.tokens.end));
        }
        if let Some(start) = self.spelt_out(clause, end) {
            let stop = self.cut_at_other_speaker(start, end, clause.sentence, index);
            return (start < stop).then(|| (vec![start..stop], group.tokens.end));
        }
        // "a site that investigators claim was a clearing house": the content lacks what the relative stands for.
        if let Some(start) = self.gapped(clause, end) {
            return Some((vec![start..end], group.tokens.end));
        }
        // "They were paid, she said, to ring the firm": around it, where no quotation stands beside it.
        if !self.beside_quotation(clause)
            && self.quote_before(clause.sentence).is_none()
            && let Some(ranges) = self.around(clause, &sentence)
        {
            return Some((ranges, group.tokens.end));
        }
        // “...,” he said: what stands before it.
        let before_is_content = self.trails(clause, &sentence);
        if before_is_content && !analysis.reporting.thinks(lemma) {
            let subject_start = clause
                .subjects
                .iter()
                .map(|s| analysis.chunks.phrases[*s].tokens.start)
                .min()
                .unwrap_or(group.tokens.start)
                .min(group.tokens.start);
            let mut quotes = self.quotes(&(sentence.start..subject_start));
            // "“It was no leak. It was a door,” she said": what the quotation held before this sentence.
            if let Some(open) = self.quote_before(clause.sentence) {
                let close = (sentence.start..subject_start)
                    .find(|i| analysis.document.tokens[*i].kind == crate::token::Kind::QuoteClose);
                if let Some(close) = close.filter(|close| open < *close) {
                    quotes.insert(0, open..close);
                }
            }
            // "punished as “umbrellas”, the office said": some of the words are quoted, all of them are its.
            let after_quote = (subject_start.saturating_sub(2)..subject_start)
                .any(|i| analysis.document.tokens[i].kind == crate::token::Kind::QuoteClose);
            let opens = (sentence.start..sentence.start + 2)
                .any(|i| analysis.document.tokens[i].kind == crate::token::Kind::QuoteOpen);
            // "was shot on the orders of “the family”, prosecutors say": only the last words are quoted.
            let inside = self.quote_before(clause.sentence).is_some();
            let mut ranges = if quotes.is_empty()
                || !opens && !inside && (!after_quote || self.is_partial(&quotes, sentence.start))
            {
                let mut stop = subject_start;
                while stop > sentence.start
                    && (analysis.document.tokens[stop - 1].is_mark(',')
                        || stop == subject_start && self.lower(stop - 1) == "acting")
                {
                    stop -= 1;
                }
                vec![sentence.start..stop]
            } else {
                quotes
            };
            // "81 suspects died, the police said Thursday, while 107 others were arrested": what goes on after the day.
            if !after_quote {
                let mut after = group.tokens.end;
                while after < end
                    && (analysis.words[after].class == crate::word::Class::Date || self.lower(after) == "on")
                {
                    after += 1;
                }
                let goes_on = after + 2 < end
                    && analysis.document.tokens[after].is_mark(',')
                    && matches!(self.lower(after + 1), "while" | "with");
                if goes_on {
                    ranges.push(after + 1..end);
                }
            }
            // “...,” he said, “...”.
            ranges.extend(self.quotes(&(group.tokens.end..sentence.end)));
            ranges.retain(|r| !r.is_empty());
            return (!ranges.is_empty()).then_some((ranges, group.tokens.end));
        }
        // "Brandt, prosecutors say, was on the payroll": around it.
        if let Some(ranges) = self.around(clause, &sentence) {
            return Some((ranges, group.tokens.end));
        }
        // said “...”.
        let quotes = self.quotes(&(group.tokens.end..end));
        if let Some(first) = quotes.first() {
            let near = first.start <= group.tokens.end + 3
                || clause.objects.iter().any(|o| analysis.chunks.phrases[*o].tokens.end + 2 >= first.start)
                || matches!(lemma, "call" | "describe")
                || self.led_by_mark(group.tokens.end, first.start - 1);
            // "It said the bodies “remain clean”, and complaints went down by a third": a word of it is quoted, all is said.
            let partial = lemma == "say"
                && first.start > group.tokens.end + 3
                && quotes.len() == 1
                && first.end + 8 < end
                && matches!(self.lower(first.end + 1), "," | "and")
                && (first.end + 1..first.end + 3).any(|i| self.lower(i) == "and");
            if partial {
                return Some((vec![group.tokens.end..end], group.tokens.end));
            }
            if near && analysis.reporting.says(lemma) && !analysis.reporting.owns_up(lemma) {
                return Some((quotes, group.tokens.end));
            }
        }
        // "noted a similar fall": an object that can be said.
        let speakable = matches!(
            lemma,
            "report"
                | "note"
                | "announce"
                | "cite"
                | "reveal"
                | "mention"
                | "claim"
                | "allege"
                | "confirm"
                | "estimate"
                | "calculate"
                | "show"
                | "publish"
                | "put"
                | "count"
        );
        // "put the toll at 300", but "put her hands on the wound".
        let puts = lemma != "put" || clause.complements.iter().any(|c| self.lower(c.preposition) == "at");
        if let (true, Some(object)) = (speakable && puts, clause.objects.first()) {
            let start = analysis.chunks.phrases[*object].tokens.start;
            return Some((vec![start..end.max(start + 1)], group.tokens.end));
        }
        // "vowed to appeal".
        if matches!(lemma, "vow" | "pledge" | "promise" | "threaten" | "claim" | "swear") && clause.objects.is_empty() {
            let not = usize::from(analysis.document.lower_at(group.tokens.end) == Some("not"));
            let to = group.tokens.end + not;
            // "threatened to shoot him": a deed.
            let is_threat = lemma == "threaten"
                && matches!(
                    analysis.document.lower_at(to + 1),
                    Some("kill" | "shoot" | "harm" | "hurt" | "beat" | "burn" | "stab" | "expose" | "attack" | "have")
                );
            if analysis.document.lower_at(to) == Some("to") && !is_threat {
                return (group.tokens.end < end).then(|| (vec![group.tokens.end..end], group.tokens.end));
            }
        }
        // "had spoken of more than 200,000 crowns", "put at 180,000 crowns".
        let about = match lemma {
            "speak" | "talk" => &["of"][..],
            "put" | "estimate" => &["at"][..],
            // "warned of a war", but "warned the boss of the raid".
            "warn" if clause.objects.is_empty() && clause.receivers.is_empty() => &["of"][..],
            _ => &[][..],
        };
        if let Some(complement) = clause.complements.iter().find(|c| about.contains(&self.lower(c.preposition))) {
            return (complement.preposition + 1 < end)
                .then(|| (vec![complement.preposition + 1..end], complement.preposition + 1));
        }
        // "accuse the village head of sheltering", "describe as the head".
        if (matches!(lemma, "accuse" | "describe" | "suspect" | "blame" | "label" | "brand" | "attribute")
            || self.portrays(clause))
            && !clause.objects.is_empty()
        {
            let start = analysis.chunks.phrases[clause.objects[0]].tokens.start;
            let start = if start > group.tokens.end { start } else { group.tokens.end };
            return (start < end).then(|| (vec![start..end], group.tokens.end));
        }
        if analysis.reporting.owns_up(lemma) || self.rejects(clause) {
            return (group.tokens.end < end).then(|| (vec![group.tokens.end..end], group.tokens.end));
        }
        if let Some(start) = self.untold(clause, end) {
            let stop = self.cut_at_other_speaker(start, end, clause.sentence, index);
            return (start < stop).then(|| (vec![start..stop], group.tokens.end));
        }
        // "remembers being telephoned".
        let lived = matches!(lemma, "remember" | "recall")
            && matches!(analysis.document.lower_at(group.tokens.end), Some("being" | "having"));
        if lived && group.tokens.end < end {
            return Some((vec![group.tokens.end..end], group.tokens.end));
        }
        // "Renn led it, as the court found", "as he told the court, ...".
        if let Some(ranges) = self.as_told(clause, &sentence, end) {
            return Some((ranges, group.tokens.end));
        }
        // "said that, according to the indictment, ...".
        let at = group.tokens.end;
        let that = self.analysis.document.lower_at(at) == Some("that")
            && self.analysis.document.tokens.get(at + 1).is_some_and(|t| t.is_mark(','));
        (that && at + 2 < end).then(|| (vec![at + 2..end], at))
    }

    /// Whether a verb stands before the first quotation of a sentence that does not introduce it as speech.
    fn is_partial(&self, quotes: &[Range<usize>], start: usize) -> bool {
        let analysis = self.analysis;
        let Some(first) = quotes.first() else { return false };
        let sentence = analysis.document.sentence_of(start);
        let told_before = analysis.clauses_of(sentence).map(|i| &analysis.clauses[i]).any(|c| {
            let group = &analysis.chunks.groups[c.group];
            group.tokens.end < first.start && c.shape == Shape::Finite && !analysis.reporting.says(group.lemma)
        });
        let by_colon = analysis.document.tokens[first.start - 2..first.start].iter().any(|t| t.is_mark(':'));
        told_before && !by_colon && quotes.len() == 1 && first.len() <= 12
    }

    /// Where the quotation begins inside which a sentence begins.
    pub(super) fn quote_before(&self, sentence: usize) -> Option<usize> {
        let document = &self.analysis.document;
        let block = document.sentences[sentence].block;
        let first = (sentence.saturating_sub(6)..sentence).find(|s| document.sentences[*s].block == block)?;
        let range = document.sentences[first].tokens.start..document.sentences[sentence].tokens.start;
        let is_mark = |i: usize| {
            matches!(document.tokens[i].kind, crate::token::Kind::QuoteOpen | crate::token::Kind::QuoteClose)
        };
        // Single marks inside double ones are quotations in a quotation.
        let doubled = range.clone().any(|i| is_mark(i) && is_double(document.word(i)));
        let last = range.rev().find(|i| is_mark(*i) && (!doubled || is_double(document.word(*i))))?;
        (document.tokens[last].kind == crate::token::Kind::QuoteOpen).then_some(last + 1)
    }

    /// Whether a quotation ends before a speaker and a verb, or begins behind them.
    fn beside_quotation(&self, clause: &Clause) -> bool {
        let analysis = self.analysis;
        let end = analysis.chunks.groups[clause.group].tokens.end;
        let start = clause.subjects.first().map_or(end, |s| analysis.chunks.phrases[*s].tokens.start);
        let sentence = self.sentence_range(clause.sentence);
        let mark = |i: usize| {
            matches!(analysis.document.tokens[i].kind, crate::token::Kind::QuoteOpen | crate::token::Kind::QuoteClose)
        };
        (start.saturating_sub(2).max(sentence.start)..start).any(mark)
            || (end..sentence.end.min(end + 5)).any(mark)
            || mark(sentence.start)
    }

    /// What stands before and after a speaker and a verb between commas.
    pub(super) fn around(&self, clause: &Clause, sentence: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let [subject] = clause.subjects.as_slice() else { return None };
        let start = analysis.chunks.phrases[*subject].tokens.start;
        let is_comma = |at: usize| analysis.document.tokens.get(at).is_some_and(|t| t.is_mark(','));
        let end = self.content_end(clause.sentence);
        // "..., the police said Thursday, while 300 others": a day may stand between.
        let mut after = group.tokens.end;
        while after < end
            && after < group.tokens.end + 4
            && (analysis.words[after].class == crate::word::Class::Date
                || after == group.tokens.end && self.lower(after) == "on")
        {
            after += 1;
        }
        let apart = start > sentence.start + 1
            && start < group.tokens.start
            && is_comma(start - 1)
            && is_comma(after)
            && after + 1 < end
            && clause.objects.is_empty()
            && analysis.reporting.takes_content(group.lemma);
        apart.then(|| vec![sentence.start..start - 1, after + 1..end])
    }

    /// Whether a verb of speech has no object but those who were told: "told reporters".
    fn says_to(&self, clause: &Clause) -> bool {
        let told = |o: &usize| {
            let np = &self.analysis.chunks.phrases[*o];
            matches!(
                self.lower(np.head),
                "reporters"
                    | "journalists"
                    | "newspaper"
                    | "paper"
                    | "agency"
                    | "court"
                    | "conference"
                    | "briefing"
                    | "parliament"
                    | "lawmakers"
            ) || np.mention.is_some_and(|m| self.analysis.mentions[m].kind == MentionKind::Organisation)
        };
        clause.objects.is_empty()
            || self.analysis.chunks.groups[clause.group].lemma == "tell"
                && (clause.objects.iter().all(told) || clause.objects.len() == 1)
    }

    /// Whether a verb of speech comes after what is said.
    pub(super) fn trails(&self, clause: &Clause, sentence: &Range<usize>) -> bool {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let start = clause
            .subjects
            .iter()
            .map(|s| analysis.chunks.phrases[*s].tokens.start)
            .min()
            .unwrap_or(group.tokens.start)
            .min(group.tokens.start);
        // ", acting Police Commissioner Stephen Rolle said".
        let acting = start > sentence.start + 1 && self.lower(start - 1) == "acting";
        let start = start - usize::from(acting);
        if start <= sentence.start + 1 {
            return false;
        }
        let before = &analysis.document.tokens[start - 1];
        let after_quote = before.kind == crate::token::Kind::QuoteClose
            || before.is_mark(',') && analysis.document.tokens[start - 2].kind == crate::token::Kind::QuoteClose;
        let after_comma = before.is_mark(',') && self.says_to(clause) && clause.link == Link::Root && {
            let verb_before = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]).any(|c| {
                c.extent.end <= start
                    && c.shape == Shape::Finite
                    && (c.link == Link::Root || c.link == Link::Coordinate && group.lemma == "testify")
            });
            // Nothing but dates, places and what describes them may follow it.
            let more = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]).any(|c| {
                let verb = &analysis.chunks.groups[c.group];
                // "in a report published on Tuesday" looks like a past.
                c.shape == Shape::Finite && !verb.ambiguous && verb.tokens.start >= clause.extent.end
            });
            let ends = !more && analysis.document.lower_at(group.tokens.end) == Some("in")
                || clause.extent.end + 2 >= sentence.end
                || analysis.document.lower_at(clause.extent.end).is_some_and(|w| w == "," || w == ".");
            verb_before && ends && clause.link == Link::Root
        };
        let reported = analysis.reporting.says(group.lemma);
        reported && (after_quote || after_comma)
    }

    /// Where the content of an embedded clause ends: at the comma that closes it, or at the main verb.
    pub(super) fn embedded_end(&self, index: usize) -> usize {
        let analysis = self.analysis;
        let clause = &analysis.clauses[index];
        let end = self.content_end(clause.sentence);
        let Link::Relative(described) = clause.link else { return end };
        let later =
            analysis.clauses_of(clause.sentence).filter(|i| *i > index).map(|i| &analysis.clauses[i]).find(|c| {
                c.subjects.contains(&described)
                    && c.shape == Shape::Finite
                    && !matches!(c.link, Link::Relative(_) | Link::Coordinate | Link::Content)
            });
        later.map_or(end, |main| {
            let stop = analysis.chunks.groups[main.group].tokens.start;
            let comma = (analysis.chunks.groups[clause.group].tokens.end..stop)
                .rev()
                .find(|i| analysis.document.tokens[*i].is_mark(','));
            comma.unwrap_or(stop)
        })
    }

    /// A later clause with a voice of its own, joined by "but" or "and", is not part of what this one says.
    pub(super) fn cut_at_other_speaker(&self, start: usize, end: usize, sentence: usize, index: usize) -> usize {
        let analysis = self.analysis;
        for i in analysis.clauses_of(sentence).filter(|i| *i > index) {
            let clause = &analysis.clauses[i];
            if clause.extent.start <= start
                || clause.extent.start >= end
                || clause.shape != Shape::Finite
                || clause.link != Link::Coordinate
            {
                continue;
            }
            let lead = clause.extent.start.checked_sub(1).map_or("", |t| self.lower(t));
            let lemma = analysis.chunks.groups[clause.group].lemma;
            let own_subject =
                clause.subjects.iter().any(|s| analysis.chunks.phrases[*s].tokens.start >= clause.extent.start);
            // "and 599 papers were submitted": nobody speaks up.
            let speaks = analysis.reporting.says(lemma) && !clause.passive;
            if own_subject && (lead == "but" || speaks && lead == "and")
                || !own_subject && speaks && clause.subjects == analysis.clauses[index].subjects
            {
                let mut stop = clause.extent.start;
                while stop > start && (matches!(self.lower(stop - 1), "and" | "but" | ",")) {
                    stop -= 1;
                }
                return stop;
            }
        }
        end
    }
}

/// Whether a quotation mark is a double one.
pub(super) fn is_double(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''" | "‟")
}
