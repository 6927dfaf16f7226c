//! What people type into a search box, as a query.
//!
//! All words have to occur. `"a phrase"` has to stand so; `-word` or `NOT word` must not occur; between two words `OR` lets
//! one be enough; `nam*` is a beginning; `word~` may be misspelt; `country:mt` or `properties.birthDate:1961` asks for
//! the exact value of a field, `names:word` for a word of a name.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use umbra_case::Tokens;

use super::fields::Fields;
use super::number::hash;
use crate::limits::{LONGEST_SEARCH, MOST_WORDS};

/// How much more a word in a name counts than one elsewhere.
const NAME_BOOST: f32 = 3.0;

/// Why a text is no search.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum WordsError {
    /// The text is too long.
    #[error("the query is longer than {LONGEST_SEARCH} characters: shorten it")]
    TooLong,
    /// It has too many words.
    #[error("the query has more than {MOST_WORDS} words: leave some out")]
    TooMany,
    /// A quote is not closed.
    #[error("a quotation mark is not closed: add the other, or search with simple=true")]
    OpenQuote,
    /// Parentheses group words, which is not supported.
    #[error("parentheses are not supported: join words by OR, or search with simple=true")]
    Group,
    /// `OR` joins nothing.
    #[error("OR has to stand between two words")]
    LoneOr,
}

/// One thing that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Phrase(String),
    Beginning(String),
    Misspelt(String),
    InNames(String),
    Exact(String, String),
}

/// A piece, and whether it must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    piece: Piece,
    is_excluded: bool,
}

/// A text as typed, taken apart: of each group one has to fit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Words {
    groups: Vec<Vec<Wanted>>,
    is_fuzzy: bool,
}

impl Words {
    /// Takes a text apart. With `simple`, only quotation marks mean anything beside words, and nothing is a mistake.
    pub fn parse(text: &str, simple: bool, fuzzy: bool) -> Result<Self, WordsError> {
        if text.chars().nth(LONGEST_SEARCH).is_some() {
            return Err(WordsError::TooLong);
        }
        let mut groups: Vec<Vec<Wanted>> = Vec::new();
        let (mut excludes, mut joins) = (false, false);
        for raw in split(text, simple)? {
            match raw.as_str() {
                "OR" | "||" if !simple => {
                    if groups.is_empty() || joins {
                        return Err(WordsError::LoneOr);
                    }
                    joins = true;
                    continue;
                }
                "AND" | "&&" | "+" if !simple => continue,
                "NOT" | "-" | "!" if !simple => {
                    excludes = true;
                    continue;
                }
                _ => {}
            }
            let bare = if simple { raw.as_str() } else { raw.trim_start_matches(['-', '+', '!']) };
            let is_excluded = excludes || (!simple && raw.starts_with(['-', '!']));
            excludes = false;
            let Some(piece) = piece(bare, simple)? else { continue };
            let wanted = Wanted { piece, is_excluded };
            match groups.last_mut() {
                Some(group) if joins => group.push(wanted),
                _ => groups.push(vec![wanted]),
            }
            joins = false;
        }
        if joins {
            return Err(WordsError::LoneOr);
        }
        if groups.iter().flatten().count() > MOST_WORDS {
            return Err(WordsError::TooMany);
        }
        Ok(Self { groups, is_fuzzy: fuzzy })
    }

    /// A text of which the last word is only begun.
    pub fn begun(text: &str) -> Result<Self, WordsError> {
        let mut words = Self::parse(text, true, false)?;
        if let Some(Wanted { piece, .. }) = words.groups.last_mut().and_then(|group| group.last_mut())
            && let Piece::Words(text) = piece
        {
            *piece = Piece::Beginning(std::mem::take(text));
        }
        Ok(words)
    }

