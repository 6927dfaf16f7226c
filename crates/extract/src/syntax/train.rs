//! Training of the tagger, the parser and the namer of arcs.

use std::collections::{BTreeSet, HashMap};

use super::arcs::{Input, LABEL_BITS, MOVE_BITS, MOVES, State, label_features, step_features};
use super::learner::{Learner, Table, highest};
use super::model::{Syntax, sorts, tag_with};
use super::tags;
use super::treebank::TreebankSentence;
use super::words::Seen;
use crate::perceptron::train::Dice;

/// How to train a parser.
#[derive(Debug, Clone, Copy)]
pub struct SyntaxTraining {
    /// How often the tagger goes through all sentences.
    pub tag_epochs: usize,
    /// How often the parser does.
    pub epochs: usize,
    /// From the second time on, how many steps of a hundred follow the parser's own choice though it is wrong, so that it
    /// learns to go on from there.
    pub explore_percent: u64,
    /// Parts in which the training sentences are tagged by a tagger trained on the others: the parser must learn from tags
    /// as they will be, not as they ought to be. With one part it learns from the right tags.
    pub parts: usize,
    /// The head start of wrong answers: a right one that only just wins still teaches.
    pub margin: f32,
    /// Features that are left out at random in each update, of a hundred: what is seen rarely must not carry alone.
    pub dropout_percent: u64,
}

impl Default for SyntaxTraining {
    fn default() -> Self {
        Self { tag_epochs: 8, epochs: 20, explore_percent: 90, parts: 4, margin: 10.0, dropout_percent: 30 }
    }
}

struct Example<'a> {
    words: Vec<Seen>,
    gold: &'a TreebankSentence,
    tags: Vec<usize>,
    labels: Vec<usize>,
}

impl Syntax {
    /// Trains a parser. Everything follows from the sentences and the settings.
    pub fn train(sentences: &[TreebankSentence], training: SyntaxTraining) -> Self {
        let (tag_names, tag_at) = names(sentences.iter().flat_map(|s| &s.tags));
        let (label_names, label_at) = names(sentences.iter().flat_map(|s| &s.relations));
        let mut examples: Vec<Example<'_>> = sentences
            .iter()
            .map(|gold| Example {
                words: gold.words.iter().map(|word| Seen::of(word)).collect(),
                gold,
                tags: gold.tags.iter().map(|tag| tag_at[tag.as_str()]).collect(),
                labels: gold.relations.iter().map(|relation| label_at[relation.as_str()]).collect(),
            })
            .collect();
        let count = tag_names.len();
        let all: Vec<usize> = (0..examples.len()).collect();
        let tag_table = train_tags(&examples, &all, count, training);
        // Documents stay whole, so that no part has seen the other half of a text.
        let documents: Vec<&str> = examples.iter().map(|e| e.gold.document.as_str()).collect();
        let part_of: Vec<usize> = documents
            .iter()
            .map(|document| (crate::perceptron::hash::of(document) % training.parts.max(1) as u64) as usize)
            .collect();
        let mut tagged: Vec<Vec<usize>> = vec![Vec::new(); examples.len()];
        for part in (0..training.parts).filter(|_| training.parts > 1) {
            let others: Vec<usize> = all.iter().copied().filter(|at| part_of[*at] != part).collect();
            let table = train_tags(&examples, &others, count, training);
            for at in all.iter().filter(|at| part_of[**at] == part) {
                tagged[*at] = tag_with(&examples[*at].words, count, |rows, scores| table.scores(rows, scores));
            }
        }
        for (example, tags) in examples.iter_mut().zip(tagged) {
            if !tags.is_empty() {
                example.tags = tags;
            }
        }
        let (move_table, label_table) = train_arcs(&examples, &tag_names, label_names.len(), training);
        Self { tags: tag_names, labels: label_names, tag_table, move_table, label_table }
    }
}

/// The names that occur, in order, and the place of each.
fn names<'a>(all: impl Iterator<Item = &'a String>) -> (Vec<&'static str>, HashMap<&'static str, usize>) {
    let distinct: BTreeSet<&str> = all.map(String::as_str).collect();
    let names: Vec<&'static str> =
        distinct.into_iter().map(|name| &*Box::leak(name.to_owned().into_boxed_str())).collect();
    let at = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
    (names, at)
}

fn shuffled(of: &[usize], dice: &mut Dice) -> Vec<usize> {
    let mut order = of.to_vec();
    for at in (1..order.len()).rev() {
        order.swap(at, (dice.roll() % (at as u64 + 1)) as usize);
    }
    order
}

