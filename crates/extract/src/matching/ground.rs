//! What an English text says around words that somebody cites.

use std::ops::Range;

use umbra_model::PartialDate;

use super::Matcher;
use crate::advice::{Ground, Stance, lower};
use crate::money::amount_in;
use crate::number::number_at;

impl Matcher<'_, '_> {
    /// The tokens that some bytes hold or touch.
    fn tokens_of(&self, bytes: &Range<usize>) -> Range<usize> {
        let document = &self.analysis.document;
        let start = document.token_at(bytes.start);
        let end = document.tokens.partition_point(|t| t.start < bytes.end);
        start..end.max(start)
    }
}

impl Ground for Matcher<'_, '_> {
    fn stance(&self, quote: &Range<usize>, trigger: &Range<usize>) -> Option<Stance> {
        let (quote, trigger) = (self.tokens_of(quote), self.tokens_of(trigger));
        if quote.is_empty() || trigger.is_empty() {
            return None;
        }
        let document = &self.analysis.document;
        let sentence = document.sentence_of(trigger.start);
        if document.sentences.get(sentence).is_none_or(|s| s.is_question) {
            return None;
        }
        let mut voices = Vec::new();
        // A trigger may be of several words, of which one is the verb.
        for token in trigger {
            let (silence, _, said_by) = self.around(sentence, token);
            if silence.is_some() {
                return None;
            }
            voices = said_by;
        }
        let mut standing = self.reader.by_voices(&voices);
        let sentences = sentence..document.sentence_of(quote.end - 1) + 1;
        let own = document.sentence_of(quote.start)..sentences.end.max(sentence + 1);
        let mut lowest = None;
        for clause in own.flat_map(|s| self.analysis.clauses_of(s)) {
            let extent = &self.analysis.clauses[clause].extent;
            if extent.start >= quote.end || extent.end <= quote.start {
                continue;
            }
            let status = self.reader.of(clause);
            if status.silence.is_some() {
                return None;
            }
            let here = status.cue.unwrap_or_else(|| self.reader.by_voices(&status.voices));
            lowest = Some(lowest.map_or(here, |before| lower(before, here)));
        }
        standing = lowest.unwrap_or(standing);
        Some(Stance { standing, voices })
    }

    fn amount(&self, words: &Range<usize>) -> Option<(f64, String)> {
        amount_in(self.analysis, &self.tokens_of(words)).map(|(value, currency)| (value, currency.to_owned()))
    }

    fn number(&self, words: &Range<usize>) -> Option<f64> {
        let tokens = self.tokens_of(words);
        tokens.clone().find_map(|at| number_at(&self.analysis.document, at, tokens.end)).map(|number| number.value)
    }

    fn date(&self, words: &Range<usize>) -> Option<PartialDate> {
        let dates = self.analysis.dates.iter();
        let mut within = dates.filter(|d| words.start <= d.range.start && d.range.end <= words.end);
        within.find_map(|date| date.from.filter(|from| date.to.is_none_or(|to| to == *from)))
    }
}
