//! Names as the field's other programs write them. Where we differ on purpose stands below with the reason, and in `docs/ftm.md`
//! with the counts that these tests print.

mod shared;

use serde_json::Value;
use umbra_model::{ascii_name, compare_legal_forms, fingerprint, name_tokens, normalise_name, remove_legal_forms};

/// Names of bodies that we write otherwise: a part of the name, and why.
const BODIES_OTHERWISE: &[(&str, &str)] = &[
    ("Al-Qaida in ", "\"in\" is taken for a form of Incorporated there"),
    ("AT and T", "\"at\" is taken for a legal form there"),
    ("AT&T", "\"at\" is taken for a legal form there"),
    ("Solutions II", "\"II\" is taken for a legal form there"),
    ("Trust II", "\"II\" is taken for a legal form there"),
    ("N.A.B.C.", "\"N.A\" is taken for a legal form there"),
    ("Poor's", "the letter after an apostrophe is dropped at the end of the text there"),
    ("(ООО)", "a legal form in brackets is kept there, other words in brackets are not"),
];

/// Names whose words we cut otherwise, and why.
const WORDS_OTHERWISE: &[(&str, &str)] = &[
    ("The ", FORE_WORD),
    ("Mr. ", FORE_WORD),
    ("Dr. ", FORE_WORD),
    ("Monsieur ", FORE_WORD),
    ("President ", FORE_WORD),
    ("Präsident ", FORE_WORD),
    ("Al-Qaida in ", "\"in\" is taken for a form of Incorporated there"),
];

const FORE_WORD: &str = "words that may stand before a name are dropped there; we keep what the source says";

/// Thai is cut into syllables by a dictionary there.
fn has_thai(name: &str) -> bool {
    name.chars().any(|character| ('\u{e00}'..='\u{e7f}').contains(&character))
}

/// Counts the rows that agree; each of the others must be one that is to differ, and each of those must.
fn check(file: &str, is_otherwise: &dyn Fn(&str) -> bool, differ: &dyn Fn(&str, &Value) -> Option<String>) {
    let rows = shared::vectors(file);
    let (mut others, mut unexpected) = (0, Vec::new());
    for row in &rows {
        let name = row["in"].as_str().expect("each row has a name");
        let differs = differ(name, row);
        others += usize::from(differs.is_some());
        if differs.is_some() != is_otherwise(name) {
            unexpected.push(format!("{name}: {}", differs.unwrap_or_else(|| "agrees by now".to_owned())));
        }
    }
    println!("{file}: {} of {} rows agree", rows.len() - others, rows.len());
    assert!(unexpected.is_empty(), "{} unexpected:\n{}", unexpected.len(), unexpected.join("\n"));
}

/// What differs in a row, field by field.
fn fields(row: &Value, ours: &[(&str, Value)]) -> Option<String> {
    let differ = ours.iter().filter(|(field, ours)| row[*field] != *ours);
    let differ: Vec<String> = differ.map(|(field, ours)| format!("{field} {ours}, theirs {}", row[*field])).collect();
    (!differ.is_empty()).then(|| differ.join("; "))
}

#[test]
fn names_of_persons_agree() {
    check("name_person.jsonl", &has_thai, &|name, row| {
        let ours = [
            ("tokens", name_tokens(name).into()),
            ("normalized", normalise_name(name).into()),
            ("ascii", ascii_name(name).into()),
            ("fingerprint", fingerprint(name).into()),
        ];
        fields(row, &ours)
    });
}

#[test]
fn names_of_bodies_agree() {
    let is_otherwise = |name: &str| BODIES_OTHERWISE.iter().any(|(part, _)| name.contains(part));
    check("name_org.jsonl", &is_otherwise, &|name, row| {
        let ours = [
            ("remove_org_types", remove_legal_forms(name).into()),
            ("replace_compare", compare_legal_forms(name).into()),
            ("fingerprint", fingerprint(name).into()),
            ("normalized", normalise_name(name).into()),
        ];
        fields(row, &ours)
    });
}

/// Of the analysed names the words and how they are written in ASCII are compared. Their tags and sounds, and the symbols,
/// which are numbers of entries in Wikidata, belong to that program's own comparison of names.
#[test]
fn words_of_names_agree() {
    let is_otherwise = |name: &str| WORDS_OTHERWISE.iter().any(|(part, _)| name.starts_with(part));
    check("name_analysis.jsonl", &is_otherwise, &|name, row| {
        let text = if row["tag"] == "PER" { name.to_owned() } else { compare_legal_forms(name) };
        let pair = |word: &str| (word.to_owned(), ascii_name(word).replace(['-', '\''], ""));
        let mut ours: Vec<(String, String)> = normalise_name(&text).split(' ').map(pair).collect();
        let cell = |part: &Value, place: usize| part[place].as_str().unwrap_or_default().to_owned();
        let parts = row["parts"].as_array().expect("each row has parts");
        let mut theirs: Vec<(String, String)> = parts.iter().map(|part| (cell(part, 0), cell(part, 1))).collect();
        ours.sort();
        theirs.sort();
        (ours != theirs).then(|| format!("{ours:?}, theirs {theirs:?}"))
    });
}
