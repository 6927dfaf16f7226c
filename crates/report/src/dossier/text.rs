//! A dossier as plain text.

use umbra_find::{Citation, Dossier, DossierFact, DossierTie, Footnote, Saying, Stated};
use umbra_model::Standing;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::steps::steps;
use crate::words;

/// Columns of a line unless told, and at least.
const NARROWEST: usize = 40;

/// A dossier as plain text, in lines of at most `width` columns (40 at least): no colours, no control characters, so
/// that it can be printed, piped and compared. The numbers in brackets are those of the footnotes at its end.
pub fn dossier_text(dossier: &Dossier, width: usize) -> String {
    let mut page = TextPage::new(width);
    page.head(dossier);
    page.facts("What sources say", &dossier.facts);
    page.offices(dossier);
    page.accusations(dossier);
    page.ties(&dossier.ties);
    page.sayings("Said by them", &dossier.said);
    page.sayings("Said about them", &dossier.said_about);
    page.timeline(dossier);
    page.namesakes(dossier);
    page.caveats(dossier);
    page.noted(dossier);
    page.footnotes(&dossier.footnotes);
    page.out
}

/// Plain text in lines of so many columns, under construction.
pub(crate) struct TextPage {
    out: String,
    width: usize,
}

impl TextPage {
    pub(crate) fn new(width: usize) -> Self {
        Self { out: String::new(), width: width.max(NARROWEST) }
    }

    /// What has been written so far; what follows begins a text of its own.
    pub(crate) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// An empty line.
    pub(crate) fn space(&mut self) {
        self.out.push('\n');
    }

    /// A line of its own with a rule below it.
    pub(crate) fn heading(&mut self, words: &str, rule: char) {
        let words = plain(words);
        self.line(0, &words);
        // A rule is known by its length; see the PDF file.
        let width = words.width().clamp(3, self.width);
        self.line(0, &rule.to_string().repeat(width));
    }

    fn head(&mut self, dossier: &Dossier) {
        let title = plain(&dossier.entity.caption);
        self.line(0, &title);
        let rule = "=".repeat(title.width().min(self.width));
        self.line(0, &rule);
        let roles: Vec<_> = dossier.roles.iter().map(|held| held.role.name()).collect();
        let kind =
            umbra_model::Schema::get(dossier.entity.schema).map_or(dossier.entity.schema, |schema| schema.label());
        let roles = if roles.is_empty() { String::new() } else { format!("; in this case: {}", roles.join(", ")) };
        self.line(0, &format!("{kind}{roles}"));
        if !dossier.names.is_empty() {
            let names: Vec<_> = dossier.names.iter().map(stated).collect();
            self.line(0, &format!("Also called: {}", names.join("; ")));
        }
        if dossier.records.len() > 1 {
            let records = words::count(dossier.records.len(), "record", "records");
            self.line(0, &format!("Joined from {records}."));
        }
        self.line(0, "Leads, not verdicts: check each sentence in its source before you rely on it.");
    }

    fn title(&mut self, title: &str) {
        self.out.push('\n');
        self.line(0, title);
        self.line(0, &"-".repeat(title.width()));
    }

    fn facts(&mut self, title: &str, facts: &[DossierFact]) {
        if !facts.is_empty() {
            self.title(title);
            for fact in facts {
                self.fact(0, fact);
            }
        }
    }

    fn fact(&mut self, indent: usize, fact: &DossierFact) {
        let values: Vec<_> = fact.values.iter().map(stated).collect();
        let doubt = if fact.is_contradicted { "  (the sources contradict each other)" } else { "" };
        self.line(indent, &format!("{}: {}{doubt}", fact.label, values.join("; ")));
    }

    fn offices(&mut self, dossier: &Dossier) {
        if dossier.offices.is_empty() {
            return;
        }
        self.title("Public offices");
        for office in &dossier.offices {
            self.item(&words::office(office));
        }
    }

    fn accusations(&mut self, dossier: &Dossier) {
        if dossier.accusations.is_empty() {
            return;
        }
        self.title("Accusations and proceedings");
        for accusation in &dossier.accusations {
            self.item(&format!("{}{}{}", standing(accusation.standing), accusation.says, notes(&accusation.notes)));
            let steps = steps(&accusation.standings);
            if steps.len() > 1 {
                let steps: Vec<_> = steps.iter().map(|step| format!("{} {}", step.day(), step.standing)).collect();
                self.line(4, &steps.join(" > "));
            }
            for detail in &accusation.details {
                self.fact(4, detail);
            }
            if let Some(doubt) = accusation.standings.doubt() {
                self.line(4, &format!("To check: {doubt}"));
            }
        }
    }

    fn ties(&mut self, ties: &[DossierTie]) {
        if ties.is_empty() {
            return;
        }
        self.title("Ties");
        let mut kind = None;
        for tie in ties {
            if kind != Some(tie.kind) {
                kind = Some(tie.kind);
                self.line(0, &words::capitalised(words::tie_kind(tie.kind)));
            }
            let time = words::period(tie.validity);
            let time = if time.is_empty() { time } else { format!(", {time}") };
            self.item(&format!("{}{}{time}{}", standing(tie.standing), tie.says, notes(&tie.notes)));
        }
    }

