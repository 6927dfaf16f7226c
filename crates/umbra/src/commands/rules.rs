//! `umbra rules`, and `umbra read --explain`

use std::io::Write;
use std::ops::{ControlFlow, Range};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;
use umbra_extract::{Extraction, Extractor, Outcome, Rules, SentenceReading};
use umbra_model::{Source, SourceId, Text};
use umbra_read::{Content, Item, Options};

use super::{Manner, write_json};
use crate::cli::{self, RulesCheck, RulesCommand, RulesTry};
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, WARNING, styled};
use crate::rules;

pub fn run(args: &cli::Rules, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    match &args.command {
        RulesCommand::Check(args) => check(args, manner, out),
        RulesCommand::Try(args) => try_on(args, manner, out),
        RulesCommand::Explain(args) => explain(args, manner, out),
    }
}

/// What a check came to.
#[derive(Serialize)]
struct Checked {
    rules: usize,
    examples: usize,
    failures: Vec<String>,
}

fn check(args: &RulesCheck, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let (rules, own, failures) = match &args.rules {
        None => {
            let rules = Rules::english()?;
            let (count, failures) = (rules.all().len(), rules.check());
            (rules, count, failures)
        }
        Some(path) => {
            let (rules, own) = rules::with_files(path)?;
            let mut failures = Vec::new();
            for file in rules::files(path)? {
                failures.extend(rules.check_only(&file.display().to_string()));
            }
            (rules, own, failures)
        }
    };
    let all = rules.all();
    let examples = all[all.len() - own..].iter().map(|r| r.examples.len() + r.counter.len()).sum();
    let failures: Vec<String> = failures.iter().map(ToString::to_string).collect();
    let checked = Checked { rules: own, examples, failures };
    if manner.json {
        write_json(out, &checked)?;
    } else {
        for failure in &checked.failures {
            writeln!(out, "{}", styled(WARNING, failure))?;
        }
        if !manner.quiet {
            let (rules, examples) =
                (page::count(checked.rules, "rule", "rules"), page::count(checked.examples, "example", "examples"));
            writeln!(out, "{rules}, {examples}, {} failed", checked.failures.len())?;
        }
    }
    if !checked.failures.is_empty() {
        bail!("{} came out otherwise than its rule says", page::count(checked.failures.len(), "example", "examples"));
    }
    Ok(Done::Well)
}

/// The text of a file, or the words themselves.
fn text_of(argument: &str) -> Result<(Source, Text)> {
    let path = Path::new(argument);
    let (name, words) = if path.is_file() {
        let bytes = std::fs::read(path).with_context(|| format!("{argument} can't be read"))?;
        (argument, String::from_utf8(bytes).with_context(|| format!("{argument} is no text in UTF-8"))?)
    } else {
        ("text", argument.to_owned())
    };
    let id = SourceId::of(words.as_bytes());
    let mut source = Source::new(id, name, "text/plain", words.len() as u64);
    source.language = Some("eng".to_owned());
    Ok((source, Text::new(id, words, Vec::new())))
}

fn try_on(args: &RulesTry, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let extractor = rules::extractor(args.rules.as_deref())?;
    let (source, text) = text_of(&args.text)?;
    let mut run = extractor.extract(&text, &source);
    if let Some(rule) = &args.rule {
        known(&extractor, rule)?;
        run.relations.retain(|r| r.rule == *rule);
        run.events.retain(|e| e.rule == *rule);
        run.candidates.clear();
    }
    if manner.json {
        write_json(out, &run)?;
        return Ok(Done::Well);
    }
    let mut lines = Vec::new();
    let of = |line: Taken| format!("{}{}", line.what, styled(FAINT, format!("  [{}]", line.why)));
    lines.extend(ties(&run, &text).map(of));
    lines.extend(events(&run, &text).map(of));
    lines.extend(candidates(&run).map(of));
    if lines.is_empty() {
        writeln!(out, "The rules make nothing of it; `umbra rules explain` says why.")?;
    }
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(Done::Well)
}

fn known(extractor: &Extractor, rule: &str) -> Result<()> {
    if extractor.rules().all().iter().any(|r| r.id == rule) {
        return Ok(());
    }
    bail!("there is no rule {rule:?}; `umbra rules explain TEXT` names those that its words call up");
}

