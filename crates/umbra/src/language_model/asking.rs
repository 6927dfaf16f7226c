//! Which passages of a case are asked about, and what becomes of the answers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result};
use serde::Serialize;
use umbra_case::{Case, Filter, ModelAnswer};
use umbra_extract::{Answer, Extractor, PROMPT_VERSION, Question, Refusal};
use umbra_model::{EntityId, Origin, Place, SourceId, Statement, Text};

use super::exchange::{Endpoint, Outcome};
use crate::page::{self, FAINT, HEADING, styled};
use crate::progress::Progress;

/// Failures in a row after which nothing more is asked.
const PATIENCE: usize = 3;

/// What was asked and what came of it.
#[derive(Debug, Default, Serialize)]
pub struct Asked {
    /// The model.
    pub model: String,
    /// Where it is.
    pub endpoint: String,
    /// Passages that were answered now.
    pub answered: usize,
    /// Passages whose answer the case held already.
    pub kept: usize,
    /// Candidates that are new to the case.
    pub candidates: usize,
    /// What was dropped of the answers, and why.
    pub dropped: Vec<Refusal>,
    /// Passages that got no answer, and why.
    pub unanswered: Vec<Unanswered>,
    /// Whether the user stopped it.
    pub was_stopped: bool,
}

/// A passage that got no answer.
#[derive(Debug, Serialize)]
pub struct Unanswered {
    /// The document.
    pub path: String,
    /// Its first character and the one after its last.
    pub characters: [usize; 2],
    /// A sentence.
    pub reason: String,
}

impl Asked {
    /// It in a few lines.
    pub fn text(&self, width: usize) -> String {
        let mut text = format!(
            "{} {} at {}: {} answered",
            styled(HEADING, "Asked"),
            self.model,
            self.endpoint,
            page::count(self.answered, "passage", "passages")
        );
        if self.kept > 0 {
            text.push_str(&format!(", {} answered before", self.kept));
        }
        text.push_str(&format!("; {} for `umbra review`\n", page::count(self.candidates, "candidate", "candidates")));
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for refusal in &self.dropped {
            *reasons.entry(refusal.why.reason()).or_default() += 1;
        }
        if !reasons.is_empty() {
            let parts: Vec<String> = reasons.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
            let line =
                format!("{} of the answers: {}", page::count(self.dropped.len(), "entry", "entries"), parts.join("; "));
            text.push_str(&format!(
                "{} {}\n",
                styled(HEADING, "Dropped"),
                page::wrapped(&line, width.saturating_sub(8), 2, 6)
            ));
        }
        if !self.unanswered.is_empty() {
            text.push_str(&format!("{} {}\n", styled(HEADING, "Without an answer"), self.unanswered.len()));
        }
        for passage in self.unanswered.iter().take(10) {
            let [start, end] = passage.characters;
            let line = format!("{}, characters {start} to {end}: {}", passage.path, passage.reason);
            text.push_str(&format!("  {}\n", page::wrapped(&line, width.saturating_sub(2), 4, 4)));
        }
        if self.unanswered.len() > 10 {
            let more = format!("and {} more: --json lists all", self.unanswered.len() - 10);
            text.push_str(&format!("  {}\n", styled(FAINT, more)));
        }
        if !self.unanswered.is_empty() && !self.was_stopped {
            let again = "The same command again asks only about these.";
            text.push_str(&format!("  {}\n", styled(FAINT, again)));
        }
        text
    }
}

/// What tells the records of an answer from others'.
fn key_of(question: &str) -> String {
    question.get(..12).unwrap_or(question).to_owned()
}

/// The answers that a case holds about a text.
///
/// # Errors
/// When the case can't be read.
pub fn kept_answers(case: &Case, text: &Text) -> Result<Vec<Answer>> {
    let answers = case.model_answers(text.source())?.into_iter().filter_map(|answer| {
        let Place::Text { start, end, .. } = answer.passage.place() else { return None };
        let (start, end) = (text.byte_of(*start as usize)?, text.byte_of(*end as usize)?);
        let key = key_of(&answer.question);
        Some(Answer { passage: start..end, key, content: answer.content, origin: answer.origin })
    });
    Ok(answers.collect())
}

