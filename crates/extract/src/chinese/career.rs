//! Careers: "曾任…局长、…主任", "利用担任…的职务便利", "在任…期间".

use super::office::{Office, inherit};
use super::reading::Reading;
use crate::mention::MentionKind;

/// Verbs of taking or holding an office, the longest first, and whether they say that it is over.
const TAKES: [(&str, bool); 37] = [
    ("被任命为", false),
    ("先后担任", true),
    ("先后任", true),
    ("曾担任", true),
    ("担任过", true),
    ("提拔为", false),
    ("晋升为", false),
    ("当选为", false),
    ("当上了", false),
    ("曾任", true),
    ("历任", true),
    ("担任", false),
    ("出任", false),
    ("现任", false),
    ("兼任", false),
    ("升任", false),
    ("调任", false),
    ("转任", false),
    ("接任", false),
    ("就任", false),
    ("改任", false),
    ("当选", false),
    ("升为", false),
    ("身为", false),
    ("成为", false),
    ("当时是", true),
    ("早先是", true),
    ("曾是", true),
    ("原是", true),
    ("原系", true),
    ("曾系", true),
    ("作为", false),
    ("曾身兼", true),
    ("身兼", false),
    ("升至", false),
    ("任", false),
    ("以", false),
];

impl Reading<'_> {
    /// The offices that a text says somebody took or held, with the mention of the holder.
    pub fn careers(&self) -> Vec<(usize, Vec<Office>)> {
        let page = &self.page;
        let mut found = Vec::new();
        for sentence in page.sentences.iter().filter(|s| !s.is_question) {
            for clause in &sentence.clauses {
                let mut at = clause.start;
                while at < clause.end {
                    let Some((verb, over)) = TAKES.iter().find(|(verb, _)| page.has(at, verb)) else {
                        at += 1;
                        continue;
                    };
                    let end = at + verb.chars().count();
                    let end = end + usize::from(["了", "过"].iter().any(|small| page.has(end, small)));
                    let end = end + if page.has(end, "当时的") { 3 } else { 0 };
                    let inside = *verb == "任"
                        && at.checked_sub(1).is_some_and(|i| {
                            "主责担历现曾出兼升调转接就连离信时卸前两首新继".contains(page.letters[i])
                        });
                    let row = if inside { Vec::new() } else { self.office_row(end, sentence.range.end) };
                    // "以市委常委的身份".
                    let row = if *verb == "以" {
                        let last = row.last().map_or(end, |o| o.words.end);
                        row.into_iter().filter(|_| page.has(last, "身份") || page.has(last, "的身份")).collect()
                    } else {
                        row
                    };
                    if let (Some(last), false) = (row.last().map(|o| o.words.end), self.is_silent(at))
                        && let Some(holder) = self.holder(at)
                    {
                        // "利用担任…职务上的便利", "在任…期间": of a time that is told of as past.
                        let told = clause.start..at;
                        let over = *over
                            || ["利用", "在"].iter().any(|word| page.find(&told, word).is_some())
                                && ["期间", "职务", "的便利", "等职"]
                                    .iter()
                                    .any(|word| page.find(&(last..(last + 8).min(sentence.range.end)), word).is_some());
                        let own = |mut office: Office| {
                            office.is_past |= over;
                            office.start = office.start.min(at);
                            office
                        };
                        found.push((holder, row.into_iter().map(own).collect()));
                        at = last;
                    } else {
                        at = end;
                    }
                }
            }
        }
        found
    }

    /// The offices in a row that begins at a place: "海州市水务局局长、市委常委".
    fn office_row(&self, start: usize, limit: usize) -> Vec<Office> {
        let page = &self.page;
        let mut found: Vec<Office> = Vec::new();
        let mut at = start;
        while let Some(office) = self.office_at(at, limit) {
            let end = office.words.end;
            // The next one is somebody's own: "任局长，副局长李某".
            let name = end + usize::from(page.has(end, "的"));
            let named = self
                .within(&(name..limit.min(name + 6)))
                .any(|(_, m)| m.kind == MentionKind::Person && m.tokens.start == name);
            if named {
                found.clear();
                break;
            }
            found.push(office);
            let Some(joint) = ["、", "，", "兼任", "兼", "以及", "和", "及"].iter().find(|joint| page.has(end, joint))
            else {
                break;
            };
            at = end + joint.chars().count();
        }
        inherit(&mut found);
        found
    }

    /// Who holds the office that a verb gives: the person right before, or else the one that the sentence speaks of.
    fn holder(&self, verb: usize) -> Option<usize> {
        let page = &self.page;
        let person = ["person".to_owned()];
        // "帮助他当上了…": of the one who is helped.
        let of_another = ["他", "她", "其"].iter().any(|word| page.ends(verb, word))
            && ["帮助", "让", "使", "推荐", "扶持", "帮"].iter().any(|word| page.ends(verb - 1, word));
        if of_another {
            return None;
        }
        let found = self.subjects(verb, &person);
        let found = if found.is_empty() { self.goes_on_about(verb) } else { found };
        found.first().copied().filter(|_| found.len() == 1)
    }
}
