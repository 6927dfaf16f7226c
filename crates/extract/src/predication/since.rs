//! "Brandt, since 2021 a senator", "Pell, until May president of the province": what somebody is named with a time before it.

use super::Predication;
use crate::analysis::Analysis;
use crate::mention::MentionKind;

/// Where the words end that tell from when or until when, if a range of tokens begins with them.
pub(crate) fn time_before(analysis: &Analysis, from: usize) -> Option<usize> {
    if !matches!(analysis.document.lower_at(from)?, "since" | "until" | "till") {
        return None;
    }
    if matches!(analysis.document.lower_at(from + 1)?, "then" | "now" | "recently") {
        return Some(from + 2);
    }
    let at = analysis.dates.partition_point(|d| d.tokens.end <= from + 1);
    let date = analysis.dates.get(at).filter(|d| d.tokens.start == from + 1)?;
    Some(date.tokens.end)
}

pub(super) fn since(analysis: &Analysis, found: &mut Vec<Predication>) {
    for (bearer, np) in analysis.chunks.phrases.iter().enumerate() {
        let named = np.mention.map(|m| &analysis.mentions[m]);
        if !named.is_some_and(|m| m.kind == MentionKind::Person && m.is_name() && m.tokens.end == np.tokens.end) {
            continue;
        }
        let comma = np.tokens.end;
        let Some(start) = time_before(analysis, comma + 1).filter(|_| analysis.document.lower_at(comma) == Some(","))
        else {
            continue;
        };
        let Some((_, phrase)) = analysis.phrase_at.range(start..).next() else { continue };
        let office = &analysis.chunks.phrases[*phrase];
        let single = crate::chunk::singular(analysis.document.lower(office.head));
        let is_office = office.tokens.start == start
            && office.mention.is_none()
            && !office.is_plural
            && analysis.lexicon.offices.get(&single).is_some();
        if is_office && found.iter().all(|p| (p.bearer, p.phrase) != (bearer, *phrase)) {
            found.push(Predication {
                sentence: analysis.document.sentence_of(office.head),
                noun: office.head,
                phrase: *phrase,
                start: office.own.start,
                bearer,
                clause: None,
                inside: false,
            });
        }
    }
}
