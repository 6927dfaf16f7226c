//! Who shelters whom, on four shelves that are never mixed, and who was cleared.

use std::collections::BTreeMap;

use umbra_find::{Chain, Cleared, Counter, EntityRef, Finding, Network, Office, Protector, Ring, Shelf, Umbrella};
use umbra_model::EntityId;

use super::Report;
use super::listed::Listed;
use crate::chart::waterfall;
use crate::markup::Markup;
use crate::sentence::{Sentences, chip};
use crate::words;

/// Entries that are shown of one shelf.
const ENTRIES: usize = 150;

pub(super) fn write(out: &mut Markup, report: &Report<'_>, listed: &Listed<'_>, sentences: &Sentences<'_>) {
    let umbrellas = &report.findings.umbrellas;
    let mut places: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for (place, tie) in report.findings.network.ties().iter().enumerate() {
        places.entry(&tie.id).or_insert(place);
    }
    let context = Context { network: &report.findings.network, places, listed, sentences };
    out.raw("<section id=\"protectors\" aria-labelledby=\"protectors-title\"><h2 id=\"protectors-title\">Who shelters whom</h2>");
    out.raw("<p class=\"lead\">Four shelves, by how far the evidence reaches, the strongest first. A score only puts the entries of one \
        shelf in order; it says nothing of guilt.</p>");
    if umbrellas.is_empty() {
        out.raw("<p>No source speaks of a criminal group or of anybody who is sheltered.</p></section>\n");
        return;
    }
    for shelf in Shelf::ALL {
        let entries: Vec<_> =
            umbrellas.iter().flat_map(|umbrella| umbrella.on(shelf).map(move |p| (umbrella, p))).collect();
        out.open("section", &[("class", &format_args!("shelf shelf-{}", shelf_class(shelf)))]);
        out.open("h3", &[]).text(words::capitalised(shelf.title()));
        out.element("span", &[("class", &"tally")], entries.len()).close("h3");
        out.element("p", &[("class", &"quiet")], explain(shelf));
        for (umbrella, protector) in entries.iter().take(ENTRIES) {
            context.protector(out, umbrella, protector);
        }
        if entries.len() > ENTRIES {
            let rest = words::count(entries.len() - ENTRIES, "entry more", "entries more");
            out.element("p", &[("class", &"quiet")], format_args!("{rest}: umbra umbrellas."));
        }
        out.raw("</section>");
    }
    let cleared: Vec<_> =
        umbrellas.iter().flat_map(|umbrella| umbrella.cleared.iter().map(move |c| (umbrella, c))).collect();
    if !cleared.is_empty() {
        out.raw("<section class=\"shelf shelf-cleared\"><h3>Cleared");
        out.element("span", &[("class", &"tally")], cleared.len()).raw("</h3>");
        out.raw("<p class=\"quiet\">They were accused, and that no longer holds. They are on no shelf.</p>");
        for (umbrella, entry) in cleared {
            context.cleared(out, umbrella, entry);
        }
        out.raw("</section>");
    }
    context.without(out, umbrellas);
    rings(out, &report.findings.rings, sentences);
    out.raw("</section>\n");
}

/// Officials who shelter several groups, together or alone.
fn rings(out: &mut Markup, rings: &[Ring], sentences: &Sentences<'_>) {
    if rings.is_empty() {
        return;
    }
    out.raw("<section id=\"rings\" class=\"shelf\"><h3>Over several groups");
    out.element("span", &[("class", &"tally")], rings.len()).raw("</h3>");
    out.raw("<p class=\"marks\"><span class=\"assessment\">assessment</span></p><ul class=\"rings\">");
    for ring in rings.iter().take(ENTRIES) {
        out.raw("<li>");
        for (at, (official, shelf)) in ring.officials.iter().enumerate() {
            out.raw(if at > 0 { ", " } else { "" }).raw("<bdi>").text(&official.caption).raw("</bdi>");
            out.text(format_args!(" ({})", shelf.title()));
        }
        out.raw(" over ");
        for (at, group) in ring.groups.iter().enumerate() {
            out.raw(if at > 0 { ", " } else { "" }).raw("<bdi>").text(&group.caption).raw("</bdi>");
        }
        sentences.notes(out, ring.finding.evidence().statements());
        out.raw("<ul class=\"caveats\">");
        for caveat in ring.finding.caveats() {
            out.element("li", &[], words::capitalised(caveat));
        }
        out.raw("</ul></li>");
    }
    out.raw("</ul></section>");
}

