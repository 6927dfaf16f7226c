//! Names with a nickname in them: "Terry “The Wig” Doyle", "Hector Quiroga, alias “El Sordo”".

use super::*;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::token::Kind;
use std::ops::Range;

/// Words of a nickname, at most.
const LONGEST: usize = 4;

impl NameReader<'_, '_> {
    /// Whole names around a nickname, which quotation marks would cut in two, and the nicknames that only stand beside
    /// a name and must not become somebody of their own.
    pub fn nicknames(&self) -> (Vec<Mention>, Vec<Range<usize>>) {
        let (mut names, mut asides) = (Vec::new(), Vec::new());
        for sentence in &self.document.sentences {
            let range = sentence.tokens.clone();
            for open in range.clone().filter(|i| self.document.tokens[*i].kind == Kind::QuoteOpen) {
                let limit = range.end.min(open + LONGEST + 2);
                let close = (open + 2..limit).find(|i| self.document.tokens[*i].kind == Kind::QuoteClose);
                // "aka “El Cachas,” who": American papers put the comma inside.
                let words = |close: usize| open + 1..close - usize::from(self.lower(close - 1) == ",");
                let Some(close) = close.filter(|close| self.is_nickname(words(*close))) else { continue };
                if let Some(name) = self.around(open, close, &range) {
                    names.push(name);
                } else if self.stands_beside(open, range.start) {
                    asides.push(open + 1..close);
                }
            }
        }
        (names, asides)
    }

    /// "The Wig", "Bullet", "El Sordo": capitals, but for articles.
    fn is_nickname(&self, words: Range<usize>) -> bool {
        let article = |i: usize| matches!(self.lower(i), "the" | "el" | "la" | "lo" | "il" | "le" | "o" | "of" | "de");
        words.clone().all(|i| self.is_upper(i) || article(i)) && words.clone().any(|i| self.is_upper(i))
    }

    fn around(&self, open: usize, close: usize, sentence: &Range<usize>) -> Option<Mention> {
        let mut start = open;
        while start > sentence.start && open - start < 3 && self.is_part(start - 1) {
            start -= 1;
        }
        let mut end = close + 1;
        while end < sentence.end
            && end - close <= 3
            && (self.is_part(end) || is_particle(self.lower(end)) && end + 1 < sentence.end && self.is_part(end + 1))
        {
            end += 1;
        }
        // "Det Insp Carl “Bonehead” Muir": ranks stay outside.
        let mut name = start;
        while name + 1 < open && self.lexicon.is_title(self.lower(name)) {
            name += 1;
        }
        let known = |i: usize| {
            !self.is_common(i)
                || self.lexicon.is_given(self.document.word(i))
                || self.lexicon.is_surname(self.document.word(i))
        };
        let is_name = name < open && end > close + 1 && (name..open).any(known) && known(end - 1);
        is_name.then(|| {
            let mut mention = Mention::new(MentionKind::Person, Sort::Unknown, MentionForm::FullName, name..end);
            mention.gender = self.lexicon.given_gender(self.document.word(name));
            mention.title_tokens = self.title_before(name, sentence.start);
            mention
        })
    }

    /// A capitalised word that can be part of a person's name.
    fn is_part(&self, at: usize) -> bool {
        self.is_upper(at)
            && !self.lexicon.is_closed(self.lower(at))
            && !self.lexicon.is_demonym(self.document.word(at))
            && self.lexicon.offices.get(self.lower(at)).is_none()
    }

    /// The longest office or the title right before a name.
    fn title_before(&self, name: usize, start: usize) -> Option<Range<usize>> {
        (1..=4)
            .rev()
            .filter_map(|words| name.checked_sub(words).filter(|from| *from >= start).map(|from| from..name))
            .find(|words| {
                let text = self.document.words(words).to_lowercase();
                self.lexicon.offices.get(&text).is_some() || words.len() == 1 && self.lexicon.is_title(&text)
            })
    }

    /// "Quiroga, alias “El Sordo”", "Deng, known as “Brother Nine”".
    fn stands_beside(&self, open: usize, start: usize) -> bool {
        let word = |back: usize| open.checked_sub(back).filter(|i| *i >= start).map_or("", |i| self.lower(i));
        let mut back = match (word(1), word(2)) {
            ("alias" | "aka" | "a.k.a." | "nicknamed" | "dubbed", _) => 2,
            ("as", "known") => 3,
            _ => return false,
        };
        while matches!(word(back), "also" | "better" | "locally" | "widely" | "," | "is" | "was") {
            back += 1;
        }
        open.checked_sub(back).is_some_and(|i| i >= start && self.is_upper(i))
    }
}
