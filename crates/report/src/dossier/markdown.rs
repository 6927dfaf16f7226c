//! A dossier as Markdown.

use std::fmt::Write;

use umbra_find::{Dossier, DossierFact, Footnote, Saying, Stated};
use umbra_model::Standing;

use super::text::source_of;
use crate::steps::steps;
use crate::words;

/// A dossier as Markdown (CommonMark, with footnotes as in `[^1]`), for wikis and drafts. What comes from a source is escaped: it
/// can't become a link, a heading or HTML.
pub fn dossier_markdown(dossier: &Dossier) -> String {
    // By this line our own dossiers are known, and not read as sources.
    let mut out = String::from("<!-- Umbra dossier -->\n\n");
    head(&mut out, dossier);
    facts(&mut out, dossier);
    accusations(&mut out, dossier);
    ties(&mut out, dossier);
    sayings(&mut out, "Said by them", &dossier.said);
    sayings(&mut out, "Said about them", &dossier.said_about);
    rest(&mut out, dossier);
    write_markdown_footnotes(&mut out, &dossier.footnotes);
    out
}

fn title(out: &mut String, title: &str) {
    let _ = write!(out, "\n## {title}\n\n");
}

fn head(out: &mut String, dossier: &Dossier) {
    let kind = umbra_model::Schema::get(dossier.entity.schema).map_or(dossier.entity.schema, |schema| schema.label());
    let roles: Vec<_> = dossier.roles.iter().map(|held| held.role.name()).collect();
    let roles = if roles.is_empty() { String::new() } else { format!("; in this case: {}", roles.join(", ")) };
    let _ = write!(out, "# {}\n\n{kind}{roles}\n\n", escaped(&dossier.entity.caption));
    if !dossier.names.is_empty() {
        let _ = write!(out, "Also called: {}\n\n", values(&dossier.names));
    }
    if dossier.records.len() > 1 {
        let _ = write!(out, "Joined from {}.\n\n", words::count(dossier.records.len(), "record", "records"));
    }
    for merge in &dossier.merges {
        let _ = writeln!(out, "- joined: {} (by {})", escaped(&merge.why), escaped(&merge.by));
    }
    let _ = write!(out, "\n**Leads, not verdicts:** check each sentence in its source before you rely on it.\n");
}

fn facts(out: &mut String, dossier: &Dossier) {
    if !dossier.facts.is_empty() {
        title(out, "What sources say");
        dossier.facts.iter().for_each(|fact| line(out, 0, fact));
    }
    if !dossier.offices.is_empty() {
        title(out, "Public offices");
        for office in &dossier.offices {
            let _ = writeln!(out, "- {}", escaped(&words::office(office)));
        }
    }
}

fn line(out: &mut String, indent: usize, fact: &DossierFact) {
    let doubt = if fact.is_contradicted { " (the sources contradict each other)" } else { "" };
    let _ = writeln!(out, "{:indent$}- {}: {}{doubt}", "", escaped(fact.label), values(&fact.values));
}

fn accusations(out: &mut String, dossier: &Dossier) {
    if dossier.accusations.is_empty() {
        return;
    }
    title(out, "Accusations and proceedings");
    for accusation in &dossier.accusations {
        let _ = writeln!(
            out,
            "- {}{}{}",
            standing(accusation.standing),
            escaped(&accusation.says),
            notes(&accusation.notes)
        );
        let steps = steps(&accusation.standings);
        if steps.len() > 1 {
            let steps: Vec<_> = steps.iter().map(|step| format!("{} {}", step.day(), step.standing)).collect();
            let _ = writeln!(out, "  - {}", escaped(&steps.join(", then ")));
        }
        accusation.details.iter().for_each(|detail| line(out, 2, detail));
        if let Some(doubt) = accusation.standings.doubt() {
            let _ = writeln!(out, "  - To check: {}", escaped(doubt));
        }
    }
}

