//! Words, numbers and marks, with their places in the text.

use std::ops::Range;

use crate::lexicon::Lexicon;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Digits, perhaps with separators and a short ending: `5,200`, `2.5`, `10m`, `2021-03-14`.
    Number,
    /// `'s`, `n't` and the like, cut off from the word before.
    Clitic,
    QuoteOpen,
    QuoteClose,
    /// A mark or sign of one character.
    Mark(char),
}

#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// First byte in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    pub kind: Kind,
    /// The word in lower case, with typographic apostrophes made straight.
    pub lower: Box<str>,
}

impl Token {
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ')
}

fn is_word_part(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}')
}

/// Scripts that write no spaces between words: each character is a token of its own.
pub(crate) fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{e00}'..='\u{eff}')
}

/// Letters that stand for a currency right before a number.
const LETTER_SIGNS: [&str; 41] = [
    "KShs", "Kshs", "KSh", "Ksh", "USh", "TSh", "Sh", "Rs", "RM", "Rp", "EUR", "USD", "GBP", "UAH", "KES", "Kes",
    "NGN", "INR", "CHF", "PHP", "IDR", "MYR", "TZS", "UGX", "GHS", "ZMW", "BDT", "PKR", "MXN", "BRL", "COP", "ZAR",
    "RON", "RUB", "THB", "SGD", "HKD", "N", "R", "P", "K",
];

/// The length of letters that stand for a currency, "N" of "N6.7 billion", where the number looks like money: with a decimal,
/// thousands parted, or a scale. "R61" is a road.
fn currency_sign(rest: &str) -> Option<usize> {
    // Most words have no digit among their first letters.
    if !rest.starts_with(|c: char| c.is_ascii_uppercase()) || !rest.bytes().take(5).any(|b| b.is_ascii_digit()) {
        return None;
    }
    let sign = LETTER_SIGNS
        .iter()
        .find(|sign| rest.strip_prefix(**sign).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit())))?;
    let number = &rest[sign.len()..];
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    let after = &number[digits..];
    let parted = after.starts_with(['.', ',']) && after[1..].starts_with(|c: char| c.is_ascii_digit());
    let scaled = ["m", "bn", "k", "tn", "million", "billion", "trillion", "lakh", "crore"].iter().any(|scale| {
        let words = after.strip_prefix([' ', '-', '\u{a0}']).filter(|_| scale.len() > 2).unwrap_or(after);
        let is_scale = words.get(..scale.len()).is_some_and(|word| word.eq_ignore_ascii_case(scale));
        is_scale && !words[scale.len()..].starts_with(char::is_alphanumeric)
    });
    (parted || scaled || sign.len() > 1 && digits > 2).then_some(sign.len())
}

/// Cuts blocks of text into tokens. Quotation marks that look alike on both sides are told apart within a block.
pub(crate) struct Tokenizer<'t> {
    text: &'t str,
    lexicon: &'static Lexicon,
    tokens: Vec<Token>,
    double_open: bool,
    single_open: bool,
}

impl<'t> Tokenizer<'t> {
    pub fn new(text: &'t str, lexicon: &'static Lexicon) -> Self {
        Self { text, lexicon, tokens: Vec::with_capacity(text.len() / 5), double_open: false, single_open: false }
    }

    pub fn into_tokens(self) -> Vec<Token> {
        self.tokens
    }

    pub fn count(&self) -> usize {
        self.tokens.len()
    }

    fn push(&mut self, range: Range<usize>, kind: Kind) {
        let lower: String = self.text[range.clone()]
            .chars()
            .flat_map(char::to_lowercase)
            .map(|c| if is_apostrophe(c) { '\'' } else { c })
            .collect();
        self.tokens.push(Token { start: range.start, end: range.end, kind, lower: lower.into() });
    }

    /// Adds the tokens of one block.
    pub fn block(&mut self, block: Range<usize>) {
        self.double_open = false;
        self.single_open = false;
        let mut at = block.start;
        let mut before = ' ';
        while let Some(letter) = self.text[at..block.end].chars().next() {
            let next = at + letter.len_utf8();
            let end = if letter.is_whitespace() || letter.is_control() || letter == '\u{feff}' {
                next
            } else if is_unspaced(letter) {
                self.push(at..next, Kind::Word);
                next
            } else if letter.is_numeric() && letter.is_ascii_digit() {
                self.number(at, block.end)
            } else if is_word_part(letter) || self.begins_with_apostrophe(at, block.end, before) {
                self.word(at, block.end)
            } else {
                self.mark(at, next, letter, before, block.end)
            };
            before = self.text[..end].chars().next_back().unwrap_or(' ');
            at = end;
        }
    }

    /// Names such as 'Ndrangheta and ’Ndrina.
    fn begins_with_apostrophe(&self, at: usize, end: usize, before: char) -> bool {
        let rest = &self.text[at..end];
        before.is_whitespace() && rest.strip_prefix(is_apostrophe).is_some_and(|name| name.starts_with("Ndr"))
    }

