//! Where the words begin that a verb of speech hands over, when no clause of theirs was found.

use super::*;
use crate::clause::Clause;

impl Attributor<'_, '_> {
    /// Where a finite verb follows "which investigators claim", "that prosecutors alleged".
    pub(super) fn gapped(&self, clause: &Clause, end: usize) -> Option<usize> {
        use crate::word::Class;
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let [subject] = clause.subjects.as_slice() else { return None };
        let start = analysis.chunks.phrases[*subject].tokens.start;
        let at = group.tokens.end;
        let gap = start > 0
            && start < group.tokens.start
            && matches!(self.lower(start - 1), "that" | "which" | "who" | "whom")
            && analysis.reporting.says(group.lemma)
            && clause.objects.iter().all(|o| analysis.chunks.phrases[*o].tokens.end < start)
            && at + 1 < end;
        (gap && matches!(analysis.words[at].class, Class::Verb | Class::Be) && !self.lower(at).ends_with("ing"))
            .then_some(at)
    }

    /// Where the words begin that "that", "how" or "why" opens right behind a verb of speech, those who are told and the day
    /// between them: "told the panel on Friday how the cards paid for". What they say may be too hard to parse.
    pub(super) fn spelt_out(&self, clause: &Clause, end: usize) -> Option<usize> {
        use crate::word::Class;
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let supposes = matches!(group.lemma, "believe" | "think" | "suspect" | "fear" | "assume" | "expect" | "reckon");
        if clause.passive || !analysis.reporting.says(group.lemma) && !supposes {
            return None;
        }
        let addressed =
            matches!(group.lemma, "tell" | "inform" | "warn" | "remind" | "assure" | "brief" | "notify" | "show");
        let told = clause.objects.iter().chain(&clause.receivers).map(|o| &analysis.chunks.phrases[*o].tokens);
        let mut at = told
            .filter(|tokens| addressed && tokens.start >= group.tokens.end && tokens.start < group.tokens.end + 3)
            .map(|tokens| tokens.end)
            .fold(group.tokens.end, usize::max);
        let is_day = |i: usize| {
            analysis.words[i].class == Class::Date
                || self.lower(i) == "on" && i + 1 < end && analysis.words[i + 1].class == Class::Date
        };
        while at < end && is_day(at) {
            at += 1;
        }
        at = self.past_where(clause, at, end).unwrap_or(at);
        let start = match self.analysis.document.lower_at(at).filter(|_| at < end)? {
            // "said that, according to the indictment, ...".
            "that" => at + 1 + usize::from(self.analysis.document.lower_at(at + 1) == Some(",")),
            "if" if group.lemma == "wonder" => at,
            "how" | "why" | "whether" if !matches!(group.lemma, "know" | "ask") => at,
            "what" | "who" | "whom" | "where"
                if matches!(group.lemma, "tell" | "explain" | "recall" | "remember" | "describe" | "recount") =>
            {
                at
            }
            _ => return None,
        };
        let told = start + 2 < end && (start..end).any(|i| matches!(analysis.words[i].class, Class::Verb | Class::Be));
        told.then_some(start)
    }

    /// "found in a report made public on Monday that": where the "that" stands that opens what is told, behind where and how.
    fn past_where(&self, clause: &Clause, at: usize, end: usize) -> Option<usize> {
        use crate::word::Class;
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let told = |o: &usize| analysis.chunks.phrases[*o].tokens.end <= at;
        let opens = matches!(analysis.words.get(at)?.class, Class::Preposition | Class::Date | Class::Adverb);
        if !opens || !clause.objects.iter().all(told) || matches!(group.lemma, "show" | "put" | "hold" | "hear") {
            return None;
        }
        let that = (at..end.min(at + 14)).find(|i| self.lower(*i) == "that")?;
        let plain = (at..that).all(|i| {
            !matches!(
                analysis.words[i].class,
                Class::Comma | Class::Colon | Class::Relative | Class::Modal | Class::QuoteOpen | Class::Pronoun
            )
        });
        let clauses = analysis.clauses_of(clause.sentence).map(|i| &analysis.clauses[i]);
        let mut content = clauses.filter(|c| c.link == Link::Content && c.shape == Shape::Finite);
        (plain && content.any(|c| (that..that + 4).contains(&c.extent.start))).then_some(that)
    }

    /// Where the words of "said" begin whose clause was not found: "said 368 officials at the county level and above were
    /// probed". Something finite must follow.
    pub(super) fn untold(&self, clause: &Clause, end: usize) -> Option<usize> {
        let analysis = self.analysis;
        let group = &analysis.chunks.groups[clause.group];
        let word = |i: usize| if i < end { self.lower(i) } else { "" };
        let class = |i: usize| if i < end { Some(analysis.words[i].class) } else { None };
        use crate::word::Class;
        let mut at = group.tokens.end;
        let speaks = analysis.reporting.says(group.lemma) && analysis.reporting.takes_content(group.lemma);
        let that = word(at) == "that";
        // "The statistics show offences involving a knife rose".
        let shows = matches!(group.lemma, "show" | "reveal" | "indicate" | "suggest") && !clause.passive;
        if !(group.lemma == "say" || that && speaks || shows) {
            return None;
        }
        // "The report further says, a total of 392 were closed".
        if group.lemma == "say" && word(at) == "," && matches!(class(at + 1), Some(Class::Number | Class::Determiner)) {
            at += 1;
        }
        let first = at;
        while class(at) == Some(Class::Date) || word(at) == "on" && class(at + 1) == Some(Class::Date) {
            at += 1;
        }
        // "He said in the last five years, 844 cases were closed": the date is told, too.
        let dated = at > first && group.lemma == "say" && word(at) == "," && word(first) != "on";
        if dated {
            at += 1;
        }
        let spelt = that && speaks && self.analysis.document.lower_at(at) == Some("that");
        at += usize::from(word(at) == "that");
        // "added that shooting incidents were down": what looks like a verb.
        let spelt = spelt
            && (class(at) == Some(Class::Verb) && word(at).ends_with("ing")
                || matches!(word(at), "although" | "while" | "despite"));
        let opens = spelt
            || matches!(
                class(at),
                Some(Class::Number | Class::Determiner | Class::Noun | Class::Name | Class::Adjective)
            )
            || matches!(
                word(at),
                "about"
                    | "around"
                    | "some"
                    | "nearly"
                    | "almost"
                    | "over"
                    | "only"
                    | "in"
                    | "between"
                    | "during"
                    | "from"
                    | "although"
                    | "while"
                    | "despite"
                    | "if"
                    | "since"
                    | "because"
            );
        let finite = analysis
            .clauses_of(clause.sentence)
            .map(|i| &analysis.clauses[i])
            .any(|c| c.shape == Shape::Finite && analysis.chunks.groups[c.group].tokens.start > at);
        // "said his clients grieved", "said he'd": what belongs to somebody, and more than a word of it.
        let apart = group.tokens.start.checked_sub(1).is_some_and(|i| class(i) == Some(Class::Comma));
        let somebody = matches!(class(at), Some(Class::Possessive | Class::Pronoun))
            && group.lemma == "say"
            && !matches!(word(at), "nothing" | "something" | "anything" | "everything" | "it" | "this" | "so");
        if somebody && !apart && at + 3 < end {
            return Some(at);
        }
        (opens && finite).then_some(if dated && self.lower(first) == "in" { first } else { at })
    }
}
