//! Whom of the persons told before a pronoun means. What speaks for and against each is weighed, with weights that
//! `examples/pronouns` learned from annotated reports: a ranking by maximum entropy, after Denis and Baldridge (2008).

use std::collections::HashMap;
use std::sync::OnceLock;

/// What may speak for or against a person; each also on its own for each form of the pronoun.
const FEATURES: [&str; 56] = [
    "same_sentence",
    "one_before",
    "two_before",
    "three_before",
    "subject_same",
    "subject_before",
    "subject_earlier",
    "first_same",
    "first_before",
    "nearest",
    "clause_subject",
    "governing_subject",
    "by_pronoun_same",
    "by_pronoun_before",
    "opened_before",
    "by_name",
    "by_description",
    "told_once",
    "told_a_few_times",
    "told_often",
    "told_most",
    "gender_known",
    "is_owner",
    "after_of",
    "after_by",
    "after_with",
    "after_in",
    "after_other",
    "other_paragraph",
    "co_argument",
    "speaks_around",
    "accuser",
    "accuser_of_accused",
    "object_same",
    "object_before",
    "opens_after_subject",
    "opens_after_first",
    "opens_after_opening",
    "one_word",
    "in_heading",
    "speaker_before",
    "kinship",
    "unnamed",
    "unnamed_subject",
    "unnamed_same",
    "only_one",
    "is_relative",
    "farther_before",
    "same_opening",
    "owns_subject",
    "spoke_before",
    "only_known",
    "accuser_speaks",
    "alone_same",
    "lawyer",
    "lawyer_of_accused",
];

/// The forms of a pronoun: "he", "him", "his", "himself".
const FORMS: [&str; 4] = ["he", "him", "his", "himself"];

/// Somebody whom a pronoun may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antecedent {
    /// Who, as a position in [`Extraction::entities`](crate::Extraction::entities); none for somebody without a name.
    pub entity: Option<usize>,
    /// What speaks for or against it, as positions in the list of [`weight_names`].
    pub features: Vec<usize>,
}

/// A pronoun with those whom it may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Anaphor {
    /// Where it stands, as bytes of the text.
    pub range: std::ops::Range<usize>,
    /// Whom it may mean.
    pub antecedents: Vec<Antecedent>,
    /// How likely each of them is, from 0 to 1.
    pub likely: Vec<f32>,
    /// Whom it is taken to mean, as a position in [`Extraction::entities`](crate::Extraction::entities).
    pub chosen: Option<usize>,
    /// Whether that is too doubtful to accuse anybody by.
    pub is_unsure: bool,
}

/// What the weights are of: each feature, then each with each form of a pronoun.
pub fn weight_names() -> Vec<String> {
    let plain = FEATURES.iter().map(|name| (*name).to_owned());
    plain.chain(FORMS.iter().flat_map(|form| FEATURES.iter().map(move |name| format!("{name} {form}")))).collect()
}

fn weights() -> &'static [f32] {
    static WEIGHTS: OnceLock<Vec<f32>> = OnceLock::new();
    WEIGHTS.get_or_init(|| {
        let known: HashMap<&str, f32> = include_str!("../../data/pronouns.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(name, weight)| Some((name, weight.parse().ok()?)))
            .collect();
        weight_names().iter().map(|name| known.get(name.as_str()).copied().unwrap_or_default()).collect()
    })
}

/// How likely each of some is meant, from 0 to 1; all together 1.
pub(super) fn likelihoods(antecedents: &[Antecedent]) -> Vec<f32> {
    let weights = weights();
    let scores: Vec<f32> =
        antecedents.iter().map(|a| a.features.iter().filter_map(|f| weights.get(*f)).sum()).collect();
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let each: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let sum: f32 = each.iter().sum();
    each.into_iter().map(|x| x / sum).collect()
}

/// Whether somebody is the only one told in the sentence of the pronoun, or else in the one before.
pub(super) fn is_nearest_alone(antecedents: &[Antecedent], somebody: Option<usize>) -> bool {
    let [same, before] = ["same_sentence", "one_before"].map(|name| FEATURES.iter().position(|f| *f == name));
    let told = |at: Option<usize>| {
        let stands = move |a: &&Antecedent| at.is_some_and(|at| a.features.contains(&at));
        antecedents.iter().filter(stands).map(|a| a.entity).collect::<Vec<_>>()
    };
    let own = told(same);
    let nearest = if own.is_empty() { told(before) } else { own };
    let is_unnamed = antecedents.iter().any(|a| a.entity.is_none());
    nearest == [somebody] && !is_unnamed
}

/// "Brandt's drive began soon after he took over": the one person of the sentence, by name and as an owner.
pub(super) fn owner_alone(antecedents: &[Antecedent]) -> Option<usize> {
    let wanted = ["alone_same", "by_name", "is_owner"].map(|name| FEATURES.iter().position(|f| *f == name));
    let has = |a: &&Antecedent| wanted.iter().all(|at| at.is_some_and(|at| a.features.contains(&at)));
    antecedents.iter().find(has)?.entity
}

/// The features by their numbers: each, and each for the form.
pub(super) fn numbered(features: &[&str], form: usize) -> Vec<usize> {
    let number = |name: &&str| FEATURES.iter().position(|f| f == name);
    let plain: Vec<usize> = features.iter().filter_map(number).collect();
    let with_form = plain.iter().map(|f| FEATURES.len() * (form + 1) + f);
    plain.iter().copied().chain(with_form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_of_a_feature() {
        let names = weight_names();
        for line in include_str!("../../data/pronouns.tsv").lines().filter(|line| !line.starts_with('#')) {
            let (name, weight) = line.split_once('\t').expect("a name and a weight");
            assert!(names.iter().any(|n| n == name), "{name}");
            assert!(weight.parse::<f32>().is_ok(), "{line}");
        }
    }
}
