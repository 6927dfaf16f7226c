//! Names of which a bracket gives another and the initials: "the Popular Front (Frente Popular – FP)".

use crate::lexicon::Sort;
use crate::mention::{Mention, MentionForm, MentionKind};
use crate::name::NameReader;
use crate::token::Kind;

/// Words in a bracket, at most.
const LONGEST: usize = 14;

/// Takes what a bracket has before a dash and initials for one name, and the capitals before the bracket for another: who
/// has initials is a body, whatever its words look like.
pub(super) fn names(reader: &NameReader, mentions: &mut Vec<Mention>) {
    let document = reader.document;
    let is_dash = |at: usize| matches!(document.lower(at), "–" | "—" | "-");
    let is_upper = |at: usize| document.tokens[at].kind == Kind::Word && document.is_capitalised(at);
    let joins = |at: usize| {
        matches!(document.lower(at), "of" | "to" | "for" | "the" | "and" | "de" | "del" | "da" | "di" | "al")
    };
    for sentence in &document.sentences {
        for open in sentence.tokens.clone().filter(|at| document.tokens[*at].is_mark('(')) {
            let limit = sentence.tokens.end.min(open + LONGEST);
            let Some(close) = (open..limit).find(|at| document.tokens[*at].is_mark(')')) else { continue };
            let short = close.saturating_sub(1);
            let letters = document.word(short).chars().filter(|c| c.is_uppercase()).count();
            let initials = letters >= 2 && letters + 2 > document.word(short).chars().count();
            let inner = open + 1..short.saturating_sub(1);
            if inner.len() < 2 || !is_dash(short - 1) || !initials || !is_upper(inner.start) {
                continue;
            }
            if !inner.clone().all(|at| is_upper(at) || document.tokens[at].kind == Kind::Word) {
                continue;
            }
            let known = |mentions: &[Mention], at: usize| mentions.iter().any(|m| m.tokens.contains(&at));
            mentions.retain(|m| !(inner.start <= m.tokens.start && m.tokens.end <= inner.end));
            let body = |tokens| Mention::new(MentionKind::Organisation, Sort::Unknown, MentionForm::Name, tokens);
            mentions.push(body(inner));
            if !known(mentions, short) {
                mentions.push(body(short..short + 1));
            }
            // "associated with the Movement to Socialism (": the name that the bracket explains.
            let mut start = open;
            while start > sentence.tokens.start && (is_upper(start - 1) || joins(start - 1)) && open - start < LONGEST {
                start -= 1;
            }
            while start < open && !is_upper(start) {
                start += 1;
            }
            let before = start..open;
            // "the Regional Coordination" of "the Regional Coordination of Village Guards (": the whole of it.
            let cut =
                |m: &Mention| m.kind == MentionKind::Organisation && m.tokens.start == start && m.tokens.end < open;
            if let Some(at) = mentions.iter().position(cut).filter(|_| start > sentence.tokens.start) {
                let end = mentions[at].tokens.end;
                if document.lower(end) == "of" {
                    mentions.retain(|m| !(end <= m.tokens.start && m.tokens.end <= open && m.sort != Sort::Place));
                    if let Some(m) = mentions.iter_mut().find(|m| cut(m)) {
                        m.tokens.end = open;
                    }
                }
            }
            let taken = before.clone().any(|at| known(mentions, at));
            if before.len() > 1 && !taken && start > sentence.tokens.start {
                mentions.push(body(before));
            }
        }
    }
    mentions.sort_by_key(|m| (m.tokens.start, usize::MAX - m.tokens.end));
}
