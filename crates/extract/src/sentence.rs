//! Sentences: where they begin and end.
//!
//! A text is cut into blocks first (paragraphs, headings, items of lists; lines that were only wrapped are joined),
//! then into tokens, and the tokens into sentences. A sentence never crosses a block, and none is longer than
//! [`LONGEST`] tokens, so that no later stage meets an input that it can't afford.

use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::token::{Kind, Token, Tokenizer};

/// The most tokens in a sentence; what is longer is cut at a comma or semicolon, or anywhere.
pub(crate) const LONGEST: usize = 250;

#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    /// Its tokens, as positions in [`Document::tokens`].
    pub tokens: Range<usize>,
    /// Whether it stands alone without an end mark, as titles do.
    pub is_heading: bool,
    /// Whether it ends in a question mark.
    pub is_question: bool,
    /// The number of its block.
    pub block: usize,
}

/// A text in tokens and sentences.
#[derive(Debug)]
pub(crate) struct Document<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
}

impl<'t> Document<'t> {
    pub fn read(text: &'t str, lexicon: &'static Lexicon) -> Self {
        let mut tokenizer = Tokenizer::new(text, lexicon);
        let mut block_ends = Vec::new();
        for block in blocks(text) {
            let before = tokenizer.count();
            tokenizer.block(block);
            if tokenizer.count() > before {
                block_ends.push(tokenizer.count());
            }
        }
        let mut document = Self { text, tokens: tokenizer.into_tokens(), sentences: Vec::new() };
        let mut start = 0;
        for (number, end) in block_ends.into_iter().enumerate() {
            document.cut_block(start..end, number, lexicon);
            start = end;
        }
        document
    }

    fn cut_block(&mut self, block: Range<usize>, number: usize, lexicon: &Lexicon) {
        let mut start = block.start;
        let mut at = block.start;
        while at < block.end {
            let mut end = None;
            if self.ends_sentence(at, &block, lexicon) {
                let mut after = at + 1;
                while after < block.end
                    && (self.tokens[after].kind == Kind::QuoteClose
                        || matches!(self.tokens[after].kind, Kind::Mark('.' | '!' | '?' | '…' | ')' | ']')))
                {
                    after += 1;
                }
                if after >= block.end || self.begins_sentence(after, &block) {
                    end = Some(after);
                }
            } else if at + 1 - start >= LONGEST {
                let cut = (start + LONGEST / 2..=at)
                    .rev()
                    .find(|i| matches!(self.tokens[*i].kind, Kind::Mark(',' | ';' | ':' | '，' | '；')));
                end = Some(cut.unwrap_or(at) + 1);
            }
            if let Some(end) = end {
                self.push(start..end, number, block.end);
                start = end;
                at = end;
            } else {
                at += 1;
            }
        }
        if start < block.end {
            self.push(start..block.end, number, block.end);
        }
    }

    fn push(&mut self, tokens: Range<usize>, block: usize, block_end: usize) {
        let last = self.tokens[tokens.clone()]
            .iter()
            .rev()
            .find(|t| t.kind != Kind::QuoteClose && !matches!(t.kind, Kind::Mark(')' | ']')));
        let stop = last.and_then(|t| match t.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        });
        let ended = matches!(stop, Some('.' | '!' | '?' | '…' | '。' | '！' | '？'));
        let dotted = last.is_some_and(|t| t.kind == Kind::Word && t.lower.ends_with('.'));
        let is_heading = tokens.end == block_end && !ended && !dotted && tokens.len() <= 25;
        self.sentences.push(Sentence { tokens, is_heading, is_question: matches!(stop, Some('?' | '？')), block });
    }

    fn ends_sentence(&self, at: usize, block: &Range<usize>, lexicon: &Lexicon) -> bool {
        let token = &self.tokens[at];
        match token.kind {
            Kind::Mark('.' | '!' | '?' | '…' | '。' | '！' | '？') => true,
            // "in the U.S. The ...": an abbreviation before a function word in upper case.
            Kind::Word if token.lower.ends_with('.') && token.lower.len() > 2 && at + 1 < block.end => {
                let next = &self.tokens[at + 1];
                let bare = token.lower.trim_end_matches('.');
                !lexicon.is_title(bare)
                    && next.kind == Kind::Word
                    && self.is_capitalised(at + 1)
                    && lexicon.is_closed(&next.lower)
                    && &*next.lower != "i"
            }
            _ => false,
        }
    }

    fn begins_sentence(&self, at: usize, block: &Range<usize>) -> bool {
        let token = &self.tokens[at];
        let apart = self.tokens[at - 1].end < token.start
            || matches!(self.tokens[at - 1].kind, Kind::Mark('。' | '！' | '？') | Kind::QuoteClose);
        let first = self.text[token.range()].chars().next().unwrap_or(' ');
        match token.kind {
            _ if !apart => false,
            Kind::Word => !first.is_lowercase(),
            Kind::Number | Kind::QuoteOpen => true,
            Kind::Mark('(' | '[' | '-' | '–' | '—' | '•' | '*' | '#' | '|') => at + 1 < block.end,
            Kind::Mark(mark) => Lexicon::english().currencies.get(mark.encode_utf8(&mut [0; 4])).is_some(),
            _ => false,
        }
    }

    /// The words of a token.
    pub fn word(&self, token: usize) -> &'t str {
        &self.text[self.tokens[token].range()]
    }

    pub fn lower(&self, token: usize) -> &str {
        &self.tokens[token].lower
    }

    /// The token in lower case, or nothing past the end.
    pub fn lower_at(&self, token: usize) -> Option<&str> {
        self.tokens.get(token).map(|token| &*token.lower)
    }

    pub fn is_capitalised(&self, token: usize) -> bool {
        let word = self.word(token);
        let mut letters = word.chars();
        letters.next().is_some_and(|c| {
            c.is_uppercase() || (c == '\'' || c == '’') && letters.next().is_some_and(char::is_uppercase)
        })
    }

    /// The bytes of a run of tokens, which must not be empty.
    pub fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end
    }

    /// The words of a run of tokens.
    pub fn words(&self, tokens: &Range<usize>) -> &'t str {
        if tokens.is_empty() { "" } else { &self.text[self.bytes(tokens)] }
    }

    /// The token that a byte stands in or before; their number behind the last.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.end <= byte)
    }

    /// The sentence that a token belongs to.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }
}

