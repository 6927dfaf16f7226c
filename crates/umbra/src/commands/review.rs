//! `umbra review`: a person judges what was taken from the documents. Each verdict is written at once.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::{Context, Result, bail};
use serde::Serialize;
use umbra_case::{Case, ReadAs, Reviewable, Verdict};
use umbra_model::{EntityId, PropertyType};

use super::{Manner, write_json};
use crate::case_file;
use crate::cli::Review;
use crate::exit::Done;
use crate::page::{self, FAINT, HEADING, WARNING, styled};

/// What can be answered.
const KEYS: &str = "a accept  r reject  c PROPERTY=VALUE correct  w WHY  n next  p previous  z undo  q quit";
const KEYS_OF_CANDIDATES: &str = "a confirm  a READING confirm as  r reject  w WHY  n next  p previous  z undo  q quit";

pub fn run(args: &Review, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let path = case_file::find(args.case.as_deref())?;
    if args.list || args.verdicts || args.rules {
        let case = Case::open_read_only(&path)?;
        return match args {
            Review { verdicts: true, .. } => verdicts(&case, args, manner, out),
            Review { rules: true, .. } => proposals(&case, manner, out),
            _ => list(&case, args, manner, out),
        };
    }
    let mut case = Case::open(&path)?;
    if let Some(id) = &args.undo {
        let id = EntityId::new(id.clone()).with_context(|| format!("{id:?} is no id"))?;
        let mut writer = case.begin(&*args.actor)?;
        writer.name_action("take back");
        let Some(verdict) = writer.take_review_back(&id)? else {
            bail!("there is no verdict on {id}; `umbra review --verdicts` lists them");
        };
        writer.commit()?;
        if !manner.quiet {
            writeln!(out, "Taken back: {id} was {verdict}")?;
        }
        return Ok(Done::Well);
    }
    let mut tally = Tally::default();
    if manner.json {
        // What is shown is for people; what was done is the result.
        review(&mut case, args, &mut tally, &mut anstream::stderr())?;
        write_json(out, &tally)?;
    } else {
        review(&mut case, args, &mut tally, out)?;
        if !manner.quiet {
            writeln!(
                out,
                "Judged: {} accepted, {} corrected, {} rejected, {} confirmed; {} left",
                tally.accepted, tally.corrected, tally.rejected, tally.confirmed, tally.left
            )?;
        }
    }
    Ok(Done::Well)
}

/// What a review came to.
#[derive(Debug, Default, Serialize)]
struct Tally {
    accepted: usize,
    corrected: usize,
    rejected: usize,
    confirmed: usize,
    left: usize,
}

/// Those that are asked for: the ties and events first, then the candidates.
fn wanted(case: &Case, args: &Review) -> Result<Vec<Reviewable>> {
    let mut things = case.reviewables()?;
    things.retain(|t| if t.is_candidate() { !args.statements } else { !args.candidates });
    things.retain(|t| !t.statements.first().is_some_and(|s| umbra_case::is_reviewers(&s.statement)));
    things.sort_by_key(Reviewable::is_candidate);
    Ok(things)
}

fn is_open(thing: &Reviewable) -> bool {
    thing.verdict.is_none() && !thing.statements.is_empty()
}

