//! Rules are held to their own examples.

use crate::extraction::Extraction;
use crate::extractor::layers;
use crate::rule::{Makes, Rule, Rules};

/// An example that did not come out as its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: String,
    /// The file that it comes from.
    pub file: String,
    /// The line of the example, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
    /// The text.
    pub text: String,
    /// What should have come out; empty for a counter-example.
    pub expected: Vec<String>,
    /// What came out.
    pub found: Vec<String>,
}

impl Rules {
    /// Runs every example and counter-example, each with all rules, and lists those that fail. An example holds when
    /// its rule makes exactly the lines it expects; a counter-example when its rule makes nothing.
    pub fn check(&self) -> Vec<Failure> {
        self.check_file(None)
    }

    /// The same for the rules of one file.
    pub fn check_only(&self, file: &str) -> Vec<Failure> {
        self.check_file(Some(file))
    }

    fn check_file(&self, only: Option<&str>) -> Vec<Failure> {
        let mut failures = Vec::new();
        for (at, rule) in self.all().iter().enumerate() {
            if only.is_some_and(|only| self.place_of(at, &rule.id).0 != only) {
                continue;
            }
            let mut fail = |text: &str, expected: Vec<String>, found: Vec<String>| {
                let (file, line, column) = self.place_of(at, text);
                failures.push(Failure {
                    rule: rule.id.clone(),
                    file,
                    line,
                    column,
                    text: text.to_owned(),
                    expected,
                    found,
                });
            };
            for example in &rule.examples {
                let found = made_by(rule, &layers(&example.text, None, self, None));
                let mut expected = example.expect.clone();
                expected.sort();
                if found != expected {
                    fail(&example.text, expected, found);
                }
            }
            for text in &rule.counter {
                let found = made_by(rule, &layers(text, None, self, None));
                if !found.is_empty() {
                    fail(text, Vec::new(), found);
                }
            }
        }
        failures
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |lines: &[String]| if lines.is_empty() { "nothing".to_owned() } else { lines.join("; ") };
        write!(
            f,
            "{}:{}:{}: the rule {:?} on {:?} should make {}, and made {}",
            self.file,
            self.line,
            self.column,
            self.rule,
            self.text,
            list(&self.expected),
            list(&self.found)
        )
    }
}

/// What one rule made of a text, a line each, sorted.
fn made_by(rule: &Rule, extraction: &Extraction) -> Vec<String> {
    let label = |entity: usize| extraction.entities[entity].label().to_owned();
    let standing = |standing: Option<umbra_model::Standing>| standing.map(|s| format!(" ({s})")).unwrap_or_default();
    let mut lines: Vec<String> = match rule.makes {
        Makes::Tie => {
            let made = extraction.relations.iter().filter(|r| r.rule == rule.id);
            made.map(|r| format!("{} {} {}{}", label(r.subject), r.kind, label(r.object), standing(r.standing)))
                .collect()
        }
        Makes::Event => {
            let made = extraction.events.iter().filter(|e| e.rule == rule.id);
            made.map(|e| {
                let who = e.roles.first().map(|(_, entity)| label(*entity)).unwrap_or_default();
                format!("{}: {who}{}", e.kind, standing(e.stage))
            })
            .collect()
        }
    };
    lines.sort();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_holds_to_its_examples() {
        let rules = Rules::english().unwrap();
        let failures = rules.check();
        let shown: Vec<String> = failures
            .iter()
            .map(|f| format!("{}: {}\n  expected {:?}\n  found    {:?}", f.rule, f.text, f.expected, f.found))
            .collect();
        assert!(failures.is_empty(), "{} failures\n{}", failures.len(), shown.join("\n"));
    }
}
