//! Counts, and what went wrong.

use std::collections::BTreeMap;

/// Where bands of likelihood begin.
const BANDS: [f32; 9] = [0.0, 0.05, 0.2, 0.5, 0.7, 0.8, 0.9, 0.95, 0.985];

#[derive(Debug, Default)]
struct Count {
    right: usize,
    missed: usize,
    wrong: usize,
}

/// Counts per kind, and the list of errors.
#[derive(Debug, Default)]
pub struct Tally {
    counts: BTreeMap<&'static str, Count>,
    order: Vec<&'static str>,
    errors: Vec<String>,
    /// Of the relations and events of the gold: those in the graph or among the candidates, and all.
    offered: (usize, usize),
    /// Of those neither found nor offered: how many lack an end among the entities of the run.
    endless: usize,
    /// Of those neither found nor offered: how many are between two whom the run ties or offers otherwise.
    otherwise: usize,
    proposals: usize,
    /// By rule: how many of its ties and events the gold has, and how many it has not.
    rules: BTreeMap<String, (usize, usize)>,
    /// By kind, of candidates in each band of likelihood: how many are right, and all.
    bands: BTreeMap<String, [(usize, usize); BANDS.len()]>,
    /// Entities of the gold by kind: those that the reading has, and all.
    entities: BTreeMap<String, (usize, usize)>,
}

impl Tally {
    /// Counts a relation or event of the gold, found in the graph or among the candidates or not.
    pub fn offered(&mut self, found: bool, document: &str, what: &str, sentence: &str) {
        self.offered.0 += usize::from(found);
        self.offered.1 += 1;
        if !found {
            self.errors.push(format!("{document}: not offered: {what}\n    {sentence}"));
        }
    }

    /// Counts an entity of the gold, by its kind, and whether the reading has it.
    pub fn aligned(&mut self, kind: &str, found: bool, document: &str, what: &str, sentence: &str) {
        let count = self.entities.entry(kind.to_owned()).or_default();
        count.0 += usize::from(found);
        count.1 += 1;
        if !found {
            self.errors.push(format!("{document}: entity missed: {what}\n    {sentence}"));
        }
    }

    /// Counts one that cannot be found, for want of an entity.
    pub fn lacks_end(&mut self) {
        self.endless += 1;
    }

    /// Counts one whose two the run ties or offers with another reading.
    pub fn read_otherwise(&mut self) {
        self.otherwise += 1;
    }

    /// Counts a tie or an event of the reading for its rule.
    pub fn of_rule(&mut self, rule: &str, kind: &str, is_right: bool) {
        let count = self.rules.entry(format!("{kind} {rule}")).or_default();
        count.0 += usize::from(is_right);
        count.1 += usize::from(!is_right);
    }

    /// Prints how often each rule was right and wrong, the worst first.
    #[allow(dead_code, reason = "the tests hold to shares, the program prints what is asked for")]
    pub fn print_rules(&self) {
        println!("\n{:>6} {:>6}  kind and rule", "right", "false");
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(name, (right, wrong))| (std::cmp::Reverse(*wrong), *right, *name));
        for (name, (right, wrong)) in rules {
            println!("{right:>6} {wrong:>6}  {name}");
        }
    }

    /// Counts a candidate of a likelihood.
    pub fn of_likelihood(&mut self, kind: &str, likely: f32, is_right: bool) {
        let band = BANDS.partition_point(|from| *from <= likely).saturating_sub(1);
        for kind in [kind, "all"] {
            let (right, all) = &mut self.bands.entry(kind.to_owned()).or_default()[band];
            *right += usize::from(is_right);
            *all += 1;
        }
    }

    /// Prints how often candidates of each likelihood were right, a line for each kind.
    #[allow(dead_code, reason = "the tests hold to shares, the program prints what is asked for")]
    pub fn print_likelihoods(&self) {
        print!("\n{:<18}", "right of offered");
        for from in BANDS {
            print!(" {:>9}", format!("from {from}"));
        }
        println!();
        for (kind, bands) in &self.bands {
            print!("{kind:<18}");
            for (right, all) in bands {
                print!(" {:>9}", if *all == 0 { String::new() } else { format!("{right}/{all}") });
            }
            println!();
        }
    }

    /// Counts candidates.
    pub fn proposals(&mut self, count: usize) {
        self.proposals += count;
    }

    /// How much of the relations and events a person finds who goes through the candidates as well.
    pub fn offered_share(&self) -> f64 {
        if self.offered.1 == 0 { 1.0 } else { self.offered.0 as f64 / self.offered.1 as f64 }
    }

    fn count(&mut self, kind: &'static str) -> &mut Count {
        if !self.order.contains(&kind) {
            self.order.push(kind);
        }
        self.counts.entry(kind).or_default()
    }

    pub fn right(&mut self, kind: &'static str) {
        self.count(kind).right += 1;
    }

    pub fn missed(&mut self, kind: &'static str, document: &str, what: &str, sentence: &str) {
        self.count(kind).missed += 1;
        self.errors.push(format!("{document}: {kind} missed: {what}\n    {sentence}"));
    }

    pub fn wrong(&mut self, kind: &'static str, document: &str, what: &str, sentence: &str) {
        self.count(kind).wrong += 1;
        self.errors.push(format!("{document}: {kind} false: {what}\n    {sentence}"));
    }

    /// Precision and recall of a kind; 1 where nothing was said or asked for.
    pub fn shares(&self, kind: &str) -> (f64, f64) {
        let Some(count) = self.counts.get(kind) else { return (1.0, 1.0) };
        let share = |whole: usize| if whole == 0 { 1.0 } else { count.right as f64 / whole as f64 };
        (share(count.right + count.wrong), share(count.right + count.missed))
    }

    /// Prints the table, then every error.
    #[allow(dead_code, reason = "the tests print both, the program what is asked for")]
    pub fn print(&self, documents: usize) {
        self.print_totals();
        self.print_errors(documents);
    }

    /// Prints the table.
    pub fn print_totals(&self) {
        println!(
            "{:<16} {:>6} {:>6} {:>6}   {:>9} {:>7} {:>5}",
            "kind", "right", "missed", "false", "precision", "recall", "F1"
        );
        for kind in &self.order {
            let count = &self.counts[kind];
            let (precision, recall) = self.shares(kind);
            let f1 = if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
            println!(
                "{kind:<16} {:>6} {:>6} {:>6}   {precision:>9.3} {recall:>7.3} {f1:>5.3}",
                count.right, count.missed, count.wrong
            );
        }
        println!(
            "relations and events in the graph or among the {} candidates: {} of {}, recall {:.3}; {} lack an entity, {} have another reading",
            self.proposals,
            self.offered.0,
            self.offered.1,
            self.offered_share(),
            self.endless,
            self.otherwise
        );
        let entities: Vec<String> =
            self.entities.iter().map(|(kind, (found, all))| format!("{found} of {all} ({kind})")).collect();
        println!("entities found: {}", entities.join(", "));
    }

    /// Prints every error.
    pub fn print_errors(&self, documents: usize) {
        println!("\n{documents} document(s), {} error(s)", self.errors.len());
        for error in &self.errors {
            println!("\n{error}");
        }
    }
}