fn explain(args: &RulesTry, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let extractor = rules::extractor(args.rules.as_deref())?;
    if let Some(rule) = &args.rule {
        known(&extractor, rule)?;
    }
    let (source, text) = text_of(&args.text)?;
    let readings = extractor.explain(&text, &source);
    if manner.json {
        write_json(out, &readings)?;
        return Ok(Done::Well);
    }
    if readings.is_empty() {
        let reason = extractor.extract(&text, &source).not_read;
        writeln!(out, "{}", reason.unwrap_or_else(|| "There is no sentence in it.".to_owned()))?;
    }
    for reading in &readings {
        explained(reading, &text, args.rule.as_deref(), out)?;
    }
    Ok(Done::Well)
}

fn words<'t>(text: &'t Text, range: &Range<usize>) -> &'t str {
    text.as_str().get(range.clone()).unwrap_or_default()
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn explained(reading: &SentenceReading, text: &Text, only: Option<&str>, out: &mut dyn Write) -> Result<()> {
    let width = page::width();
    writeln!(out, "{}", styled(HEADING, page::wrapped(words(text, &reading.range), width, 0, 9)))?;
    for clause in &reading.clauses {
        let mut parts = vec![format!("{} ({}", on_one_line(words(text, &clause.verb)), clause.link)];
        if clause.is_passive {
            parts[0].push_str(", passive");
        }
        parts[0].push(')');
        let mut list = |name: &str, phrases: &[String]| {
            if !phrases.is_empty() {
                parts.push(format!("{name}: {}", phrases.join(" + ")));
            }
        };
        list("agent", &clause.agents);
        list("patient", &clause.patients);
        list("receiver", &clause.receivers);
        for (preposition, phrases) in &clause.complements {
            list(preposition, phrases);
        }
        if let Some(cue) = clause.cue {
            parts.push(format!("standing: {cue}"));
        }
        writeln!(out, "  {}", page::wrapped(&parts.join("; "), width.saturating_sub(2), 4, 9))?;
        if let Some(silence) = &clause.silence {
            writeln!(out, "    {}", styled(WARNING, format!("states nothing: it is {silence}")))?;
        }
        attempts(&clause.attempts, only, out)?;
    }
    if !reading.nouns.is_empty() {
        writeln!(out, "  {}", styled(FAINT, "said of somebody by a noun"))?;
        attempts(&reading.nouns, only, out)?;
    }
    Ok(())
}

fn attempts(attempts: &[umbra_extract::RuleAttempt], only: Option<&str>, out: &mut dyn Write) -> Result<()> {
    for attempt in attempts.iter().filter(|a| only.is_none_or(|only| a.rule == only)) {
        let line = match &attempt.outcome {
            Outcome::Made => format!("{}: fired on {:?}", attempt.rule, attempt.word),
            Outcome::Missed(why) => format!("{}: {why}", attempt.rule),
        };
        writeln!(out, "    {}", page::wrapped(&line, page::width().saturating_sub(4), 6, 3))?;
    }
    Ok(())
}

/// Something that was taken from a text.
struct Taken {
    at: usize,
    what: String,
    why: String,
}

fn voices(run: &Extraction, voices: &[usize]) -> String {
    let names: Vec<&str> = voices.iter().filter_map(|v| run.attributions[*v].speaker.as_deref()).collect();
    if names.is_empty() { String::new() } else { format!(", according to {}", names.join(", according to ")) }
}

fn ties<'r>(run: &'r Extraction, text: &'r Text) -> impl Iterator<Item = Taken> + 'r {
    run.relations.iter().map(move |r| {
        let label = |entity: usize| run.entities[entity].label();
        let standing = r.standing.map_or(String::new(), |s| format!(" ({s})"));
        let said = voices(run, &r.attribution);
        Taken {
            at: r.evidence.start,
            what: format!("{} {} {}{standing}{said}", label(r.subject), r.kind, label(r.object)),
            why: format!("{}: “{}”", r.rule, on_one_line(words(text, &r.trigger))),
        }
    })
}

fn events<'r>(run: &'r Extraction, text: &'r Text) -> impl Iterator<Item = Taken> + 'r {
    run.events.iter().map(move |e| {
        let who: Vec<&str> = e.roles.iter().map(|(_, entity)| run.entities[*entity].label()).collect();
        let stage = e.stage.map_or(String::new(), |s| format!(" ({s})"));
        let about: Vec<String> = e.content.iter().map(|c| on_one_line(words(text, c))).collect();
        let about = if about.is_empty() { String::new() } else { format!(", for {}", about.join("; ")) };
        Taken {
            at: e.evidence.start,
            what: format!("{}: {}{stage}{about}{}", e.kind, who.join(", "), voices(run, &e.attribution)),
            why: format!("{}: “{}”", e.rule, on_one_line(words(text, &e.trigger))),
        }
    })
}

