//! The summary on a terminal: at most one screen.

use umbra_find::{ProtectorLine, Shelf, Summary};
use unicode_width::UnicodeWidthStr;

use crate::cite;
use crate::page::{self, FAINT, HEADING, WARNING, styled};

/// What fits on a screen.
const SCREEN: usize = 44;

/// How many items of each kind are shown.
#[derive(Clone, Copy)]
struct Room {
    skipped: usize,
    networks: usize,
    protectors: usize,
    quote_lines: usize,
    cleared: usize,
    disagreements: usize,
    to_review: usize,
}

/// What is always shown.
const LEAST: Room =
    Room { skipped: 1, networks: 1, protectors: 2, quote_lines: 1, cleared: 1, disagreements: 1, to_review: 1 };

/// What is shown besides, as far as there is room, the most telling first.
const MORE: [fn(&mut Room); 13] = [
    |room| room.protectors = 4,
    |room| room.cleared = 2,
    |room| room.quote_lines = 2,
    |room| room.disagreements = 2,
    |room| room.networks = 2,
    |room| room.skipped = 2,
    |room| room.quote_lines = 3,
    |room| room.disagreements = 3,
    |room| room.protectors = 6,
    |room| room.cleared = 4,
    |room| room.to_review = 2,
    |room| room.networks = 4,
    |room| room.skipped = 4,
];

/// Writes the summary out, so that it fits on one screen with `others` lines beside it.
pub fn text(summary: &Summary, others: usize) -> String {
    let mut room = LEAST;
    let mut text = Screen::fill(summary, room);
    for more in MORE {
        let mut wider = room;
        more(&mut wider);
        let longer = Screen::fill(summary, wider);
        if longer.lines().count() + others <= SCREEN {
            (room, text) = (wider, longer);
        }
    }
    text
}

struct Screen {
    room: Room,
    width: usize,
    text: String,
}