fn review(case: &mut Case, args: &Review, tally: &mut Tally, out: &mut dyn Write) -> Result<()> {
    let mut things = wanted(case, args)?;
    let mut answers = io::stdin().lock().lines();
    let asks = io::stdin().is_terminal();
    let mut done: Vec<EntityId> = Vec::new();
    let mut why = String::new();
    let mut at = things.iter().position(is_open).unwrap_or(things.len());
    'things: while at < things.len() {
        let thing = &things[at];
        writeln!(out, "{}", styled(HEADING, format!("{} of {}", at + 1, things.len())))?;
        write!(out, "{}", shown(case, thing)?)?;
        loop {
            let keys = if thing.is_candidate() { KEYS_OF_CANDIDATES } else { KEYS };
            writeln!(out, "{}", styled(FAINT, keys))?;
            if asks {
                write!(out, "> ")?;
            }
            out.flush()?;
            let Some(line) = answers.next().transpose()? else { break 'things };
            let (key, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
            let judged = match key {
                "q" => break 'things,
                "n" => {
                    at = following(&things, at);
                    continue 'things;
                }
                "p" => {
                    at = at.saturating_sub(1);
                    continue 'things;
                }
                "w" => {
                    why = rest.to_owned();
                    continue;
                }
                "z" => {
                    let Some(last) = done.pop() else {
                        writeln!(out, "This review has decided nothing yet.")?;
                        continue;
                    };
                    let mut writer = case.begin(&*args.actor)?;
                    writer.name_action("take back");
                    let verdict = writer.take_review_back(&last)?;
                    writer.commit()?;
                    tally.count(verdict, true);
                    things = wanted(case, args)?;
                    at = things.iter().position(|t| t.id == last).unwrap_or(at);
                    continue 'things;
                }
                "a" | "r" | "c" if !is_open(thing) => {
                    writeln!(out, "It is judged already; `umbra review --undo {}` takes that back.", thing.id)?;
                    continue;
                }
                "a" | "r" | "c" => judge(case, args, thing, key, rest, &why),
                other => {
                    writeln!(out, "{other:?} means nothing here.")?;
                    continue;
                }
            };
            match judged {
                Ok(verdict) => {
                    writeln!(out, "{}", styled(HEADING, format!("{}: {verdict}", thing.id)))?;
                    if verdict == Verdict::Confirmed
                        && let Some(word) = proposed(thing)
                    {
                        let read = rest.parse::<ReadAs>().ok().map(|read| read.reading.name);
                        let reading = read.or(thing.first("reading")).unwrap_or_default();
                        let line = format!(
                            "{word:?} is proposed as a trigger of {reading}; `umbra review --rules` prints it."
                        );
                        writeln!(out, "{}", styled(FAINT, line))?;
                    }
                    tally.count(Some(verdict), false);
                    done.push(thing.id.clone());
                    why.clear();
                    let id = thing.id.clone();
                    things = wanted(case, args)?;
                    let here = things.iter().position(|t| t.id == id).unwrap_or(at);
                    at = following(&things, here);
                    continue 'things;
                }
                Err(error) => writeln!(out, "{}", styled(WARNING, format!("{error:#}")))?,
            }
        }
    }
    tally.left = wanted(case, args)?.iter().filter(|t| is_open(t)).count();
    Ok(())
}

impl Tally {
    fn count(&mut self, verdict: Option<Verdict>, back: bool) {
        let slot = match verdict {
            Some(Verdict::Accepted) => &mut self.accepted,
            Some(Verdict::Corrected) => &mut self.corrected,
            Some(Verdict::Rejected) => &mut self.rejected,
            Some(Verdict::Confirmed) => &mut self.confirmed,
            _ => return,
        };
        *slot = if back { slot.saturating_sub(1) } else { *slot + 1 };
    }
}

/// The next that is open.
fn following(things: &[Reviewable], at: usize) -> usize {
    (at + 1..things.len()).find(|i| is_open(&things[*i])).unwrap_or(things.len())
}

fn judge(case: &mut Case, args: &Review, thing: &Reviewable, key: &str, rest: &str, why: &str) -> Result<Verdict> {
    let mut writer = case.begin(&*args.actor)?;
    writer.name_action("review");
    let verdict = match key {
        "a" if thing.is_candidate() => {
            let read = (!rest.trim().is_empty()).then(|| rest.parse()).transpose()?;
            writer.confirm_as(thing, read, why)?;
            Verdict::Confirmed
        }
        "c" if thing.is_candidate() => {
            bail!("a candidate states nothing that could be corrected: `a READING` confirms it with another reading")
        }
        "a" => {
            writer.accept(thing, why)?;
            Verdict::Accepted
        }
        "r" => {
            writer.reject(thing, why)?;
            Verdict::Rejected
        }
        _ => {
            let (property, value) =
                rest.split_once('=').context("write what is to be corrected as PROPERTY=VALUE, or standing=charged")?;
            match property.trim() {
                "standing" => {
                    let standing = value.trim().parse().with_context(|| format!("{value:?} is no standing"))?;
                    writer.correct_standing(thing, standing, why)?;
                }
                property => writer.correct(thing, property, value.trim(), why)?,
            }
            Verdict::Corrected
        }
    };
    writer.commit()?;
    Ok(verdict)
}

/// What a record is called in the case.
fn caption(case: &Case, id: &str) -> String {
    let id = EntityId::new(id).ok();
    let profile = id.as_ref().and_then(|id| case.entity(id).ok().flatten());
    let name = profile.as_ref().map(|p| {
        let designation = p.first("designation").map(str::to_owned);
        if p.caption() == p.id.as_str() {
            designation.unwrap_or_else(|| p.caption().to_owned())
        } else {
            p.caption().to_owned()
        }
    });
    name.or_else(|| id.map(|id| id.to_string())).unwrap_or_default()
}

/// A thing as a person reads it: what it says, the words, where they stand, and by which rule.
fn shown(case: &Case, thing: &Reviewable) -> Result<String> {
    let mut text = String::new();
    let width = page::width();
    let mut line = |line: String| text.push_str(&format!("{line}\n"));
    if let Some(asked) = thing.asked() {
        line(format!("Candidate {}: {asked}", thing.id));
    } else {
        line(format!("{} {}", thing.schema.label(), thing.id));
        for stated in &thing.statements {
            let statement = &stated.statement;
            let is_record = statement.property().kind() == PropertyType::Entity;
            let value = if is_record { caption(case, statement.value()) } else { statement.value().to_owned() };
            line(format!("  {}: {value}", statement.property().name()));
        }
    }
    if let Some(standing) = thing.standing() {
        line(format!("  standing: {standing}"));
    }
    if let Some(likelihood) = thing.first("likelihood") {
        line(format!("  likelihood: {likelihood}, by the classifier"));
    }
    if let Some(verdict) = thing.verdict {
        line(styled(WARNING, format!("  judged: {verdict}")));
    }
    let Some(first) = thing.statements.first().map(|s| &s.statement) else { return Ok(text) };
    line(format!("  {}", page::wrapped(&format!("“{}”", first.span().quote()), width.saturating_sub(2), 3, 8)));
    let paths = case.source_paths(first.span().source())?;
    let file = paths.first().map_or("", |path| path.rsplit('/').next().unwrap_or(path));
    let mut place = format!("{file}, {}", first.span().place());
    if !first.attribution().is_own_voice() {
        place.push_str(&format!("; according to {}", first.attribution()));
    }
    if let Some(made_by) = thing.made_by() {
        place.push_str(&format!("; {made_by}"));
    }
    line(styled(FAINT, format!("  {place}")));
    Ok(text)
}

/// One open thing, for programs.
#[derive(Serialize)]
struct Listed<'t> {
    id: &'t EntityId,
    schema: &'t str,
    is_candidate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<umbra_model::Standing>,
    values: Vec<(&'t str, &'t str)>,
    quote: &'t str,
}