    fn number(&mut self, start: usize, limit: usize) -> usize {
        let bytes = self.text.as_bytes();
        let digit = |at: usize| at < limit && bytes[at].is_ascii_digit();
        let mut at = start;
        while digit(at) {
            at += 1;
        }
        // An ISO date.
        if at == start + 4
            && limit >= at + 6
            && bytes[at] == b'-'
            && digit(at + 1)
            && digit(at + 2)
            && bytes[at + 3] == b'-'
            && digit(at + 4)
            && digit(at + 5)
            && !digit(at + 6)
        {
            self.push(start..at + 6, Kind::Number);
            return at + 6;
        }
        at = self.lakhs(start, limit).unwrap_or(at);
        while at < limit && (bytes[at] == b',' || bytes[at] == b'.') && digit(at + 1) {
            let mut ahead = at + 1;
            while digit(ahead) {
                ahead += 1;
            }
            if bytes[at] == b',' && ahead - at != 4 {
                break;
            }
            at = ahead;
        }
        // "10m", "27th", "1990s", "14K"; longer words keep their hyphen ("10-year").
        let letters = self.text[at..limit]
            .chars()
            .take_while(|c| c.is_alphabetic() && !is_unspaced(*c))
            .map(char::len_utf8)
            .sum::<usize>();
        // "R3.1-million" is a number and its scale; "a 10-year sentence" stays one word.
        let is_scale = |rest: &str| ["million", "billion", "trillion"].iter().any(|scale| rest.starts_with(scale));
        let hyphen = self.text[at..limit]
            .strip_prefix('-')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic()) && !is_scale(rest));
        if hyphen {
            return self.word(start, limit);
        }
        // "20kg" is a number and its unit.
        let unit = &self.text[at..at + letters];
        if matches!(unit, "kg" | "kgs" | "km" | "mph" | "kph" | "lbs" | "lb" | "mg" | "ml" | "grams" | "tonnes") {
            self.push(start..at, Kind::Number);
            self.push(at..at + letters, Kind::Word);
            return at + letters;
        }
        self.push(start..at + letters, Kind::Number);
        at + letters
    }

    /// The end of a number whose digits are parted as in India: "3,59,849".
    fn lakhs(&self, start: usize, limit: usize) -> Option<usize> {
        let digits = |at: usize| {
            let rest = self.text.as_bytes().get(at..limit).unwrap_or_default();
            rest.iter().take_while(|b| b.is_ascii_digit()).count()
        };
        let mut at = start + digits(start);
        let mut pairs = 0;
        if at > start + 2 {
            return None;
        }
        while self.text.as_bytes().get(at) == Some(&b',') && digits(at + 1) == 2 {
            at += 3;
            pairs += 1;
        }
        let last = pairs > 0 && self.text.as_bytes().get(at) == Some(&b',') && digits(at + 1) == 3;
        last.then_some(at + 4)
    }

    fn word(&mut self, start: usize, limit: usize) -> usize {
        let rest = &self.text[start..limit];
        if let Some(sign) = currency_sign(rest) {
            self.push(start..start + sign, Kind::Word);
            return start + sign;
        }
        let mut end = start;
        let mut letters = rest.char_indices().peekable();
        while let Some((offset, letter)) = letters.next() {
            let following = letters.peek().map(|(_, c)| *c);
            let joins = following.is_some_and(|c| is_word_part(c) && !is_unspaced(c));
            let belongs = (is_word_part(letter) && !is_unspaced(letter))
                || (offset == 0 && is_apostrophe(letter))
                || (joins && (letter == '-' || letter == '‑' || letter == '&' || is_apostrophe(letter)))
                || (joins && letter == '.' && self.is_spelt(&rest[..offset]))
                || (joins
                    && letter == '/'
                    && (rest[..offset].chars().all(char::is_uppercase) && following.is_some_and(char::is_uppercase)
                        || is_child_of(rest)));
            if !belongs {
                break;
            }
            end = start + offset + letter.len_utf8();
        }
        if end == start {
            end = start + rest.chars().next().map_or(1, char::len_utf8);
        }
        let cut = self.clitic(start, end);
        let word = &self.text[start..cut];
        let dotted = cut == end && self.text[end..limit].starts_with('.') && self.takes_stop(word, end + 1, limit);
        self.push(start..if dotted { end + 1 } else { cut }, Kind::Word);
        if cut < end {
            self.push(cut..end, Kind::Clitic);
        }
        if dotted { end + 1 } else { end }
    }

    /// "U.S", "p.m", "d.o.o": single letters parted by stops.
    fn is_spelt(&self, so_far: &str) -> bool {
        so_far.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
    }

    /// Where a clitic begins in a word, or its end.
    fn clitic(&self, start: usize, end: usize) -> usize {
        let word = &self.text[start..end];
        let Some((offset, mark)) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c)) else { return end };
        let tail = word[offset + mark.len_utf8()..].to_lowercase();
        match tail.as_str() {
            _ if offset == 0 => end,
            "s" | "ll" | "ve" | "re" | "d" | "m" => start + offset,
            "t" if word[..offset].ends_with('n') && offset > 1 => start + offset - 1,
            _ => end,
        }
    }

    fn takes_stop(&self, word: &str, after: usize, limit: usize) -> bool {
        let lower = word.to_lowercase();
        let ends_block = self.text[after..limit].trim().is_empty();
        let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        // "US." in "the US. He" ends a sentence; "No." before a word does too.
        let numbered = matches!(
            lower.as_str(),
            "no" | "nos" | "art" | "p" | "pp" | "fig" | "sec" | "vol" | "para" | "paras" | "arts" | "al"
        );
        let before_number = self.text[after..limit].trim_start().starts_with(|c: char| c.is_ascii_digit());
        let before_lower = self.text[after..limit].trim_start().starts_with(char::is_lowercase);
        let everyday = matches!(
            lower.as_str(),
            "sun"
                | "sat"
                | "mar"
                | "may"
                | "mon"
                | "wed"
                | "fig"
                | "sec"
                | "art"
                | "st"
                | "ed"
                | "al"
                | "ca"
                | "v"
                | "tel"
                | "co"
                | "gen"
                | "rep"
                | "sen"
        );
        let name_like = word.starts_with(char::is_uppercase);
        if ends_block {
            return self.is_spelt(&lower) && lower.contains('.');
        }
        initial
            || (self.is_spelt(&lower) && lower.contains('.'))
            || (self.lexicon.is_abbreviation(&lower)
                && (!numbered || before_number)
                && (!everyday || name_like || before_lower || before_number))
    }

    fn mark(&mut self, at: usize, next: usize, letter: char, before: char, limit: usize) -> usize {
        let following = self.text[next..limit].chars().next().unwrap_or(' ');
        let opens = !is_word_part(before)
            && (is_word_part(following)
                || matches!(following, '[' | '(' | '…' | '.' | '$' | '£' | '€' | '‘' | '“' | '\'' | '"'));
        let kind = match letter {
            '“' | '„' | '«' | '「' | '『' | '‟' => {
                self.double_open = true;
                Kind::QuoteOpen
            }
            '”' | '»' | '」' | '』' => {
                self.double_open = false;
                Kind::QuoteClose
            }
            '"' | '＂' => {
                self.double_open = !self.double_open;
                if self.double_open { Kind::QuoteOpen } else { Kind::QuoteClose }
            }
            '‘' | '\'' | '`' if opens => {
                self.single_open = true;
                Kind::QuoteOpen
            }
            '’' | '\'' if self.single_open => {
                self.single_open = false;
                Kind::QuoteClose
            }
            '’' | '\'' if before == 's' || before == 'z' || before == 'x' => Kind::Clitic,
            other => Kind::Mark(other),
        };
        self.push(at..next, kind);
        next
    }
}