fn shelf_class(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Court => "court",
        Shelf::Charged => "charged",
        Shelf::Said => "said",
        Shelf::Structure => "structure",
    }
}

fn explain(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Court => "A court found it proven. Whether an appeal is open is said with each entry.",
        Shelf::Charged => "A prosecutor has charged it, or it is before a court. Nothing is proven.",
        Shelf::Said => "A source says so, or an authority looks into it. Nothing is proven.",
        Shelf::Structure => {
            "An assessment: nobody accuses them. A public office and a chain of ties lie together in time, and that is all. It can be innocent."
        }
    }
}

/// What stands between the names of an entry. It says no more than the shelf does.
fn between(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Court => "found to have sheltered",
        Shelf::Charged => "charged with sheltering",
        Shelf::Said => "said to shelter",
        Shelf::Structure => "close in structure to",
    }
}

struct Context<'a> {
    network: &'a Network,
    /// Places of ties in the network by their ids.
    places: BTreeMap<&'a EntityId, usize>,
    listed: &'a Listed<'a>,
    sentences: &'a Sentences<'a>,
}

impl Context<'_> {
    fn entity(&self, out: &mut Markup, entity: &EntityRef) {
        match self.network.place(&entity.id) {
            Some(place) => self.listed.node(out, place),
            None => drop(out.raw("<bdi>").text(&entity.caption).raw("</bdi>")),
        }
    }

    fn protector(&self, out: &mut Markup, umbrella: &Umbrella, protector: &Protector) {
        out.raw("<article class=\"finding wide\"><h4>");
        self.entity(out, &protector.person);
        out.raw("<span class=\"over\"> ").text(between(protector.shelf)).raw(" </span>");
        self.entity(out, &umbrella.group);
        out.raw("</h4><p class=\"marks\">");
        if let Some(standing) = protector.standing {
            chip(out, standing);
        }
        if protector.is_assessment {
            out.raw("<span class=\"assessment\">assessment</span>");
        }
        self.offices(out, &protector.offices);
        out.raw("</p>");
        out.raw("<div>");
        self.sentences.sentence(out, protector.best.statement);
        for chain in protector.chains.iter().take(3) {
            self.chain(out, chain);
        }
        self.counter(out, &protector.counter);
        out.raw("</div>");
        self.finding(out, &protector.finding);
        out.raw("</article>");
    }

    fn cleared(&self, out: &mut Markup, umbrella: &Umbrella, entry: &Cleared) {
        out.raw("<article class=\"finding wide\"><h4>");
        self.entity(out, &entry.person);
        out.raw("<span class=\"over\"> was accused of sheltering </span>");
        self.entity(out, &umbrella.group);
        out.raw("</h4><p class=\"marks\">");
        chip(out, entry.by);
        self.offices(out, &entry.offices);
        out.raw("</p><div><p>").text(&entry.says).raw("</p>");
        self.sentences.sentence(out, entry.decision.statement);
        let others: Vec<_> = entry
            .counter
            .iter()
            .filter(|counter| counter.citation.statement != entry.decision.statement)
            .cloned()
            .collect();
        self.counter(out, &others);
        out.raw("</div>");
        self.finding(out, &entry.finding);
        out.raw("</article>");
    }

    fn offices(&self, out: &mut Markup, offices: &[Office]) {
        for office in offices.iter().take(3) {
            out.raw("<span class=\"office\">").text(words::office(office));
            self.sentences.notes(out, office.evidence.statements());
            out.raw("</span>");
        }
    }

    /// A chain: the names that it leads through, then its links in words.
    fn chain(&self, out: &mut Markup, chain: &Chain) {
        let Some(first) = chain.steps.first() else { return };
        out.raw("<div class=\"chain\">");
        if chain.steps.len() > 1 {
            out.raw("<p>");
            self.entity(out, &first.from);
            for step in &chain.steps {
                out.raw(" <span aria-label=\"then\">→</span> ");
                self.entity(out, &step.to);
            }
            out.raw("</p>");
        }
        out.raw("<ol aria-label=\"Links of the chain\">");
        for step in &chain.steps {
            let time = words::period(step.validity);
            out.open("li", &[("class", &words::line(step.standing))]);
            if let Some(standing) = step.standing {
                chip(out, standing);
                out.raw(": ");
            }
            out.text(&step.says);
            if !time.is_empty() {
                out.text(format_args!(", {time}"));
            }
            self.sentences.notes(out, step.evidence.statements());
            for tie in step.ties.iter().take(3) {
                if let Some(place) = self.places.get(tie) {
                    out.raw(" ");
                    self.listed.tie(out, *place, "sentences");
                }
            }
            out.raw("</li>");
        }
        out.raw("</ol>");
        if chain.undated > 0 && chain.steps.len() > 1 {
            out.raw("<p class=\"quiet\">").text(words::count(chain.undated, "link bears", "links bear"));
            out.raw(" no date and got the benefit of the doubt.</p>");
        }
        out.raw("</div>");
    }

    fn counter(&self, out: &mut Markup, counter: &[Counter]) {
        if counter.is_empty() {
            return;
        }
        out.raw("<div class=\"counter\"><h5>Against it</h5>");
        for entry in counter {
            if !entry.says.is_empty() && !entry.citation.quote.contains(&entry.says) {
                out.element("p", &[], &entry.says);
            }
            self.sentences.sentence(out, entry.citation.statement);
        }
        out.raw("</div>");
    }

    /// What the reader has to know before relying on it, and how the score adds up.
    fn finding(&self, out: &mut Markup, finding: &Finding) {
        out.raw("<div class=\"aside\">");
        if !finding.caveats().is_empty() {
            out.raw("<h5>Before you rely on it</h5><ul class=\"caveats\">");
            for caveat in finding.caveats() {
                out.element("li", &[], words::capitalised(caveat));
            }
            out.raw("</ul>");
        }
        if !finding.parts().is_empty() {
            out.raw("<h5>Score</h5>");
            waterfall(out, finding, self.sentences);
        }
        out.raw("</div>");
    }

    /// What else must be said of a group: that nobody was found, who was set aside, whether the search ended.
    fn without(&self, out: &mut Markup, umbrellas: &[Umbrella]) {
        let without: Vec<_> = umbrellas.iter().filter(|umbrella| umbrella.has_no_protector()).collect();
        if !without.is_empty() {
            out.raw("<section class=\"shelf shelf-none\"><h3>Without a protector</h3><ul>");
            for umbrella in without {
                out.raw("<li>");
                self.entity(out, &umbrella.group);
                out.raw(
                    ": no protector on any shelf. That the sources name none does not mean that there is none.</li>",
                );
            }
            out.raw("</ul></section>");
        }
        let set_aside: Vec<_> =
            umbrellas.iter().flat_map(|umbrella| umbrella.set_aside.iter().map(move |s| (umbrella, s))).collect();
        if !set_aside.is_empty() {
            out.raw("<details class=\"set-aside\"><summary>Set aside because the times do not agree: ");
            out.text(set_aside.len()).raw("</summary><ul>");
            for (umbrella, entry) in set_aside {
                out.raw("<li>");
                self.entity(out, &entry.person);
                out.raw(" and ");
                self.entity(out, &umbrella.group);
                out.text(": ").text(&entry.why).raw("</li>");
            }
            out.raw("</ul></details>");
        }
        if umbrellas.iter().any(|umbrella| !umbrella.is_complete) {
            out.raw("<p class=\"caution\">The search for chains was cut short: some entries on the shelf “structure only” may be missing.</p>");
        }
    }
}