    /// The query. A text without a word finds nothing; no text finds everything.
    pub fn query(&self, fields: &Fields) -> Box<dyn Query> {
        if self.groups.is_empty() {
            return Box::new(AllQuery);
        }
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        for group in &self.groups {
            let mut either: Vec<(Occur, Box<dyn Query>)> = Vec::new();
            for wanted in group {
                let query = self.one(&wanted.piece, fields);
                match (wanted.is_excluded, group.len()) {
                    (true, 1) => clauses.push((Occur::MustNot, query)),
                    (true, _) => either.push((
                        Occur::Should,
                        Box::new(BooleanQuery::new(vec![(Occur::MustNot, query), (Occur::Must, Box::new(AllQuery))])),
                    )),
                    (false, _) => either.push((Occur::Should, query)),
                }
            }
            if !either.is_empty() {
                clauses.push((Occur::Must, Box::new(BooleanQuery::new(either))));
            }
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn one(&self, piece: &Piece, fields: &Fields) -> Box<dyn Query> {
        match piece {
            Piece::Words(text) => all(&terms(text), |term| self.word(term, fields)),
            Piece::Misspelt(text) => all(&terms(text), |term| misspelt(term, fields)),
            Piece::InNames(text) => all(&terms(text), |term| exactly(fields.names, term)),
            Piece::Phrase(text) => {
                let terms = terms(text);
                match terms.as_slice() {
                    [_, _, ..] => either(boosted(phrase(fields.names, &terms)), phrase(fields.text, &terms)),
                    _ => all(&terms, |term| self.word(term, fields)),
                }
            }
            Piece::Beginning(text) => {
                let mut terms = terms(text);
                let Some(last) = terms.pop() else { return Box::new(EmptyQuery) };
                let begun = |field| -> Box<dyn Query> {
                    Box::new(PhrasePrefixQuery::new(vec![Term::from_field_text(field, &last)]))
                };
                let mut clauses: Vec<(Occur, Box<dyn Query>)> =
                    terms.iter().map(|term| (Occur::Must, self.word(term, fields))).collect();
                clauses.push((Occur::Must, either(boosted(begun(fields.names)), begun(fields.text))));
                Box::new(BooleanQuery::new(clauses))
            }
            Piece::Exact(name, value) => {
                let term = match fields.exact(name) {
                    Some(field) => Term::from_field_text(field, value),
                    None => {
                        let property = name.strip_prefix("properties.").unwrap_or(name);
                        Term::from_field_u64(fields.values, hash(&[property, value]))
                    }
                };
                Box::new(TermQuery::new(term, IndexRecordOption::Basic))
            }
        }
    }

    fn word(&self, term: &str, fields: &Fields) -> Box<dyn Query> {
        let found = either(boosted(exactly(fields.names, term)), exactly(fields.text, term));
        if self.is_fuzzy { either(found, misspelt(term, fields)) } else { found }
    }
}

/// Parts a text at spaces outside quotation marks; the marks stay.
fn split(text: &str, simple: bool) -> Result<Vec<String>, WordsError> {
    let mut pieces = vec![String::new()];
    let mut is_quoted = false;
    for c in text.chars() {
        is_quoted ^= c == '"';
        if c.is_whitespace() && !is_quoted {
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    if is_quoted && !simple {
        return Err(WordsError::OpenQuote);
    }
    pieces.retain(|piece| !piece.is_empty());
    Ok(pieces)
}

fn piece(text: &str, simple: bool) -> Result<Option<Piece>, WordsError> {
    if let Some(quoted) = text.strip_prefix('"') {
        return Ok(Some(Piece::Phrase(quoted.trim_end_matches('"').to_owned())));
    }
    if simple {
        return Ok((!text.is_empty()).then(|| Piece::Words(text.to_owned())));
    }
    if text.starts_with('(') || text.ends_with(')') {
        return Err(WordsError::Group);
    }
    if let Some((name, value)) = text.split_once(':') {
        let value = value.trim_matches('"');
        if ["names", "name"].contains(&name) {
            return Ok(Some(Piece::InNames(value.to_owned())));
        }
        if Fields::is_filter(name) && !value.is_empty() {
            return Ok(Some(Piece::Exact(name.to_owned(), value.to_owned())));
        }
    }
    if text.is_empty() || text == "*" {
        return Ok(None);
    }
    let unquoted = text.replace('"', " ");
    if let Some(begun) = unquoted.strip_suffix('*') {
        return Ok(Some(Piece::Beginning(begun.to_owned())));
    }
    let bare = unquoted.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some(misspelt) = bare.strip_suffix('~') {
        return Ok(Some(Piece::Misspelt(misspelt.to_owned())));
    }
    Ok(Some(Piece::Words(unquoted)))
}

/// The words of a text as they stand in the index. Of scripts without spaces the pairs, and a single only where it stands alone.
fn terms(text: &str) -> Vec<String> {
    let mut analyzer = TextAnalyzer::from(Tokens::default());
    let mut stream = analyzer.token_stream(text);
    let mut found: Vec<(usize, usize, usize, String)> = Vec::new();
    while let Some(token) = stream.next() {
        let (position, start, end) = (token.position, token.offset_from, token.offset_to);
        match found.last() {
            Some((last, ..)) if *last == position => {
                found.pop();
            }
            Some((.., last_end, _)) if end <= *last_end => continue,
            _ => {}
        }
        found.push((position, start, end, token.text.clone()));
    }
    // The single that ends a run is in the pair before it.
    let mut kept: Vec<String> = Vec::new();
    let mut reach = 0;
    for (_, _, end, term) in found {
        if end > reach {
            reach = end;
            kept.push(term);
        }
    }
    kept.truncate(MOST_WORDS);
    kept
}

fn exactly(field: Field, term: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, term), IndexRecordOption::WithFreqs))
}

fn phrase(field: Field, terms: &[String]) -> Box<dyn Query> {
    Box::new(PhraseQuery::new(terms.iter().map(|term| Term::from_field_text(field, term)).collect()))
}

fn boosted(query: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, NAME_BOOST))
}