impl Screen {
    fn fill(summary: &Summary, room: Room) -> String {
        let mut screen = Self { room, width: page::width(), text: String::new() };
        screen.read(summary);
        screen.networks(summary);
        screen.alerts(summary);
        screen.protectors(summary);
        screen.figures(summary);
        screen.open(summary);
        screen.next(summary);
        screen.text
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A sentence on at most so many lines, those after the first a little further in.
    fn wrapped(&mut self, indent: usize, text: &str, lines: usize) {
        let wrapped = page::wrapped(text, self.width - indent - 2, indent + 2, lines);
        self.line(indent, &wrapped);
    }

    fn heading(&mut self, text: &str) {
        self.line(0, &styled(HEADING, text));
    }

    fn more(&mut self, indent: usize, left: usize, where_else: &str) {
        if left > 0 {
            self.line(indent, &styled(FAINT, format!("and {left} more: {where_else}")));
        }
    }

    fn read(&mut self, summary: &Summary) {
        let counts = &summary.counts;
        let found = [
            page::count(counts.statements, "statement", "statements"),
            page::count(counts.persons, "person", "persons"),
            page::count(counts.organisations, "organisation", "organisations"),
            page::count(counts.groups, "criminal group", "criminal groups"),
        ];
        let sources = page::count(counts.sources, "source", "sources");
        self.line(0, &format!("{} {sources}: {}", styled(HEADING, "Read"), found.join(", ")));
        if counts.skipped > 0 {
            let mut skipped = summary.skipped.iter().map(|skipped| format!("{}: {}", skipped.path, skipped.reason));
            if let (1, Some(only)) = (counts.skipped, skipped.next()) {
                self.wrapped(0, &format!("{} {only}", styled(HEADING, "Left out")), 2);
                return;
            }
            self.line(0, &format!("{} {}", styled(HEADING, "Left out"), counts.skipped));
            for skipped in summary.skipped.iter().take(self.room.skipped) {
                self.wrapped(2, &format!("{}: {}", skipped.path, skipped.reason), 2);
            }
            self.more(2, counts.skipped.saturating_sub(self.room.skipped), "in the report");
        }
    }

    fn networks(&mut self, summary: &Summary) {
        self.heading("Networks");
        if summary.networks.is_empty() {
            self.line(2, "none with a criminal group or an accusation");
        }
        for network in summary.networks.iter().take(self.room.networks) {
            let central: Vec<&str> = network.central.iter().map(|entity| entity.caption.as_str()).collect();
            let nodes = page::count(network.nodes, "person, body or place", "persons, bodies and places");
            let ties = page::count(network.ties, "tie", "ties");
            let accusing = match (network.ties, network.accusing_ties) {
                (0, _) => "nothing else is told of it".to_owned(),
                (1, 1) => "which accuses".to_owned(),
                (_, 0) => "none of which accuses".to_owned(),
                (_, 1) => "1 of which accuses".to_owned(),
                (_, several) => format!("{several} of which accuse"),
            };
            // Of a few it says nothing through whom the paths run.
            let between = if network.nodes < 6 || central.is_empty() {
                String::new()
            } else {
                format!("; most paths run through {}", central.join(", "))
            };
            self.wrapped(2, &format!("{}: {nodes}, {ties}, {accusing}{between}", network.name), 2);
        }
        let left = summary.networks.len().saturating_sub(self.room.networks) + summary.more_networks;
        self.more(2, left, "in the report");
    }

    fn protectors(&mut self, summary: &Summary) {
        self.heading("Protectors");
        if summary.protectors.is_empty() {
            self.line(2, "none: no source in this case says that an official shelters a group");
        }
        let mut shelf: Option<Shelf> = None;
        for protector in first_of_each(&summary.protectors, self.room.protectors) {
            if shelf != Some(protector.shelf) {
                shelf = Some(protector.shelf);
                self.line(2, &styled(FAINT, protector.shelf.title()));
            }
            self.protector(protector);
        }
        self.more(2, summary.protectors.len().saturating_sub(self.room.protectors), "umbra umbrellas");
        for cleared in summary.cleared.iter().take(self.room.cleared) {
            self.wrapped(2, &format!("cleared: {cleared}"), 1);
        }
        self.more(2, summary.cleared.len().saturating_sub(self.room.cleared), "umbra umbrellas");
        if let Some(ring) = summary.rings.first() {
            let who: Vec<String> =
                ring.officials.iter().map(|(who, shelf)| format!("{} ({})", who.caption, shelf.title())).collect();
            let groups: Vec<&str> = ring.groups.iter().map(|group| group.caption.as_str()).collect();
            let says = format!("over several groups: {} over {}", who.join(", "), groups.join(", "));
            self.wrapped(2, &says, self.room.quote_lines);
        }
        self.more(2, summary.rings.len().saturating_sub(1), "umbra umbrellas");
    }

    fn alerts(&mut self, summary: &Summary) {
        let Some(first) = summary.hits.first() else { return };
        self.line(0, &format!("{} {} new", styled(HEADING, "Alerts"), summary.hits.len()));
        self.wrapped(2, &format!("{}: {}", first.alert, first.says), 2);
        self.more(2, summary.hits.len() - 1, "umbra alert run");
    }

    fn protector(&mut self, protector: &ProtectorLine) {
        let (word, style) = match protector.standing {
            Some(standing) => (standing.name(), page::of_standing(standing)),
            None => ("assessment", WARNING),
        };
        let against =
            if protector.against.is_empty() { String::new() } else { format!(" ({})", protector.against.join("; ")) };
        let group = &protector.group.caption;
        let arrow = format!(" -> {}  {}{against}", styled(HEADING, group), styled(style, word));
        let taken = format!(" -> {group}  {word}{against}").width();
        let room = self.width.saturating_sub(4);
        let who = names(protector).into_iter().find(|who| who.width() + taken <= room);
        let is_told = |who: &String| protector.office.is_none() || *who != protector.person.caption;
        match who.filter(is_told) {
            Some(who) => self.line(4, &format!("{who}{arrow}")),
            None => {
                let fullest = names(protector).into_iter().find(|who| who.width() <= room);
                self.line(4, &fullest.unwrap_or_else(|| page::cut(&protector.person.caption, room)));
                self.line(5, &arrow);
            }
        }
        let says = match &protector.chain {
            Some(chain) => format!("nobody says so; the ties: {chain}"),
            None => format!("“{}”", protector.best.quote),
        };
        let source = format!("({})", cite::short_source(&protector.best));
        let says = match self.room.quote_lines {
            1 => page::cut(&says, (self.width - 8).saturating_sub(source.width()).max(40)),
            lines => page::wrapped(&says, self.width - 8, 7, lines),
        };
        let is_room_left = says.lines().last().is_none_or(|last| last.width() + source.width() + 7 < self.width);
        let gap = if is_room_left { " ".to_owned() } else { format!("\n{}", " ".repeat(7)) };
        self.line(6, &format!("{says}{gap}{}", styled(FAINT, page::cut(&source, self.width - 7))));
    }

    fn figures(&mut self, summary: &Summary) {
        let heading = styled(HEADING, "Figures");
        if summary.counts.figures == 0 {
            return self.line(0, &format!("{heading} none"));
        }
        let total = page::count(summary.counts.figures, "figure", "figures");
        let verdicts = [
            (summary.disagreements.len(), "disagree"),
            (summary.agreements, "agree"),
            (summary.incomparable, "can't be compared"),
        ];
        let verdicts = verdicts.map(|(count, verdict)| format!("{count} {verdict}")).join(", ");
        self.line(0, &format!("{heading} {total}; of the checks between them {verdicts}"));
        for check in summary.disagreements.iter().take(self.room.disagreements) {
            self.wrapped(2, &check.says, 2);
        }
    }

    fn open(&mut self, summary: &Summary) {
        if summary.to_review.is_empty() {
            return;
        }
        let all = page::count(summary.to_review.len(), "thing", "things");
        let shown = self.room.to_review.min(summary.to_review.len());
        let first = if shown < summary.to_review.len() { ", the likeliest first" } else { "" };
        self.line(0, &format!("{} {all}{first}", styled(HEADING, "For you to judge")));
        for sentence in summary.to_review.iter().take(shown) {
            self.wrapped(2, sentence, 2);
        }
    }

    fn next(&mut self, summary: &Summary) {
        self.heading("Next");
        let next = summary.next.iter();
        let commands: Vec<(String, &str)> = next
            .map(|step| {
                let arguments: Vec<String> = step.arguments.iter().map(|argument| in_shell(argument)).collect();
                (format!("umbra {}", arguments.join(" ")), step.why.as_str())
            })
            .collect();
        let column = commands.iter().map(|(command, _)| command.width()).max().unwrap_or(0);
        for (command, why) in commands {
            let gap = " ".repeat(column - command.width() + 2);
            self.line(2, &format!("{command}{gap}{}", styled(FAINT, why)));
        }
    }
}

/// Those to show where there is no room for all: the first of each shelf, then the rest in order.
fn first_of_each(protectors: &[ProtectorLine], most: usize) -> Vec<&ProtectorLine> {
    let is_first = |at: usize| at == 0 || protectors[at - 1].shelf != protectors[at].shelf;
    let mut chosen: Vec<usize> = (0..protectors.len()).filter(|at| is_first(*at)).collect();
    chosen.extend((0..protectors.len()).filter(|at| !is_first(*at)));
    chosen.truncate(most);
    chosen.sort_unstable();
    chosen.into_iter().map(|at| &protectors[at]).collect()
}

/// How somebody may be called, the fullest first: with the office and its body, with the office, by name.
fn names(protector: &ProtectorLine) -> Vec<String> {
    let name = &protector.person.caption;
    let mut names = Vec::new();
    if let Some(office) = &protector.office {
        names.push(format!("{name}, {office}"));
        names.extend(office.rsplit_once(", ").map(|(post, _)| format!("{name}, {post}")));
    }
    names.push(name.clone());
    names
}

/// An argument as it is typed: in quotes where a shell would break it up.
fn in_shell(argument: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("\"{}\"", argument.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
