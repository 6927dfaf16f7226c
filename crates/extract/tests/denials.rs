//! Denials by several at once, and by whoever speaks for somebody.

use umbra_extract::Extractor;
use umbra_model::{Source, SourceId, Standing, Text};

/// Who denies which ties.
fn denied(words: &str) -> Vec<String> {
    let id = SourceId::of(words.as_bytes());
    let source = Source::new(id, "text.txt", "text/plain", words.len() as u64);
    let text = Text::new(id, words.to_owned(), Vec::new());
    let found = Extractor::english().extract(&text, &source);
    let mut lines: Vec<String> = found
        .relations
        .iter()
        .filter(|r| r.standing == Some(Standing::Denied))
        .map(|r| format!("{} {} {}", found.entities[r.subject].label(), r.kind, found.entities[r.object].label()))
        .collect();
    lines.sort();
    lines
}

#[test]
fn all_of_those_accused_together_deny() {
    let three = ["Erik Brandt shelters Rook gang", "Jonas Pell shelters Rook gang", "Lars Ostrow shelters Rook gang"];
    let trial = "Erik Brandt, Jonas Pell and Lars Ostrow are on trial for sheltering the Rook gang.";
    assert_eq!(denied(&format!("{trial} All three deny the charges.")), three);
    assert_eq!(denied(&format!("{trial} All three men denied any wrongdoing.")), three);
    let trial = "Erik Brandt and Jonas Pell were charged with sheltering the Rook gang.";
    assert_eq!(denied(&format!("{trial} Both deny the charges.")), three[..2]);
    assert_eq!(denied(&format!("{trial} Both men deny the accusations.")), three[..2]);
}

#[test]
fn a_number_that_does_not_fit_denies_nothing() {
    let trial = "Erik Brandt and Jonas Pell were charged with sheltering the Rook gang.";
    assert!(denied(&format!("{trial} All three deny the charges.")).is_empty());
    assert!(denied(&format!("{trial} Both admit the charges.")).is_empty());
    assert!(denied(&format!("{trial} Both could deny the charges.")).is_empty());
}

#[test]
fn a_lawyer_denies_for_the_client() {
    let arrest = "Detectives have arrested Halima Korr on suspicion of passing information to the Rook gang.";
    let expected = ["Halima Korr tipped_off Rook gang"];
    let said = "Korr's lawyer, Anna Pryce, said: \"My client denies all of this.\"";
    assert_eq!(denied(&format!("{arrest} {said}")), expected);
    let said = "\"My client denies the allegations,\" said Anna Pryce, a lawyer for Korr.";
    assert_eq!(denied(&format!("{arrest} {said}")), expected);
    let said = "Her lawyer, Anna Pryce, said that she denies everything.";
    assert_eq!(denied(&format!("{arrest} {said}")), expected);
    let said = "Korr's lawyer, Anna Pryce, said her client denies the charges.";
    assert_eq!(denied(&format!("{arrest} {said}")), expected);
    // Whose client is not said.
    assert!(denied(&format!("{arrest} Anna Pryce said: \"My client denies all of this.\"")).is_empty());
}