fn train_tags(examples: &[Example<'_>], of: &[usize], count: usize, training: SyntaxTraining) -> Table {
    let mut learner = Learner::new(tags::BITS, count);
    let mut dice = Dice(11);
    let mut rows = Vec::new();
    let mut scores = vec![0.0f32; count];
    for _ in 0..training.tag_epochs {
        for at in shuffled(of, &mut dice) {
            let example = &examples[at];
            let mut before = [count, count];
            for word in 0..example.words.len() {
                tags::features(&example.words, word, before, &mut rows);
                let right = example.tags[word];
                let found = learner.learn(&mut rows, right, training, &mut dice, &mut scores);
                // What it found, not what is right: so it will be when it is used.
                before = [before[1], found];
            }
            learner.tick();
        }
    }
    learner.table()
}

/// Leaves out some features at random.
fn leave_out(rows: &mut Vec<u32>, training: SyntaxTraining, dice: &mut Dice) {
    if training.dropout_percent > 0 {
        rows.retain(|_| dice.roll() % 100 >= training.dropout_percent);
    }
}

impl Learner {
    /// Learns from one example, and gives what it would have said.
    fn learn(
        &mut self,
        rows: &mut Vec<u32>,
        right: usize,
        training: SyntaxTraining,
        dice: &mut Dice,
        scores: &mut [f32],
    ) -> usize {
        leave_out(rows, training, dice);
        self.scores(rows, scores);
        let said = highest(scores);
        scores[right] -= training.margin;
        let rival = highest(scores);
        if rival != right {
            self.teach(rows, right, rival);
        }
        said
    }
}

fn train_arcs(
    examples: &[Example<'_>],
    tag_names: &[&'static str],
    labels: usize,
    training: SyntaxTraining,
) -> (Table, Table) {
    let mut moves = Learner::new(MOVE_BITS, 4);
    let mut namer = Learner::new(LABEL_BITS, labels);
    let mut dice = Dice(13);
    let all: Vec<usize> = (0..examples.len()).collect();
    let mut rows = Vec::new();
    let mut scores = [0.0f32; 4];
    let mut of_labels = vec![0.0f32; labels];
    for epoch in 0..training.epochs {
        for at in shuffled(&all, &mut dice) {
            let example = &examples[at];
            let heads = &example.gold.heads;
            let input = Input::new(&example.words, &example.tags, |at| sorts(tag_names[example.tags[at]]));
            let mut state = State::new(example.words.len());
            while !state.is_done() {
                step_features(&input, &state, &mut rows);
                leave_out(&mut rows, training, &mut dice);
                moves.scores(&rows, &mut scores);
                let allowed = || MOVES.into_iter().enumerate().filter(|(_, step)| state.allows(*step));
                let Some(least) = allowed().map(|(_, step)| state.cost(step, heads)).min() else { break };
                let by_score = |a: &(usize, _), b: &(usize, _)| scores[a.0].total_cmp(&scores[b.0]);
                let right = allowed().filter(|(_, step)| state.cost(*step, heads) == least).max_by(by_score);
                let rival = allowed().filter(|(_, step)| state.cost(*step, heads) > least).max_by(by_score);
                let (Some(right), Some(found)) = (right, allowed().max_by(by_score)) else { break };
                let is_wrong = state.cost(found.1, heads) > least;
                if let Some(rival) = rival.filter(|rival| scores[rival.0] + training.margin > scores[right.0]) {
                    moves.teach(&rows, right.0, rival.0);
                }
                let follows = epoch > 0 && dice.roll() % 100 < training.explore_percent;
                let step = if is_wrong && !follows { right.1 } else { found.1 };
                if let Some((head, word)) = state.apply(step) {
                    label_features(&input, &state, head, word, &mut rows);
                    state.labels[word] = if head == heads[word] {
                        namer.learn(&mut rows, example.labels[word], training, &mut dice, &mut of_labels)
                    } else {
                        namer.scores(&rows, &mut of_labels);
                        highest(&of_labels)
                    };
                }
            }
            moves.tick();
            namer.tick();
        }
    }
    (moves.table(), namer.table())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_it_is_shown() {
        let sentence = |words: &str, tags: &str, heads: &[usize], relations: &str| TreebankSentence {
            words: words.split(' ').map(str::to_owned).collect(),
            tags: tags.split(' ').map(str::to_owned).collect(),
            heads: heads.to_vec(),
            relations: relations.split(' ').map(str::to_owned).collect(),
            document: words.to_owned(),
        };
        let shown = [
            sentence("Brandt fled .", "NNP VBD .", &[1, 3, 1], "nsubj root punct"),
            sentence("the gang paid Pell", "DT NN VBD NNP", &[1, 2, 4, 2], "det nsubj root obj"),
        ];
        let training = SyntaxTraining { dropout_percent: 0, parts: 1, ..SyntaxTraining::default() };
        let often: Vec<_> = shown.iter().cycle().take(60).cloned().collect();
        let syntax = Syntax::train(&often, training);
        for gold in &shown {
            let tree = syntax.parse(&gold.words);
            let heads: Vec<usize> = tree.heads.iter().map(|h| h.unwrap_or(gold.words.len())).collect();
            assert_eq!(
                (heads, tree.tags, tree.relations),
                (
                    gold.heads.clone(),
                    gold.tags.iter().map(String::as_str).collect(),
                    gold.relations.iter().map(String::as_str).collect()
                )
            );
        }
    }
}
