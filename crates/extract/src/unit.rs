//! Units of bodies, whose names are partly in lower case: "Lubei district branch of the Tangshan Public Security Bureau".

use crate::lexicon::{Lexicon, Sort};
use crate::mention::{Mention, MentionForm, MentionKind, near};
use crate::sentence::Document;
use crate::token::Kind;

fn is_unit_word(word: &str) -> bool {
    matches!(
        word,
        "branch"
            | "division"
            | "department"
            | "section"
            | "station"
            | "unit"
            | "office"
            | "squad"
            | "bureau"
            | "team"
            | "precinct"
            | "brigade"
            | "directorate"
            | "detachment"
            | "subdivision"
            | "committee"
            | "arm"
            | "wing"
            | "chapter"
    )
}

/// Adds the units whose bodies are among the mentions.
pub(crate) fn units(document: &Document, lexicon: &Lexicon, mentions: &mut Vec<Mention>) {
    let mut found = Vec::new();
    for body in mentions.iter().filter(|m| m.kind == MentionKind::Organisation && m.sort != Sort::Group) {
        let start = body.tokens.start;
        let lower = |i: usize| document.lower(i);
        // "... branch of the BODY", "... branch of BODY".
        let mut of = start;
        if of > 0 && lower(of - 1) == "the" {
            of -= 1;
        }
        if of >= 2 && lower(of - 1) == "of" && is_unit_word(lower(of - 2)) {
            let unit = of - 2;
            let first = first_modifier(document, lexicon, mentions, unit);
            if first < unit {
                found.push(Mention::new(
                    MentionKind::Organisation,
                    sort_of(body.sort),
                    MentionForm::Name,
                    first..body.tokens.end,
                ));
            }
        }
        // "BODY's Quayside district branch", "BODY Quayside branch".
        let mut at = body.tokens.end;
        let sentence_end = document.sentences[document.sentence_of(start)].tokens.end;
        if at < sentence_end && document.tokens[at].kind == Kind::Clitic {
            at += 1;
            let from = at;
            while at < sentence_end
                && at < from + 5
                && document.tokens[at].kind == Kind::Word
                && !lexicon.is_closed(lower(at))
                && !is_unit_word(lower(at))
            {
                at += 1;
            }
            if at < sentence_end && at > from && is_unit_word(lower(at)) {
                found.push(Mention::new(
                    MentionKind::Organisation,
                    sort_of(body.sort),
                    MentionForm::Name,
                    body.tokens.start..at + 1,
                ));
            }
        }
    }
    // "the Quayside district branch": a place and the noun of a unit, without the body.
    for place in mentions.iter().filter(|m| m.kind == MentionKind::Place && m.tokens.start > 0) {
        let (start, end) = (place.tokens.start, place.tokens.end);
        let next = document.lower_at(end).unwrap_or("");
        let article = document.lower(start - 1) == "the";
        let alone = document.lower_at(end + 1) != Some("of") || document.lower_at(end + 2).is_none();
        let inside = found.iter().any(|m| m.tokens.start <= start && end < m.tokens.end);
        if article
            && !inside
            && alone
            && matches!(next, "branch" | "division" | "precinct" | "section" | "directorate" | "detachment")
            && document.sentence_of(end) == document.sentence_of(start)
        {
            found.push(Mention::new(MentionKind::Organisation, Sort::Body, MentionForm::Name, start..end + 1));
        }
    }
    // "the Talisay police station", "Heling township police station".
    for place in mentions.iter().filter(|m| m.kind == MentionKind::Place) {
        let mut end = place.tokens.end;
        if matches!(document.lower_at(end), Some("township" | "city" | "town" | "county" | "district" | "village")) {
            end += 1;
        }
        let words = (document.lower_at(end), document.lower_at(end + 1));
        // "Manchester crown court".
        let is_court = matches!(
            words,
            (
                Some(
                    "crown"
                        | "magistrates"
                        | "magistrates'"
                        | "high"
                        | "county"
                        | "circuit"
                        | "sheriff"
                        | "criminal"
                        | "appeal"
                ),
                Some("court")
            )
        );
        if is_court && document.sentence_of(end + 1) == document.sentence_of(place.tokens.start) {
            let tokens = place.tokens.start..end + 2;
            found.push(Mention::new(MentionKind::Organisation, Sort::Court, MentionForm::Name, tokens));
        }
        let is_unit = matches!(
            words,
            (
                Some("police"),
                Some("station" | "department" | "force" | "headquarters" | "brigade" | "academy" | "post")
            )
        );
        if is_unit && document.sentence_of(end + 1) == document.sentence_of(place.tokens.start) {
            let tokens = place.tokens.start..end + 2;
            found.push(Mention::new(MentionKind::Organisation, Sort::Police, MentionForm::Name, tokens));
        }
    }
    // The place that heads a unit's name is kept as a mention of its own; other mentions inside stay too.
    for unit in &found {
        let from = mentions.partition_point(|m| m.tokens.start < unit.tokens.start);
        for place in mentions[from..].iter_mut().take_while(|m| m.tokens.start == unit.tokens.start) {
            if place.tokens.end < unit.tokens.end && place.kind == MentionKind::Person {
                place.kind = MentionKind::Place;
                place.sort = Sort::Place;
                place.form = MentionForm::Name;
            }
        }
    }
    mentions.extend(found);
    mentions.sort_by_key(|m| (m.tokens.start, usize::MAX - m.tokens.end));
}

fn sort_of(body: Sort) -> Sort {
    if body == Sort::Unknown { Sort::Body } else { body }
}

/// Where the words before a unit's noun begin: after the article.
fn first_modifier(document: &Document, lexicon: &Lexicon, mentions: &[Mention], unit: usize) -> usize {
    let mut first = unit;
    while first > 0 {
        let before = first - 1;
        let token = &document.tokens[before];
        if let Some(mention) =
            near(mentions, first).1.iter().find(|m| m.tokens.end == first && m.kind == MentionKind::Place)
        {
            first = mention.tokens.start;
            continue;
        }
        let modifier = token.kind == Kind::Word
            && !lexicon.is_closed(&token.lower)
            && lexicon.offices.get(&token.lower).is_none()
            && !lexicon.verbs.get(&token.lower).is_some_and(|(_, forms)| forms.past || forms.ing);
        if !modifier || document.sentence_of(before) != document.sentence_of(unit) || unit - before > 6 {
            break;
        }
        first = before;
    }
    first
}
