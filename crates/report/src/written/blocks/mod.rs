//! What blocks show, gathered from the case: a file for each sort.

mod breaking;
mod dossier;
mod figure;
mod money;
mod picture;
mod tie;
mod umbrella;

use umbra_find::StatementId;
use umbra_model::{EntityId, Standing};

use super::{Material, Reference, Sketch};

/// What a block shows.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub title: String,
    /// Whether it is as a whole what Umbra concluded.
    pub is_assessment: bool,
    pub lines: Vec<Line>,
    pub sketch: Option<Sketch>,
    pub caveats: Vec<String>,
    /// Whom it shows, for what was noted on them.
    pub about: Vec<EntityId>,
}

/// A line with the statements that bear it out.
#[derive(Debug)]
pub(super) struct Line {
    pub level: u8,
    pub text: String,
    pub standing: Option<Standing>,
    pub is_assessment: bool,
    pub statements: Vec<StatementId>,
}

impl Line {
    fn new(level: u8, text: impl Into<String>) -> Self {
        Self { level, text: text.into(), standing: None, is_assessment: false, statements: Vec::new() }
    }

    fn standing(self, standing: Option<Standing>) -> Self {
        Self { standing, ..self }
    }

    fn assessed(self, is_assessment: bool) -> Self {
        Self { is_assessment, ..self }
    }

    fn by(mut self, statements: &[StatementId]) -> Self {
        self.statements.extend(statements);
        self
    }
}

impl Gathered {
    fn caveat(&mut self, caveat: &str) {
        if !self.caveats.iter().any(|known| known == caveat) {
            self.caveats.push(caveat.to_owned());
        }
    }
}

/// Gathers what a block shows; fails with a sentence where the case holds no such thing.
pub(super) fn gather(material: &Material<'_>, shows: &Reference) -> Result<Gathered, String> {
    match shows {
        Reference::Umbrella { id } => umbrella::gather(material, id),
        Reference::Tie { id } => tie::gather(material, id),
        Reference::Figure { id } => figure::gather(material, id),
        Reference::Dossier { id } => dossier::gather(material, id),
        Reference::Picture { around, most, arrangement } => {
            picture::gather(material, around.as_ref(), *most, arrangement.as_deref())
        }
        Reference::Break { around, aim, most } => breaking::gather(material, around.as_ref(), *aim, *most),
        Reference::Money { from, to } => money::gather(material, from, to),
    }
}
