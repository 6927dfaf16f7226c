//! A removal plan on one screen.

use umbra_find::{Aim, Interval, KeyPlayer, NOT_GUILT, NodeKind, Rank, Removal, Removals, Shape};

use crate::cite;
use crate::page::{self, FAINT, HEADING, WARNING, styled};

/// Lines of each kind that still leave the whole on one screen.
const STEPS: usize = 8;
const PLAYERS: usize = 5;
const CAVEATS: usize = 3;

/// The screen as text.
pub fn text(removals: &Removals, read_as: &str) -> String {
    let mut screen = Screen { width: page::width(), text: String::new() };
    screen.head(removals, read_as);
    screen.plan(removals);
    screen.curves(removals);
    screen.doubts(removals);
    screen.players(removals);
    screen.rest(removals);
    screen.text
}

struct Screen {
    width: usize,
    text: String,
}

impl Screen {
    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn cut(&mut self, indent: usize, text: &str) {
        self.line(indent, &page::cut(text, self.width - indent));
    }

    fn head(&mut self, removals: &Removals, read_as: &str) {
        let read_as = if read_as.is_empty() { String::new() } else { format!("  {}", styled(FAINT, read_as)) };
        self.line(0, &format!("{}{read_as}", styled(HEADING, &removals.network)));
        self.cut(2, &format!("before: {}", shape(removals.before)));
        if !removals.plan.is_empty() {
            self.cut(2, &format!("after:  {}", shape(removals.after)));
        }
    }

    fn plan(&mut self, removals: &Removals) {
        let proven = if removals.is_proven { ", proven the best" } else { "" };
        let what = match removals.aim {
            Aim::Size => "break the largest part early",
            Aim::Fewest => "break the largest part with the fewest removals",
            Aim::Pairs => "part the most pairs",
            Aim::Efficiency => "make the ways long",
            Aim::Money => "stop the money",
            Aim::Protector => "cut the protectors off",
        };
        let found = styled(FAINT, format!("found by {}{proven}", removals.method));
        self.line(0, &format!("{} to {what}  {found}", styled(HEADING, "Plan")));
        if removals.plan.is_empty() {
            self.line(2, "nobody has to go: the network is no larger than that already, or nobody may be taken out");
            return;
        }
        let longest = removals.plan.iter().take(STEPS).map(|r| r.who.name.chars().count()).max().unwrap_or(0);
        let name_width = longest.clamp(4, 32);
        for (step, removal) in removals.plan.iter().take(STEPS).enumerate() {
            self.step(step + 1, removal, name_width);
        }
        if let Some(more) = removals.plan.len().checked_sub(STEPS).filter(|more| *more > 0) {
            self.line(2, &styled(FAINT, format!("and {more} more: --csv FILE, --json")));
        }
    }

    fn step(&mut self, number: usize, removal: &Removal, name_width: usize) {
        let name = page::cut(&removal.who.name, name_width);
        let pad = " ".repeat(name_width.saturating_sub(name.chars().count()));
        let cost = if (removal.cost - 1.0).abs() < 1e-12 { String::new() } else { format!(", costs {}", removal.cost) };
        let rank = removal.rank.map_or_else(String::new, |rank| format!("  {:<14}", in_short(rank)));
        let standing = removal.standing.map_or_else(String::new, |standing| format!("; {standing}"));
        let text = format!(
            "{number:>2} {name}{pad} leaves {:>5}{rank}  {}{cost}{standing}",
            percent(removal.left),
            removal.why
        );
        self.cut(1, &text);
    }

    fn curves(&mut self, removals: &Removals) {
        if removals.plan.is_empty() {
            return;
        }
        let steps = shown_steps(removals.plan.len());
        self.cut(0, &format!("{}  % {}", styled(HEADING, "What is left"), removals.yardstick.words()));
        let cells =
            |values: &mut dyn Iterator<Item = String>| values.map(|cell| format!("{cell:>6}")).collect::<String>();
        let numbers = cells(&mut steps.iter().map(ToString::to_string));
        self.line(2, &styled(FAINT, format!("{:<14}{numbers}", "removals")));
        for curve in &removals.curves {
            let left = cells(&mut steps.iter().map(|step| {
                curve.left.get(*step).map_or_else(|| "-".to_owned(), |left| format!("{:.0}", left * 100.0))
            }));
            self.line(2, &format!("{:<14}{left}", curve.rule));
        }
    }