/// What is said before text leaves this machine; nothing where it stays.
fn warning(endpoint: &Endpoint, documents: usize, passages: usize, characters: usize) -> Option<String> {
    (!endpoint.address.is_here()).then(|| {
        format!(
            "{} of {} ({} characters) go to {}, which is not this machine. Ctrl-C stops it.",
            page::count(passages, "passage", "passages"),
            page::count(documents, "document", "documents"),
            page::grouped(characters as u64),
            endpoint.address
        )
    })
}

/// Asks about the passages of some texts that have no answer yet, keeps each answer at once, and adds what the texts bear
/// out as candidates.
///
/// # Errors
/// When the case can't be read or written. That nobody answers is no error: it is listed.
pub fn ask(
    case: &mut Case,
    actor: &str,
    extractor: &Extractor,
    endpoint: &Endpoint,
    texts: &[(SourceId, Vec<Range<usize>>)],
    progress: &Progress<'_>,
    stop: &dyn Fn() -> bool,
) -> Result<Asked> {
    let mut asked = Asked { model: endpoint.model.clone(), endpoint: endpoint.address.to_string(), ..Asked::default() };
    let (mut documents, mut passages, mut characters) = (0, 0, 0);
    for (source, parts) in texts {
        let open = open_questions(case, extractor, endpoint, *source, parts)?.2;
        documents += usize::from(!open.is_empty());
        passages += open.len();
        characters += open.iter().map(|(question, _)| question.words.chars().count()).sum::<usize>();
    }
    if passages > 0
        && let Some(warning) = warning(endpoint, documents, passages, characters)
    {
        eprintln!("{warning}");
    }
    let (mut failures, mut down, mut at) = (0, None::<String>, 0);
    for (source, parts) in texts {
        let (text, kept, open) = open_questions(case, extractor, endpoint, *source, parts)?;
        let Some(text) = text else { continue };
        asked.kept += kept;
        let before = asked.answered;
        let path = case.source_paths(*source)?.into_iter().next().unwrap_or_default();
        for (question, hash) in open {
            at += 1;
            let characters =
                [text.characters_before(question.passage.start), text.characters_before(question.passage.end)];
            let mut leave = |reason: String| {
                asked.unanswered.push(Unanswered { path: path.clone(), characters, reason });
            };
            if asked.was_stopped || stop() {
                asked.was_stopped = true;
                leave("stopped".to_owned());
                continue;
            }
            if let Some(why) = &down {
                leave(format!("not asked: {why}"));
                continue;
            }
            progress.say(|| format!("asking {} about {path} ({at} of {passages})", endpoint.model));
            match endpoint.ask(&question, stop) {
                Outcome::Answered(content) => {
                    failures = 0;
                    keep(case, actor, endpoint, &text, &question, hash, content)?;
                    asked.answered += 1;
                }
                Outcome::Unanswered(why) => {
                    failures += 1;
                    if failures >= PATIENCE {
                        down = Some(format!("{PATIENCE} passages in a row got no answer"));
                    }
                    leave(why);
                }
                Outcome::Down(why) => {
                    leave(why.clone());
                    down = Some(why);
                }
                Outcome::Stopped => {
                    asked.was_stopped = true;
                    leave("stopped".to_owned());
                }
            }
        }
        let dropped = weigh(case, actor, extractor, &text, parts, &mut asked.candidates)?;
        // What was dropped of earlier answers was said when they came.
        if asked.answered > before {
            asked.dropped.extend(dropped);
        }
    }
    Ok(asked)
}

/// The text of a source, how many of its questions are answered already, and those that are not, with their hashes.
type Open = (Option<Text>, usize, Vec<(Question, String)>);