fn either(one: Box<dyn Query>, other: Box<dyn Query>) -> Box<dyn Query> {
    Box::new(BooleanQuery::new(vec![(Occur::Should, one), (Occur::Should, other)]))
}

/// A name's word that differs by a letter, from eight letters on by two. Short words would be like too many others.
fn misspelt(term: &str, fields: &Fields) -> Box<dyn Query> {
    let distance = match term.chars().count() {
        0..=3 => return exactly(fields.names, term),
        4..=7 => 1,
        _ => 2,
    };
    Box::new(FuzzyTermQuery::new(Term::from_field_text(fields.names, term), distance, true))
}

/// All of some terms; nothing, where there is none.
fn all(terms: &[String], query: impl Fn(&str) -> Box<dyn Query>) -> Box<dyn Query> {
    if terms.is_empty() {
        return Box::new(EmptyQuery);
    }
    Box::new(BooleanQuery::new(terms.iter().map(|term| (Occur::Must, query(term))).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let words = Words::parse(text, false, false).map(|words| format!("{:?}", words.groups));
        let shown = words.unwrap_or_else(|error| error.to_string()).replace("Wanted { piece: ", "{");
        assert_eq!(
            shown.replace(", is_excluded: false", "").replace(", is_excluded: true", " not"),
            expected,
            "{text}"
        );
    }

    #[test]
    fn what_is_typed_is_taken_apart() {
        check("", "[]");
        check("*", "[]");
        check("ana brandt", r#"[[{Words("ana") }], [{Words("brandt") }]]"#);
        check("ana OR eva", r#"[[{Words("ana") }, {Words("eva") }]]"#);
        check("-ana NOT eva", r#"[[{Words("ana") not }], [{Words("eva") not }]]"#);
        check(r#""ana brandt""#, r#"[[{Phrase("ana brandt") }]]"#);
        check("bra* brant~1", r#"[[{Beginning("bra") }], [{Misspelt("brant") }]]"#);
        check("countries:mt", r#"[[{Exact("countries", "mt") }]]"#);
        check("http://a", r#"[[{Words("http://a") }]]"#);
        check("OR ana", "OR has to stand between two words");
        check("(ana)", "parentheses are not supported: join words by OR, or search with simple=true");
        check("\"ana", "a quotation mark is not closed: add the other, or search with simple=true");
        assert!(Words::parse("\"ana (-", true, false).is_ok());
        assert_eq!(Words::parse(&"a ".repeat(60), false, false), Err(WordsError::TooMany));
        assert_eq!(Words::parse(&"a".repeat(2000), true, false), Err(WordsError::TooLong));
    }

    #[test]
    fn scripts_without_spaces_are_asked_for_by_pairs() {
        assert_eq!(terms("马爱军"), ["马爱", "爱军"]);
        assert_eq!(terms("马"), ["马"]);
        assert_eq!(terms("Ana-María 马爱"), ["ana", "maria", "马爱"]);
        assert!(terms("🎉🎉").is_empty());
    }
}