    fn doubts(&mut self, removals: &Removals) {
        if removals.plan.is_empty() {
            return;
        }
        self.line(0, &styled(HEADING, "How far it can be trusted"));
        let ties = &removals.ties;
        let end = ties.left.last().copied();
        let graded = match ties.graded {
            0 => "no tie is graded".to_owned(),
            graded => format!("{graded} ties by their grade"),
        };
        if let Some(end) = end {
            let seen = removals.plan.last().map_or(1.0, |removal| removal.left);
            let text = format!(
                "ties: if {} are unseen and {} false ({graded}), the plan leaves {} rather than {}",
                percent(ties.missing),
                percent(ties.false_chance),
                interval(end),
                percent(seen)
            );
            self.line(2, &page::wrapped(&text, self.width - 4, 8, 2));
        }
        let rules: Vec<String> = removals
            .recovery
            .iter()
            .filter_map(|rule| Some(format!("{} if {}", interval(*rule.efficiency.last()?), rule.says)))
            .collect();
        if let Some(without) = removals.recovery.first().and_then(|rule| rule.without.last()) {
            let text =
                format!("recovery: {} of the efficiency is left; in time {}", percent(*without), rules.join(", "));
            self.line(2, &page::wrapped(&text, self.width - 4, 8, 3));
        }
        let text = match &removals.restricted {
            Some(plan) if plan.allowed == 0 => {
                format!("standing: nobody here is {} or beyond, so no plan stands on that", plan.standing)
            }
            Some(plan) => {
                let names: Vec<&str> = plan.order.iter().map(|who| who.name.as_str()).collect();
                let names = if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
                format!(
                    "standing: of the {} who are {} or beyond it takes {names}; that leaves {}, {} more",
                    plan.allowed,
                    plan.standing,
                    percent(plan.left),
                    points(plan.costs)
                )
            }
            None => "standing: no statements stand behind this plan, so nobody's role is supported".to_owned(),
        };
        self.line(2, &page::wrapped(&text, self.width - 4, 8, 2));
    }

    fn players(&mut self, removals: &Removals) {
        if removals.key_players.is_empty() {
            return;
        }
        let rule = "by the ways that run through them: who stands between, not who commands";
        self.line(0, &format!("{}  {}", styled(HEADING, "Key players"), styled(FAINT, rule)));
        for player in removals.key_players.iter().take(PLAYERS) {
            self.player(player);
        }
    }

    fn player(&mut self, player: &KeyPlayer) {
        let structure = if player.structure.is_empty() { "in between".to_owned() } else { player.structure.join(", ") };
        let kind = match player.kind {
            Some(NodeKind::Company) => " (firm)",
            Some(NodeKind::Organisation) => " (body)",
            _ => "",
        };
        let rank = player.rank.map_or_else(String::new, |rank| format!("  {}", in_full(rank)));
        self.cut(2, &format!("{}{kind}: {structure}{rank}", player.who.name));
        for told in &player.parts {
            let standing = told.standing.map_or_else(String::new, |s| format!(" {}", styled(page::of_standing(s), s)));
            let place = cite::place(&told.citation);
            let room = self.width.saturating_sub(6);
            let text = page::cut(&format!("“{}” {place}", told.citation.quote), room.saturating_sub(26));
            self.line(5, &format!("{}{standing}: {}", told.part.name(), styled(FAINT, text)));
        }
    }

    fn rest(&mut self, removals: &Removals) {
        for kept in removals.kept.iter().take(CAVEATS) {
            self.cut(0, &format!("kept: {} ({})", kept.who.name, kept.why));
        }
        for caveat in removals.caveats.iter().take(CAVEATS) {
            self.cut(0, &styled(FAINT, format!("mind: {caveat}")));
        }
        self.line(0, &styled(WARNING, page::wrapped(NOT_GUILT, self.width, 0, 2)));
    }
}

/// Some twelve steps from the first to the last.
fn shown_steps(last: usize) -> Vec<usize> {
    let every = last.div_ceil(10).max(1);
    let mut steps: Vec<usize> = (0..=last).step_by(every).collect();
    if steps.last() != Some(&last) {
        steps.push(last);
    }
    steps
}

fn shape(shape: Shape) -> String {
    format!(
        "{}, {}, {}, the largest of {}; {} of the pairs reach each other",
        page::count(shape.nodes, "node", "nodes"),
        page::count(shape.ties, "tie", "ties"),
        page::count(shape.parts, "part", "parts"),
        page::grouped(shape.largest as u64),
        percent(shape.pairs)
    )
}

fn percent(share: f64) -> String {
    let share = share * 100.0;
    if share > 0.0 && share < 9.95 { format!("{share:.1} %") } else { format!("{share:.0} %") }
}

fn points(share: f64) -> String {
    format!("{:.0} points", (share * 100.0).max(0.0))
}

fn interval(interval: Interval) -> String {
    format!("{:.0} % [{:.0}-{:.0}]", interval.median * 100.0, interval.low * 100.0, interval.high * 100.0)
}

fn ranks(rank: Rank) -> String {
    if rank.low == rank.high { format!("{}", rank.low) } else { format!("{}-{}", rank.low, rank.high) }
}

fn in_short(rank: Rank) -> String {
    format!("rank {} [{}]", rank.seen, ranks(rank))
}

fn in_full(rank: Rank) -> String {
    let shaky = if rank.is_shaky { ", shaky" } else { "" };
    format!("rank {} [{}], P(top 5) {:.0} %{shaky}", rank.seen, ranks(rank), rank.top_five * 100.0)
}