fn open_questions(
    case: &Case,
    extractor: &Extractor,
    endpoint: &Endpoint,
    source: SourceId,
    parts: &[Range<usize>],
) -> Result<Open> {
    let (Some(known), Some(text)) = (case.source(source)?, case.source_text(source)?) else {
        return Ok((None, 0, Vec::new()));
    };
    let answers: BTreeSet<String> = case.model_answers(source)?.into_iter().map(|answer| answer.question).collect();
    let mut kept = 0;
    let mut open: Vec<(Question, String)> = Vec::new();
    for question in extractor.questions(&text, &known, parts) {
        let hash = endpoint.hash_of(&question);
        // A passage that stands in a text twice is asked about once.
        if answers.contains(&hash) {
            kept += 1;
        } else if !open.iter().any(|(_, other)| *other == hash) {
            open.push((question, hash));
        }
    }
    Ok((Some(text), kept, open))
}

fn keep(
    case: &mut Case,
    actor: &str,
    endpoint: &Endpoint,
    text: &Text,
    question: &Question,
    hash: String,
    content: String,
) -> Result<()> {
    // Without line breaks between its parts it is the same answer, and shorter.
    let content = serde_json::from_str::<serde_json::Value>(&content).map_or(content, |value| value.to_string());
    let origin = Origin::program(
        format!("language model {} at {}", endpoint.model, endpoint.address),
        format!("prompt {PROMPT_VERSION}"),
    );
    let answer = ModelAnswer {
        question: hash,
        passage: text.span(question.passage.clone()).context("a passage is no part of its text")?,
        content,
        model: endpoint.model.clone(),
        endpoint: endpoint.address.to_string(),
        prompt_version: PROMPT_VERSION.to_owned(),
        origin: origin.with_rule("language model"),
    };
    let mut writer = case.begin(actor)?;
    writer.name_action("ask");
    writer.keep_model_answer(&answer)?;
    writer.commit()?;
    Ok(())
}

/// Adds what the answers about a text come to and the case does not hold yet, and gives what was dropped of them.
fn weigh(
    case: &mut Case,
    actor: &str,
    extractor: &Extractor,
    text: &Text,
    parts: &[Range<usize>],
    candidates: &mut usize,
) -> Result<Vec<Refusal>> {
    let answers = kept_answers(case, text)?;
    let Some(source) = case.source(text.source())?.filter(|_| !answers.is_empty()) else { return Ok(Vec::new()) };
    let weighed = extractor.weigh(text, &source, parts, &answers);
    let mut records: BTreeMap<EntityId, Vec<Statement>> = BTreeMap::new();
    for statement in case.withdrawn_by_reviews()?.sift(weighed.statements) {
        records.entry(statement.entity().clone()).or_default().push(statement);
    }
    let mut live = BTreeSet::new();
    case.each_statement(&Filter::all().source(text.source()).without_retracted(), |stated| {
        live.insert(stated.statement.entity().clone());
    })?;
    records.retain(|id, _| !live.contains(id));
    if records.is_empty() {
        return Ok(weighed.refused);
    }
    *candidates += records.len();
    let mut writer = case.begin(actor)?;
    writer.name_action("weigh");
    let statements: Vec<Statement> = records.into_values().flatten().collect();
    writer.add_statements(&statements)?;
    writer.commit()?;
    Ok(weighed.refused)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn text_that_leaves_this_machine_is_announced() {
        let here = Endpoint::new("http://127.0.0.1:1/v1", "m", Duration::from_secs(1)).expect("is an address");
        assert_eq!(warning(&here, 1, 2, 3), None);
        let address = super::super::address::Address::parse("https://llm.example.org/v1").expect("is an address");
        let mut away = here;
        away.address = address;
        let said = warning(&away, 2, 14, 31_000).expect("is announced");
        assert!(
            said.starts_with("14 passages of 2 documents (31,000 characters) go to llm.example.org:443, which is not")
        );
    }
}