    fn sayings(&mut self, title: &str, sayings: &[Saying]) {
        if sayings.is_empty() {
            return;
        }
        self.title(title);
        for saying in sayings {
            let date = saying.date.map(|date| format!("{date}: ")).unwrap_or_default();
            let by = if saying.attribution.is_own_voice() {
                String::new()
            } else {
                format!(" (according to {})", saying.attribution)
            };
            self.item(&format!("{date}{}{by}{}", saying.words, notes(&saying.notes)));
        }
    }

    fn timeline(&mut self, dossier: &Dossier) {
        if dossier.timeline.is_empty() {
            return;
        }
        self.title("Timeline");
        for moment in &dossier.timeline {
            let said = moment.standing.filter(|standing| !moment.says.contains(standing.name()));
            let text = format!("{}{}{}", standing(said), moment.says, notes(&moment.notes));
            self.hanging(&format!("{:<12}", moment.date.to_string()), &text);
        }
    }

    fn namesakes(&mut self, dossier: &Dossier) {
        if dossier.not_the_same.is_empty() {
            return;
        }
        self.title("Not the same");
        for other in &dossier.not_the_same {
            let how = if other.is_judged_different {
                "judged not to be the same"
            } else {
                "of a like name; nobody has judged whether they are one"
            };
            self.item(&format!("{} ({}): {how}", other.entity.caption, other.entity.id));
        }
    }

    fn caveats(&mut self, dossier: &Dossier) {
        if !dossier.caveats.is_empty() {
            self.title("Before you rely on it");
            for caveat in &dossier.caveats {
                self.item(caveat);
            }
        }
    }

    pub(crate) fn footnotes(&mut self, footnotes: &[Footnote]) {
        if footnotes.is_empty() {
            return;
        }
        self.title("Sources");
        for note in footnotes {
            let citation = &note.citation;
            let text = format!(
                "{}“{}” {}; grade {}{}; {}",
                standing(citation.standing),
                plain(&citation.quote),
                source_of(citation),
                citation.reliability,
                citation.credibility.digit(),
                citation.path,
            );
            self.hanging(&format!("{:<5}", format!("[{}]", note.number)), &text);
        }
    }

    fn noted(&mut self, dossier: &Dossier) {
        if !dossier.noted.is_empty() {
            self.title("Notes (no source, and no part of the above)");
            for note in &dossier.noted {
                self.item(&note.in_words());
            }
        }
    }

    fn item(&mut self, text: &str) {
        self.hanging("  - ", text);
    }

    pub(crate) fn line(&mut self, indent: usize, text: &str) {
        self.hanging(&" ".repeat(indent), text);
    }

    /// Text after a first word, wrapped; later lines begin under the text.
    pub(crate) fn hanging(&mut self, first: &str, text: &str) {
        let indent = first.width();
        for (number, line) in wrap(&plain(text), self.width.saturating_sub(indent).max(10)).into_iter().enumerate() {
            let lead = if number == 0 { first.to_owned() } else { " ".repeat(indent) };
            self.out.push_str(format!("{lead}{line}").trim_end());
            self.out.push('\n');
        }
    }
}

fn stated(value: &Stated) -> String {
    format!("{}{}", value.value, notes(&value.notes))
}

fn notes(notes: &[usize]) -> String {
    if notes.is_empty() {
        return String::new();
    }
    let numbers: Vec<_> = notes.iter().map(ToString::to_string).collect();
    format!(" [{}]", numbers.join(", "))
}

/// What a citation is of, on one line: who published it, the document, its day, the place in it, and who says so there.
pub(crate) fn source_of(citation: &Citation) -> String {
    let by = if citation.attribution.is_own_voice() {
        String::new()
    } else {
        format!(", according to {}", citation.attribution)
    };
    let date = citation.published.map(|date| format!(", {date}")).unwrap_or_default();
    let publisher = citation.publisher.as_ref().filter(|publisher| **publisher != citation.source_name);
    let publisher = publisher.map(|publisher| format!("{publisher}, ")).unwrap_or_default();
    format!("{publisher}{}{date}, {}{by}", citation.source_name, citation.place)
}

/// How far an accusation has got, to be written before it: nobody is to read the accusation without it.
fn standing(standing: Option<Standing>) -> String {
    standing.map(|standing| format!("[{}] ", words::standing(standing))).unwrap_or_default()
}

/// White space of any kind as one space, and nothing that could steer a terminal.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !plain.ends_with(' ') {
                plain.push(' ');
            }
        } else if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
            plain.push('\u{fffd}');
        } else {
            plain.push(c);
        }
    }
    plain
}

/// Cuts a text into lines of so many columns, at spaces, or anywhere in a word that is longer than a line, as text in
/// Chinese is.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let columns = word.width();
        if used > 0 && used + 1 + columns <= width {
            line.push(' ');
            line.push_str(word);
            used += 1 + columns;
            continue;
        }
        if used > 0 && columns <= width {
            lines.push(std::mem::take(&mut line));
            line.push_str(word);
            used = columns;
            continue;
        }
        // The word fills what is left of the line, if that is more than its space.
        if used > 0 && used + 2 < width {
            line.push(' ');
            used += 1;
        } else if used > 0 {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        for c in word.chars() {
            let columns = c.width().unwrap_or(0);
            if used + columns > width && used > 0 {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += columns;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(plain("a\u{1b}[31m\r\n b\u{202e}c"), "a\u{fffd}[31m b\u{fffd}c");
    }

    proptest! {
        #[test]
        fn lines_fit_and_lose_no_word(text in "[a-z马军 ]{0,120}", width in 10usize..40) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(line.width() <= width, "{:?}", line);
            }
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
