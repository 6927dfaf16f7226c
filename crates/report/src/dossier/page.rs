//! A dossier as a page of its own.

use umbra_find::{Dossier, DossierAccusation, DossierFact, DossierTie, Footnote, Saying, Stated};
use umbra_model::{Schema, Validity};

use crate::markup::Markup;
use crate::page::{Frame, write_page};
use crate::sentence::chip;
use crate::steps::steps;
use crate::words;

/// A dossier as one HTML page that asks no network for anything and needs no script: what is known, and numbered
/// footnotes with the sentences. `head` is the hash of the case's last log entry, as in a report.
pub fn dossier_html(dossier: &Dossier, head: Option<&str>) -> String {
    let mut out = Markup::new();
    write_head(&mut out, dossier);
    out.raw("<main class=\"dossier\">");
    facts(&mut out, dossier);
    accusations(&mut out, &dossier.accusations);
    ties(&mut out, &dossier.ties);
    sayings(&mut out, "Said by them", &dossier.said);
    sayings(&mut out, "Said about them", &dossier.said_about);
    timeline(&mut out, dossier);
    others(&mut out, dossier);
    write_footnotes(&mut out, &dossier.footnotes);
    out.raw("</main>");
    write_page(&Frame { title: &dossier.entity.caption, kind: "dossier", head, has_script: false }, &out)
}

fn write_head(out: &mut Markup, dossier: &Dossier) {
    out.raw("<header class=\"masthead\"><p class=\"kicker\">Umbra dossier</p><h1><bdi>");
    out.text(&dossier.entity.caption).raw("</bdi></h1><p class=\"standfirst\">");
    let kind = Schema::get(dossier.entity.schema).map_or(dossier.entity.schema, |schema| schema.label());
    out.text(kind);
    let roles: Vec<_> = dossier.roles.iter().map(|held| held.role.name()).collect();
    if !roles.is_empty() {
        out.text(format_args!("; in this case: {}", roles.join(", ")));
    }
    out.raw(".</p>");
    if !dossier.names.is_empty() {
        out.raw("<p>Also called ");
        values(out, &dossier.names);
        out.raw("</p>");
    }
    if dossier.records.len() > 1 {
        out.raw("<p class=\"quiet\">Joined from ")
            .text(words::count(dossier.records.len(), "record", "records"))
            .raw(".</p>");
    }
    out.raw("<p class=\"leads\"><strong>Leads, not verdicts:</strong> check each sentence in its source before you rely on it, \
        and ask the people concerned.</p></header>");
}

fn values(out: &mut Markup, values: &[Stated]) {
    for (number, value) in values.iter().enumerate() {
        out.raw(if number > 0 { "; " } else { "" }).raw("<bdi>").text(&value.value).raw("</bdi>");
        notes(out, &value.notes);
    }
}

fn notes(out: &mut Markup, notes: &[usize]) {
    out.raw("<span class=\"notes\">");
    for note in notes {
        out.open("a", &[("class", &"note"), ("href", &format_args!("#note-{note}"))]).text(note).raw("</a>");
    }
    out.raw("</span>");
}

fn fact_list(out: &mut Markup, facts: &[DossierFact]) {
    if facts.is_empty() {
        return;
    }
    out.raw("<dl class=\"details\">");
    for fact in facts {
        out.raw("<div>").element("dt", &[], fact.label).raw("<dd>");
        values(out, &fact.values);
        if fact.is_contradicted {
            out.raw(" <span class=\"caution\">the sources contradict each other</span>");
        }
        out.raw("</dd></div>");
    }
    out.raw("</dl>");
}

fn facts(out: &mut Markup, dossier: &Dossier) {
    if !dossier.facts.is_empty() {
        out.raw("<section><h2>What sources say</h2>");
        fact_list(out, &dossier.facts);
        out.raw("</section>");
    }
    if !dossier.offices.is_empty() {
        out.raw("<section><h2>Public offices</h2><ul>");
        for office in &dossier.offices {
            out.raw("<li>").text(words::office(office));
            out.raw("</li>");
        }
        out.raw("</ul></section>");
    }
}

fn period(out: &mut Markup, validity: Validity) {
    let time = words::period(validity);
    if !time.is_empty() {
        out.raw(" <span class=\"quiet\">").text(time).raw("</span>");
    }
}

fn accusations(out: &mut Markup, accusations: &[DossierAccusation]) {
    if accusations.is_empty() {
        return;
    }
    out.raw("<section><h2>Accusations and proceedings</h2>");
    for accusation in accusations {
        out.raw("<article class=\"finding\"><h3>");
        if let Some(standing) = accusation.standing {
            chip(out, standing);
            out.raw("<br>");
        }
        out.text(&accusation.says);
        notes(out, &accusation.notes);
        out.raw("</h3>");
        let steps = steps(&accusation.standings);
        if steps.len() > 1 {
            out.raw("<ol class=\"timeline\">");
            for step in &steps {
                out.raw("<li>").element("time", &[], step.day()).raw("<span>");
                chip(out, step.standing);
                out.raw("</span></li>");
            }
            out.raw("</ol>");
        }
        if let Some(doubt) = accusation.standings.doubt() {
            out.raw("<p class=\"caution\">").text(words::capitalised(doubt)).raw("</p>");
        }
        fact_list(out, &accusation.details);
        out.raw("</article>");
    }
    out.raw("</section>");
}