fn candidates(run: &Extraction) -> impl Iterator<Item = Taken> + '_ {
    run.candidates.iter().map(|c| {
        let label = |entity: usize| run.entities[entity].label();
        let object = c.object.map_or(String::new(), |o| format!(" {}", label(o)));
        Taken {
            at: c.evidence.start,
            what: format!("candidate, no fact: {} {}{object}?", label(c.subject), c.kind),
            why: format!("“{}”", c.word),
        }
    })
}

fn others<'r>(run: &'r Extraction, text: &'r Text) -> Vec<Taken> {
    let label = |entity: usize| run.entities[entity].label();
    let mut taken: Vec<Taken> = run
        .roles
        .iter()
        .map(|r| Taken {
            at: r.evidence.start,
            what: format!(
                "{}: {}{}{}",
                label(r.holder),
                r.office,
                r.organisation.or(r.place).map_or(String::new(), |o| format!(", {}", label(o))),
                if r.is_past { " (past)" } else { "" }
            ),
            why: "office".to_owned(),
        })
        .collect();
    taken.extend(run.figures.iter().map(|f| {
        let period = f.period.as_ref().map_or(String::new(), |p| format!(", {}", p.words));
        Taken {
            at: f.evidence.start,
            what: format!("figure: {} {} {}{period}", f.comparator.sign(), f.value, f.measure),
            why: format!("figure: “{}”", on_one_line(words(text, &f.range))),
        }
    }));
    taken.extend(run.attributions.iter().filter_map(|a| {
        let cue = a.cues.first()?;
        Some(Taken {
            at: a.contents.first().map_or(cue.start, |c| c.start),
            what: format!("said by {}", a.speaker.as_deref().unwrap_or("somebody who is not named")),
            why: format!("attribution: “{}”", on_one_line(words(text, cue))),
        })
    }));
    taken
}

/// `umbra read --explain`: documents with everything that is taken from them.
pub fn explain_documents(inputs: &cli::Inputs, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let extractor = rules::extractor(inputs.rules.as_deref())?;
    let options =
        Options { pdf_worker: std::env::current_exe().ok(), mappings: inputs.mapping.clone(), ..Options::default() };
    let mut failure = None;
    umbra_read::read(&inputs.paths, &options, &mut |item| {
        let shown = match &item {
            Item::Skipped(skipped) => {
                writeln!(out, "{}: left out: {}", skipped.path, skipped.reason).map_err(Into::into)
            }
            Item::Document(document) => match &document.content {
                Content::Text(text) => {
                    explain_document(&extractor, &document.source, text, &document.main, manner, out)
                }
                _ => writeln!(out, "{}: no text; rules are for texts", document.source.path).map_err(Into::into),
            },
        };
        match shown {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    failure.map_or(Ok(Done::Well), Err)
}

fn explain_document(
    extractor: &Extractor,
    source: &Source,
    text: &Text,
    parts: &[Range<usize>],
    manner: Manner,
    out: &mut dyn Write,
) -> Result<()> {
    let run = extractor.extract_within(text, source, parts);
    if manner.json {
        return write_json(out, &run);
    }
    writeln!(out, "{}", styled(HEADING, &source.path))?;
    if let Some(reason) = &run.not_read {
        writeln!(out, "{reason}")?;
    }
    let mut taken: Vec<Taken> = ties(&run, text).chain(events(&run, text)).chain(candidates(&run)).collect();
    taken.extend(others(&run, text));
    taken.sort_by_key(|t| t.at);
    let width = page::width();
    let inside = |range: &Range<usize>| {
        parts.is_empty() || parts.iter().any(|part| part.start < range.end && range.start < part.end)
    };
    let sentences = extractor.explain(text, source);
    let mut next = taken.iter().peekable();
    for sentence in sentences.iter().filter(|s| inside(&s.range)) {
        writeln!(out, "\n{}", page::wrapped(words(text, &sentence.range), width, 0, 40))?;
        while let Some(line) = next.next_if(|t| t.at < sentence.range.end) {
            writeln!(out, "  {}", page::wrapped(&line.what, width.saturating_sub(2), 4, 4))?;
            writeln!(out, "      {}", styled(FAINT, page::wrapped(&line.why, width.saturating_sub(6), 6, 3)))?;
        }
    }
    writeln!(out)?;
    Ok(())
}
