//! The report: one page that holds everything and asks no network for anything.

mod campaigns;
mod figures;
mod frame;
mod inspect;
mod listed;
mod masthead;
mod method;
mod money;
mod network;
mod protectors;
mod register;
mod review;
mod sheet;
mod sources;
mod watch;

use std::collections::BTreeMap;

use umbra_find::{Facts, Findings};
use umbra_model::{SourceId, Text};

use crate::drawing::Drawing;
use crate::markup::Markup;
use crate::places::Places;
use crate::sentence::Sentences;
use crate::{Contents, ReportError};

pub(crate) use frame::{Frame, write_page};
use listed::Listed;

/// How much the page holds at most. What is left out is counted where it would stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLimits {
    /// Nodes in the drawing.
    pub drawn_nodes: usize,
    /// Entries in the register, and as many ties.
    pub register: usize,
    /// Sentences under one tie or finding.
    pub sentences: usize,
    /// Bytes of one source's text; a longer one is cut down to what lies around its quotes.
    pub source_bytes: usize,
    /// Bytes of all sources' texts together.
    pub all_sources_bytes: usize,
}

impl Default for PageLimits {
    /// 150 nodes drawn, 1,000 entries, 8 sentences, 200 kB a source, 20 MB in all.
    fn default() -> Self {
        Self { drawn_nodes: 150, register: 1000, sentences: 8, source_bytes: 200_000, all_sources_bytes: 20_000_000 }
    }
}

/// Entries of the register from which on a browser takes seconds to lay them all out at once.
const MANY_ENTRIES: usize = 500;

/// What a report is made of.
pub struct Report<'a> {
    /// What the case is called.
    pub name: &'a str,
    /// The snapshot that everything was worked out from.
    pub facts: &'a Facts,
    /// What was found in it.
    pub findings: &'a Findings,
    /// What a person has to judge, a sentence each: [`umbra_find::Summary::to_review`] and whatever else is unsure.
    pub to_review: &'a [String],
    /// The sources' texts.
    pub contents: &'a dyn Contents,
    /// The hash of the audit log's last entry: the state of the case that the page shows.
    pub head: Option<&'a str>,
    /// How much the page holds.
    pub limits: PageLimits,
}

impl Report<'_> {
    /// Makes the page.
    ///
    /// HTML with its style, script and drawings inside, for any browser of the last five years; readable without the script. The
    /// same report gives the same bytes: it bears no time of day. Time O(n log n) in statements plus the layout of the
    /// drawing; memory as much as the texts of all sources and the page.
    ///
    /// # Errors
    /// [`ReportError::Contents`] when a source's text can't be read, [`ReportError::Layout`] when the network can't be laid out.
    pub fn html(&self) -> Result<String, ReportError> {
        let texts = self.texts()?;
        let mut places = Places::of(self.facts);
        // First, because the other parts link only to what is shown here.
        let sources = sources::write(self, &texts, &mut places);
        let sentences = Sentences { facts: self.facts, places: &places, texts: &texts };
        let mut body = Markup::new();
        masthead::write(&mut body, self);
        let drawing = Drawing::of(&self.findings.network, self.limits.drawn_nodes)?;
        let listed = Listed::of(&self.findings.network, &drawing, self.limits.register);
        let is_large = listed.nodes.len() + listed.ties.len() > MANY_ENTRIES;
        body.open("main", &[("class", &if is_large { "large" } else { "" })]);
        review::alerts(&mut body, self, &sentences);
        network::write(&mut body, self, &drawing, &listed);
        protectors::write(&mut body, self, &listed, &sentences);
        watch::write(&mut body, self, &listed, &sentences);
        inspect::write(&mut body, self, &sentences);
        money::write(&mut body, self, &sentences);
        figures::write(&mut body, self, &sentences);
        campaigns::write(&mut body, self, &sentences);
        review::write(&mut body, self);
        register::write(&mut body, self, &listed, &sentences);
        body.append(&sources);
        method::write(&mut body, self);
        body.raw("</main>");
        Ok(write_page(&Frame { title: self.name, kind: "report", head: self.head, has_script: true }, &body))
    }

    fn texts(&self) -> Result<BTreeMap<SourceId, Text>, ReportError> {
        let mut texts = BTreeMap::new();
        for source in self.facts.sources() {
            let text =
                self.contents.text(source.id).map_err(|cause| ReportError::Contents { source_id: source.id, cause })?;
            if let Some(text) = text {
                texts.insert(source.id, text);
            }
        }
        Ok(texts)
    }
}