fn ties(out: &mut String, dossier: &Dossier) {
    if dossier.ties.is_empty() {
        return;
    }
    title(out, "Ties");
    for same_kind in dossier.ties.chunk_by(|a, b| a.kind == b.kind) {
        let _ = writeln!(out, "- {}", words::capitalised(words::tie_kind(same_kind[0].kind)));
        for tie in same_kind {
            let time = words::period(tie.validity);
            let time = if time.is_empty() { time } else { format!(", {time}") };
            let _ = writeln!(out, "  - {}{}{time}{}", standing(tie.standing), escaped(&tie.says), notes(&tie.notes));
        }
    }
}

fn sayings(out: &mut String, heading: &str, sayings: &[Saying]) {
    if sayings.is_empty() {
        return;
    }
    title(out, heading);
    for saying in sayings {
        let date = saying.date.map(|date| format!("{date}: ")).unwrap_or_default();
        let by = if saying.attribution.is_own_voice() {
            String::new()
        } else {
            format!(" (according to {})", escaped(&saying.attribution.to_string()))
        };
        let _ = writeln!(out, "- {date}{}{by}{}", escaped(&saying.words), notes(&saying.notes));
    }
}

fn rest(out: &mut String, dossier: &Dossier) {
    if !dossier.timeline.is_empty() {
        title(out, "Timeline");
        for moment in &dossier.timeline {
            let said = moment.standing.filter(|standing| !moment.says.contains(standing.name()));
            let _ =
                writeln!(out, "- {} {}{}{}", moment.date, standing(said), escaped(&moment.says), notes(&moment.notes));
        }
    }
    if !dossier.not_the_same.is_empty() {
        title(out, "Not the same");
        for other in &dossier.not_the_same {
            let how = if other.is_judged_different {
                "judged not to be the same"
            } else {
                "of a like name; nobody has judged whether they are one"
            };
            let (caption, id) = (escaped(&other.entity.caption), escaped(other.entity.id.as_str()));
            let _ = writeln!(out, "- {caption} ({id}): {how}");
        }
    }
    if !dossier.caveats.is_empty() {
        title(out, "Before you rely on it");
        for caveat in &dossier.caveats {
            let _ = writeln!(out, "- {}", escaped(caveat));
        }
    }
    if !dossier.noted.is_empty() {
        title(out, "Notes (no source, and no part of the above)");
        for note in &dossier.noted {
            let _ = writeln!(out, "- {}", escaped(&note.in_words()));
        }
    }
}

/// Footnotes as they are written at the end.
pub(crate) fn write_markdown_footnotes(out: &mut String, notes: &[Footnote]) {
    out.push('\n');
    for note in notes {
        let citation = &note.citation;
        let _ = writeln!(
            out,
            "[^{}]: {}“{}” {}; grade {}{}; {}",
            note.number,
            standing(citation.standing),
            escaped(&citation.quote),
            escaped(&source_of(citation)),
            citation.reliability,
            citation.credibility.digit(),
            escaped(&citation.path)
        );
    }
}

fn values(values: &[Stated]) -> String {
    let all: Vec<String> =
        values.iter().map(|stated| format!("{}{}", escaped(&stated.value), notes(&stated.notes))).collect();
    all.join("; ")
}

fn notes(notes: &[usize]) -> String {
    notes.iter().map(|note| format!("[^{note}]")).collect()
}

fn standing(standing: Option<Standing>) -> String {
    standing.map(|standing| format!("**{}**: ", words::standing(standing))).unwrap_or_default()
}

/// A text in which nothing is markup, on one line.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!') {
            out.push('\\');
        }
        let steers = c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        out.push(if steers { '\u{fffd}' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_source_says_is_no_markup() {
        assert_eq!(escaped("[a](b) <i>\n# *c*"), "\\[a\\](b) \\<i\\> \\# \\*c\\*");
        assert_eq!(escaped("a\u{202e}b"), "a\u{fffd}b");
    }
}