fn ties(out: &mut Markup, ties: &[DossierTie]) {
    if ties.is_empty() {
        return;
    }
    out.raw("<section><h2>Ties</h2>");
    for same_kind in ties.chunk_by(|a, b| a.kind == b.kind) {
        out.element("h3", &[], words::capitalised(words::tie_kind(same_kind[0].kind))).raw("<ul>");
        for tie in same_kind {
            out.raw("<li>");
            if let Some(standing) = tie.standing {
                chip(out, standing);
                out.raw(": ");
            }
            out.text(&tie.says);
            period(out, tie.validity);
            notes(out, &tie.notes);
            out.raw("</li>");
        }
        out.raw("</ul>");
    }
    out.raw("</section>");
}

fn sayings(out: &mut Markup, title: &'static str, sayings: &[Saying]) {
    if sayings.is_empty() {
        return;
    }
    out.raw("<section>").element("h2", &[], title).raw("<ul>");
    for saying in sayings {
        out.raw("<li><bdi>").text(&saying.words).raw("</bdi>");
        if !saying.attribution.is_own_voice() {
            out.text(format_args!(" (according to {})", saying.attribution));
        }
        if let Some(date) = saying.date {
            out.raw(" <span class=\"quiet\">").text(date).raw("</span>");
        }
        notes(out, &saying.notes);
        out.raw("</li>");
    }
    out.raw("</ul></section>");
}

fn timeline(out: &mut Markup, dossier: &Dossier) {
    if dossier.timeline.is_empty() {
        return;
    }
    out.raw("<section><h2>Timeline</h2><ol class=\"timeline\">");
    for moment in &dossier.timeline {
        out.raw("<li>").element("time", &[], moment.date).raw("<span>");
        if let Some(standing) = moment.standing {
            chip(out, standing);
            out.raw(": ");
        }
        out.text(&moment.says);
        notes(out, &moment.notes);
        out.raw("</span></li>");
    }
    out.raw("</ol></section>");
}

fn others(out: &mut Markup, dossier: &Dossier) {
    if !dossier.not_the_same.is_empty() {
        out.raw("<section><h2>Not the same</h2><ul>");
        for other in &dossier.not_the_same {
            out.raw("<li><bdi>")
                .text(&other.entity.caption)
                .raw("</bdi> (<code>")
                .text(&other.entity.id)
                .raw("</code>): ");
            out.raw(if other.is_judged_different {
                "judged not to be the same"
            } else {
                "of a like name; nobody has judged whether they are one"
            });
            out.raw("</li>");
        }
        out.raw("</ul></section>");
    }
    if !dossier.caveats.is_empty() {
        out.raw("<section><h2>Before you rely on it</h2><ul class=\"caveats\">");
        for caveat in &dossier.caveats {
            out.element("li", &[], caveat);
        }
        out.raw("</ul></section>");
    }
    if !dossier.noted.is_empty() {
        out.raw("<section><h2>Notes</h2><p class=\"quiet\">No source, and no part of the above.</p><ul>");
        for note in &dossier.noted {
            out.element("li", &[("dir", &"auto")], note.in_words());
        }
        out.raw("</ul></section>");
    }
}

/// The list of footnotes to which the numbers lead.
pub(crate) fn write_footnotes(out: &mut Markup, footnotes: &[Footnote]) {
    out.raw("<section><h2>Sources</h2><ol class=\"footnotes\">");
    for note in footnotes {
        let citation = &note.citation;
        out.open("li", &[("id", &format_args!("note-{}", note.number)), ("value", &note.number)]);
        out.raw("<blockquote class=\"sentence\"><p dir=\"auto\">").text(&citation.quote).raw("</p><footer>");
        if let Some(standing) = citation.standing {
            chip(out, standing);
        }
        let date = citation.published.map(|date| format!(", {date}")).unwrap_or_default();
        let publisher = citation.publisher.as_ref().filter(|publisher| **publisher != citation.source_name);
        let publisher = publisher.map(|publisher| format!("{publisher}: ")).unwrap_or_default();
        out.text(format_args!("{publisher}{}{date} · {}", citation.source_name, citation.place));
        if !citation.attribution.is_own_voice() {
            out.text(format_args!(" · according to {}", citation.attribution));
        }
        out.text(format_args!(" · grade {}{} · ", citation.reliability, citation.credibility.digit()));
        out.element("code", &[], &citation.path).raw("</footer></blockquote></li>");
    }
    out.raw("</ol></section>");
}