fn list(case: &Case, args: &Review, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let things = wanted(case, args)?;
    let open: Vec<&Reviewable> = things.iter().filter(|t| is_open(t)).collect();
    if manner.json {
        let listed: Vec<Listed<'_>> = open
            .iter()
            .map(|t| Listed {
                id: &t.id,
                schema: t.schema.name(),
                is_candidate: t.is_candidate(),
                standing: t.standing(),
                values: t.statements.iter().map(|s| (s.statement.property().name(), s.statement.value())).collect(),
                quote: t.statements.first().map_or("", |s| s.statement.span().quote()),
            })
            .collect();
        write_json(out, &listed)?;
        return Ok(Done::Well);
    }
    for thing in open.iter().take(args.limit) {
        writeln!(out, "{}", shown(case, thing)?)?;
    }
    if open.len() > args.limit {
        writeln!(out, "{}", styled(FAINT, format!("and {} more: --limit shows more", open.len() - args.limit)))?;
    }
    let candidates = open.iter().filter(|t| t.is_candidate()).count();
    writeln!(
        out,
        "{} open, {}",
        page::count(open.len() - candidates, "tie or event is", "ties and events are"),
        page::count(candidates, "candidate", "candidates")
    )?;
    Ok(Done::Well)
}

fn verdicts(case: &Case, args: &Review, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let notes = case.review_notes()?;
    if manner.json {
        write_json(out, &notes)?;
        return Ok(Done::Well);
    }
    for note in notes.iter().rev().take(args.limit) {
        let why = note.note.as_deref().map_or(String::new(), |why| format!(": {why}"));
        writeln!(out, "{} {} by {}{why}", note.of, note.verdict, note.by)?;
    }
    writeln!(out, "{}", page::count(notes.len(), "verdict", "verdicts"))?;
    Ok(Done::Well)
}