/// "s/o", "d/o", "a/l", "a/p": son or daughter of, between two names.
fn is_child_of(rest: &str) -> bool {
    let mut letters = rest.chars();
    let word: String = letters.by_ref().take(3).flat_map(char::to_lowercase).collect();
    matches!(word.as_str(), "s/o" | "d/o" | "a/l" | "a/p") && letters.next().is_some_and(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut tokenizer = Tokenizer::new(text, Lexicon::english());
        tokenizer.block(0..text.len());
        tokenizer.into_tokens().iter().map(|token| text[token.range()].to_owned()).collect()
    }

    #[test]
    fn words_numbers_and_clitics() {
        assert_eq!(tokens("Xi’s anti-corruption drive"), ["Xi", "’s", "anti-corruption", "drive"]);
        assert_eq!(
            tokens("5,200 men, 2.5% in 2021-03-14."),
            ["5,200", "men", ",", "2.5", "%", "in", "2021-03-14", "."]
        );
        assert_eq!(tokens("It didn't cost $10m."), ["It", "did", "n't", "cost", "$", "10m", "."]);
        assert_eq!(
            tokens("Mr. O'Brien of the U.S. met J. Smith."),
            ["Mr.", "O'Brien", "of", "the", "U.S.", "met", "J.", "Smith", "."]
        );
        assert_eq!(
            tokens("the dockers’ union, RFE/RL, AT&T"),
            ["the", "dockers", "’", "union", ",", "RFE/RL", ",", "AT&T"]
        );
        assert_eq!(tokens("the ’Ndrangheta’s boss"), ["the", "’Ndrangheta", "’s", "boss"]);
        assert_eq!(tokens("a 10-year term, 1990s"), ["a", "10-year", "term", ",", "1990s"]);
        assert_eq!(tokens("马爱军 met"), ["马", "爱", "军", "met"]);
    }

    #[test]
    fn quotes_are_paired() {
        let text = "\"Go,\" he said, “[we] must”. It's 'fine', he said.";
        let mut tokenizer = Tokenizer::new(text, Lexicon::english());
        tokenizer.block(0..text.len());
        let kinds: Vec<Kind> = tokenizer
            .into_tokens()
            .iter()
            .map(|t| t.kind)
            .filter(|k| matches!(k, Kind::QuoteOpen | Kind::QuoteClose))
            .collect();
        assert_eq!(kinds, [Kind::QuoteOpen, Kind::QuoteClose].repeat(3));
    }
}