/// The blocks of a text, as ranges of bytes.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\u{c}', '\u{2029}']) {
        let range = at..at + line.len();
        at = range.end;
        let content = line.trim();
        if content.is_empty() {
            blocks.extend(open.take());
            continue;
        }
        open = match open {
            Some(block) if continues(text[block.clone()].trim_end(), content) => Some(block.start..range.end),
            before => {
                blocks.extend(before);
                Some(range)
            }
        };
    }
    blocks.extend(open);
    blocks
}

/// Whether a line goes on with what stands before it, because it was only wrapped.
fn continues(before: &str, line: &str) -> bool {
    let last_line = before.rsplit(['\n', '\u{c}', '\u{2029}']).next().unwrap_or_default().trim();
    let first = line.chars().next().unwrap_or(' ');
    // A headline in title case goes on only with more of its kind, and a byline begins anew.
    if is_title_case(last_line) && !is_title_case(line) || line.starts_with("By ") && !ends_open(before) {
        return false;
    }
    let is_item = matches!(first, '#' | '|' | '*' | '•' | '·') || line.starts_with("- ") || line.starts_with("– ");
    let ends = before.ends_with(['.', '!', '?', ':', '。', '！', '？', '”', '"', '|']);
    !is_item && !last_line.starts_with(['#', '|']) && (first.is_lowercase() || (!ends && last_line.len() >= 60))
        || !is_item && ends && last_line.len() >= 60 && last_line.len() <= 110 && before.contains('\n')
}

/// Whether a line breaks off where no sentence can.
fn ends_open(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    line.ends_with(',')
        || matches!(last, "and" | "or" | "was" | "were" | "is" | "of" | "the" | "a" | "to" | "be" | "been")
}

/// "Officer Charged With Taking Bribes": nearly all longer words of a line have a capital, as in headlines and menus.
fn is_title_case(line: &str) -> bool {
    let small = ["with", "from", "into", "after", "over", "that", "than", "under", "upon", "following", "during"];
    let longer = line
        .split_whitespace()
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3 && !small.contains(word));
    let (mut all, mut upper) = (0, 0);
    for word in longer {
        let first = word.chars().find(|c| c.is_alphanumeric()).unwrap_or(' ');
        all += 1;
        upper += usize::from(!first.is_lowercase());
    }
    all >= 4 && upper * 10 >= all * 9 && !line.ends_with(['.', ',', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let document = Document::read(text, Lexicon::english());
        document.sentences.iter().map(|sentence| document.words(&sentence.tokens)).collect()
    }

    #[test]
    fn abbreviations_initials_and_decimals_end_nothing() {
        assert_eq!(
            sentences(
                "Mr. J. R. Brandt of Rook Ltd. paid 2.5 crowns to Dr. Ma. He lives in the U.S. The case is No. 5."
            ),
            ["Mr. J. R. Brandt of Rook Ltd. paid 2.5 crowns to Dr. Ma.", "He lives in the U.S.", "The case is No. 5."]
        );
    }

    #[test]
    fn quotes_and_brackets_stay_with_their_sentence() {
        assert_eq!(
            sentences("“[We must] go on,” he said. “It is late.” He left. (They stayed.) “Why?” she asked."),
            ["“[We must] go on,” he said.", "“It is late.”", "He left.", "(They stayed.)", "“Why?” she asked."]
        );
    }

    #[test]
    fn wrapped_lines_are_joined_and_headings_are_not() {
        let text = "COURT NOTICE\nCase closed\n\nThe court of the old harbour town has dismissed the appeals of both\nmen. A further appeal is\nnot admitted.\n- first item\n- second item";
        assert_eq!(
            sentences(text),
            [
                "COURT NOTICE",
                "Case closed",
                "The court of the old harbour town has dismissed the appeals of both\nmen.",
                "A further appeal is\nnot admitted.",
                "- first item",
                "- second item"
            ]
        );
    }

    #[test]
    fn endless_sentences_are_cut() {
        let text = "word ".repeat(2_000);
        let document = Document::read(&text, Lexicon::english());
        assert!(document.sentences.iter().all(|sentence| sentence.tokens.len() <= LONGEST));
        assert_eq!(document.sentences.iter().map(|sentence| sentence.tokens.len()).sum::<usize>(), 2_000);
    }
}
