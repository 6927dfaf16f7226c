//! The summary on a terminal: at most one screen.

use umbra_find::{ProtectorLine, Shelf, Summary};

use crate::cite;
use crate::page::{self, FAINT, HEADING, WARNING, styled};

/// Lines of each kind that still leave the whole on one screen of 40 lines.
const SKIPPED: usize = 3;
const NETWORKS: usize = 3;
const PROTECTORS: usize = 4;
const DISAGREEMENTS: usize = 4;
const TO_REVIEW: usize = 2;
const NEXT: usize = 3;

/// Writes the summary out.
pub fn text(summary: &Summary) -> String {
    let mut screen = Screen { width: page::width(), text: String::new() };
    screen.read(summary);
    screen.networks(summary);
    screen.protectors(summary);
    screen.figures(summary);
    screen.to_review(summary);
    screen.next(summary);
    screen.text
}

struct Screen {
    width: usize,
    text: String,
}

impl Screen {
    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn cut(&mut self, indent: usize, text: &str) {
        self.line(indent, &page::cut(text, self.width - indent));
    }

    fn heading(&mut self, text: &str) {
        self.line(0, &styled(HEADING, text));
    }

    fn more(&mut self, indent: usize, left: usize, where_else: &str) {
        if left > 0 {
            self.line(indent, &styled(FAINT, format!("and {left} more: {where_else}")));
        }
    }

    fn read(&mut self, summary: &Summary) {
        let counts = &summary.counts;
        let found = [
            page::count(counts.statements, "statement", "statements"),
            page::count(counts.persons, "person", "persons"),
            page::count(counts.organisations, "organisation", "organisations"),
            page::count(counts.groups, "criminal group", "criminal groups"),
        ];
        let sources = page::count(counts.sources, "source", "sources");
        self.line(0, &format!("{} {sources}: {}", styled(HEADING, "Read"), found.join(", ")));
        if counts.skipped > 0 {
            self.line(0, &format!("{} {}", styled(HEADING, "Left out"), page::count(counts.skipped, "file", "files")));
            for skipped in summary.skipped.iter().take(SKIPPED) {
                self.cut(2, &format!("{}: {}", skipped.path, skipped.reason));
            }
            self.more(2, counts.skipped.saturating_sub(SKIPPED), "in the report");
        }
    }

    fn networks(&mut self, summary: &Summary) {
        self.heading("Networks");
        if summary.networks.is_empty() {
            self.line(2, "none with a criminal group or an accusation");
        }
        for network in summary.networks.iter().take(NETWORKS) {
            let central: Vec<&str> = network.central.iter().map(|entity| entity.caption.as_str()).collect();
            let size = format!("{} nodes, {} ties ({} accusing)", network.nodes, network.ties, network.accusing_ties);
            let between = if central.is_empty() {
                String::new()
            } else {
                format!("; most paths run through {}", central.join(", "))
            };
            self.cut(2, &format!("{}: {size}{between}", network.name));
        }
        let left = summary.networks.len().saturating_sub(NETWORKS) + summary.more_networks;
        self.more(2, left, "in the report");
    }

    fn protectors(&mut self, summary: &Summary) {
        self.heading("Protectors");
        if summary.protectors.is_empty() {
            self.line(2, "none: no source in this case says that an official shelters a group");
        }
        let mut shelf: Option<Shelf> = None;
        for protector in summary.protectors.iter().take(PROTECTORS) {
            if shelf != Some(protector.shelf) {
                shelf = Some(protector.shelf);
                self.line(2, &styled(FAINT, protector.shelf.title()));
            }
            self.protector(protector);
        }
        self.more(2, summary.protectors.len().saturating_sub(PROTECTORS), "umbra umbrellas");
        for cleared in summary.cleared.iter().take(2) {
            self.cut(2, &format!("cleared: {cleared}"));
        }
    }

    fn protector(&mut self, protector: &ProtectorLine) {
        let standing = match protector.standing {
            Some(standing) => styled(page::of_standing(standing), standing),
            None => styled(WARNING, "assessment"),
        };
        let against =
            if protector.against.is_empty() { String::new() } else { format!(" ({})", protector.against.join("; ")) };
        let office = protector.office.as_ref().map_or_else(String::new, |office| format!(", {office}"));
        let who = page::cut(&format!("{}{office}", protector.person.caption), self.width.saturating_sub(40));
        self.line(3, &format!("{who} -> {}  {standing}{against}", styled(HEADING, &protector.group.caption)));
        let quote = page::wrapped(&format!("“{}”", protector.best.quote), self.width - 8, 6, 2);
        self.line(5, &quote);
        self.line(5, &styled(FAINT, page::cut(&cite::place(&protector.best), self.width - 5)));
    }

    fn figures(&mut self, summary: &Summary) {
        let total = page::count(summary.counts.figures, "figure", "figures");
        self.line(
            0,
            &format!(
                "{} {total}; of the checks between them {} disagree, {} agree, {} can't be compared",
                styled(HEADING, "Figures"),
                summary.disagreements.len(),
                summary.agreements,
                summary.incomparable
            ),
        );
        for check in summary.disagreements.iter().take(DISAGREEMENTS) {
            self.cut(2, &check.says);
        }
        self.more(2, summary.disagreements.len().saturating_sub(DISAGREEMENTS), "umbra figures");
    }

    fn to_review(&mut self, summary: &Summary) {
        if summary.to_review.is_empty() {
            return;
        }
        self.heading("For you to judge");
        for sentence in summary.to_review.iter().take(TO_REVIEW) {
            self.cut(2, sentence);
        }
        self.more(2, summary.to_review.len().saturating_sub(TO_REVIEW), "in the report");
    }

    fn next(&mut self, summary: &Summary) {
        self.heading("Next");
        for step in summary.next.iter().take(NEXT) {
            let arguments: Vec<String> = step.arguments.iter().map(|argument| in_shell(argument)).collect();
            self.cut(2, &format!("umbra {}   {}", arguments.join(" "), step.why));
        }
    }
}

/// An argument as it is typed: in quotes where a shell would break it up.
fn in_shell(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("\"{}\"", argument.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