/// The word that a candidate proposes as a trigger. Rules of one's own are for English: a Chinese word is none.
fn proposed(thing: &Reviewable) -> Option<&str> {
    let is_han = |letter: char| ('\u{3400}'..='\u{9fff}').contains(&letter);
    thing.first("trigger").filter(|word| thing.is_candidate() && !word.contains(is_han))
}

/// Rules that confirmed candidates propose: the trigger of each with its sentence as the example.
fn proposals(case: &Case, manner: Manner, out: &mut dyn Write) -> Result<Done> {
    let mut confirmed: Vec<Reviewable> = Vec::new();
    for thing in case.reviewables()? {
        if thing.verdict == Some(Verdict::Confirmed) && proposed(&thing).is_some() {
            let read = case.last_review(&thing.id)?.and_then(|note| note.read_as);
            confirmed.push(read.map_or(Ok(thing.clone()), |read| read.parse().and_then(|read| thing.read_as(read)))?);
        }
    }
    if manner.json {
        let words: Vec<(&str, &str, &str)> = confirmed
            .iter()
            .map(|t| {
                let quote = t.statements.first().map_or("", |s| s.statement.span().quote());
                (t.first("trigger").unwrap_or(""), t.first("reading").unwrap_or(""), quote)
            })
            .collect();
        write_json(out, &words)?;
        return Ok(Done::Well);
    }
    if confirmed.is_empty() {
        writeln!(out, "# No candidate was confirmed yet; `umbra review` asks about them.")?;
    }
    for (at, thing) in confirmed.iter().enumerate() {
        let get = |property: &str| thing.first(property).unwrap_or_default().to_owned();
        let quote = thing.statements.first().map(|s| s.statement.span().quote()).unwrap_or_default();
        let sentence = quote.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "# Proposed by {} of this case: check who does what, then run `umbra rules check`.", thing.id)?;
        writeln!(out, "# “{sentence}”")?;
        writeln!(out, "[[rule]]")?;
        writeln!(out, "id = \"own.{}{}\"", get("reading"), at + 1)?;
        let is_tie = thing.first("objectProperty").is_some();
        writeln!(out, "makes = \"{}\"", if is_tie { "tie" } else { "event" })?;
        writeln!(out, "type = {:?}\nschema = {:?}", get("reading"), get("proposedSchema"))?;
        let (subject, object) = (get("subjectProperty"), get("objectProperty"));
        if is_tie {
            writeln!(out, "accuses = true\nsubject = {subject:?}\nobject = {object:?}")?;
        }
        writeln!(out, "verbs = [{:?}]", get("trigger"))?;
        let agent = if is_tie { "agent" } else { "patient" };
        writeln!(out, "roles.{subject} = {{ from = [{agent:?}], types = [\"person\", \"organisation\"] }}")?;
        if is_tie {
            writeln!(out, "roles.{object} = {{ from = [\"patient\"], types = [\"person\", \"organisation\"] }}")?;
        }
        writeln!(out)?;
    }
    Ok(Done::Well)
}
