//! "According to", "citing".

use super::*;

impl Attributor<'_, '_> {
    /// "According to Xinhua, ...", "..., according to the police".
    pub(super) fn according(&self, sentence: usize, notes: &mut Vec<AttributionNote>) {
        let range = self.sentence_range(sentence);
        let chunks = &self.analysis.chunks;
        for at in range.clone() {
            // "As per the report", "as reported on Tuesday by the institute".
            let as_per = self.lower(at) == "as" && self.analysis.document.lower_at(at + 1) == Some("per");
            let reported = self.reported_by(at, range.end);
            let is_cue = self.lower(at) == "according" && self.analysis.document.lower_at(at + 1) == Some("to")
                || as_per
                || reported.is_some();
            let citing = self.lower(at) == "citing" && at > range.start;
            if !is_cue && !citing {
                continue;
            }
            let cue = at..reported.unwrap_or(at + if is_cue { 2 } else { 1 });
            // "the quarterly figures": words that are in no phrase may stand before the noun.
            let named = |i: &usize| {
                let chunk = &chunks.chunks[*i];
                chunk.tokens.start >= cue.end
                    && (chunk.tokens.start > cue.end + 2 || matches!(chunk.piece, Piece::Noun(_) | Piece::Verb(_)))
            };
            let Some(chunk) = chunks.sentences[sentence].clone().find(named) else { continue };
            let Piece::Noun(phrase) = chunks.chunks[chunk].piece else { continue };
            let speaker = self.speaker(phrase);
            // "resigned, citing health reasons".
            if citing && !self.can_speak(phrase, &speaker) {
                continue;
            }
            // "according to plan", "according to the law".
            let head = self.lower(chunks.phrases[phrase].head);
            if matches!(
                head,
                "plan" | "law" | "rules" | "need" | "size" | "type" | "section" | "article" | "tradition" | "custom"
            ) {
                continue;
            }
            let mut speaker = speaker;
            // "the agency's annual report", "the NAB annual report": the writing that follows a name.
            if let Some(tokens) = &mut speaker.tokens {
                let document = (tokens.end..range.end.min(tokens.end + 5))
                    .find(|i| self.analysis.reporting.is_document(self.lower(*i)));
                let noun = |i: usize| {
                    matches!(self.analysis.words[i].class, crate::word::Class::Noun | crate::word::Class::Adjective)
                        || self.analysis.document.is_capitalised(i)
                };
                if let Some(document) = document.filter(|d| (tokens.end..*d).all(noun)) {
                    tokens.end = document + 1;
                }
            }
            let end = speaker.tokens.as_ref().map_or(cue.end, |t| t.end);
            // "He went there often: according to the traders, ...": what follows the colon.
            let opening = (range.start..at)
                .rev()
                .take(1)
                .find(|i| matches!(self.analysis.document.tokens[*i].kind, crate::token::Kind::Mark(':' | ';')))
                .map_or(range.start, |colon| colon + 1);
            let fronted = (opening..at).all(|i| {
                !matches!(
                    self.analysis.words[i].class,
                    crate::word::Class::Verb | crate::word::Class::Be | crate::word::Class::Name
                )
            });
            let content = if fronted {
                let mut start = end;
                while start < range.end
                    && !self.analysis.document.tokens[start].is_mark(',')
                    && !matches!(self.analysis.words[start].class, crate::word::Class::Verb | crate::word::Class::Be)
                {
                    start += 1;
                }
                let start = if start < range.end && self.analysis.document.tokens[start].is_mark(',') {
                    start + 1
                } else {
                    end
                };
                start..self.content_end(sentence)
            } else {
                let mut stop = at;
                while stop > range.start && self.analysis.document.tokens[stop - 1].is_mark(',') {
                    stop -= 1;
                }
                // "The prosecutor said that, according to the indictment, Orm paid": what follows is the indictment's.
                let hangs = stop > range.start
                    && stop < at
                    && matches!(
                        self.lower(stop - 1),
                        "that"
                            | "and"
                            | "but"
                            | "when"
                            | "who"
                            | "which"
                            | "while"
                            | "because"
                            | "as"
                            | "if"
                            | "although"
                            | "where"
                    );
                let after = self.analysis.document.tokens.get(end).filter(|t| t.is_mark(',')).map(|_| end + 1);
                // "who according to his lawyers suffers from gout".
                let bare = stop == at && at > range.start && matches!(self.lower(at - 1), "who" | "which" | "that");
                match after.filter(|_| hangs).or_else(|| bare.then_some(end)) {
                    Some(start) => start..self.content_end(sentence),
                    None => range.start..stop,
                }
            };
            // "Orm, according to an internal report, had been paid": the parenthesis parts what it attributes.
            let parted = !fronted && is_cue && content.start < content.end && content.end < at;
            let close = self.closes_source(end, self.content_end(sentence)).filter(|_| parted);
            let contents = match close {
                Some(close) => vec![content, close + 1..self.content_end(sentence)],
                None => vec![content],
            };
            self.push(notes, &speaker, cue, contents, Mode::Indirect, None);
        }
    }

    /// The comma behind a source and what hangs on it, where the sentence goes on there: "according to messages read to the
    /// jury, nothing but promises". What "but" opens is no longer the source's.
    fn closes_source(&self, from: usize, end: usize) -> Option<usize> {
        use crate::word::Class;
        let classes = &self.analysis.words;
        let close = (from..end.min(from + 14)).find(|i| matches!(classes[*i].class, Class::Comma | Class::Colon))?;
        let other =
            matches!(self.analysis.document.lower_at(close + 1), Some("but" | "although" | "though" | "whereas"));
        (classes[close].class == Class::Comma && close + 2 < end && !other).then_some(close)
    }

    /// The end of "as reported by", "as stated on Tuesday by".
    fn reported_by(&self, at: usize, limit: usize) -> Option<usize> {
        let verb = (self.lower(at) == "as" && at + 2 < limit).then_some(at + 1)?;
        if !matches!(
            self.lower(verb),
            "reported" | "stated" | "announced" | "revealed" | "disclosed" | "noted" | "shown"
        ) {
            return None;
        }
        let by = (verb + 1..limit.min(verb + 6)).find(|i| self.lower(*i) == "by")?;
        let dated = (verb + 1..by).all(|i| {
            self.lower(i) == "on" || self.analysis.words[i].class == crate::word::Class::Date || self.lower(i) == "last"
        });
        dated.then_some(by + 1)
    }
}
