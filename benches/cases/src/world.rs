//! The country that a case is about, and what is true of it.

/// Early warning is asked at the beginning of this year.
pub const CUTOFF_YEAR: i16 = 2020;

/// Whoever shelters a group, in truth.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shelter {
    /// The official.
    pub official: String,
    /// The group.
    pub group: String,
    /// Whether anything of it is in a record.
    pub is_visible: bool,
}

/// A group, in truth.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// Members at the beginning of [`CUTOFF_YEAR`].
    pub before: usize,
    /// Members two years later.
    pub after: usize,
}

impl Group {
    /// Whether it grew by half or more.
    pub fn has_grown(&self) -> bool {
        2 * self.after >= 3 * self.before && self.after >= self.before + 2
    }
}

/// What sort of trail money left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrailKind {
    /// From hand to hand, each a little less and a little later.
    Layered,
    /// Many small payments by many to one, within days, and out again in one sum.
    FanIn,
    /// Round in a circle.
    Cycle,
}

/// Money that was led around.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyTrail {
    /// What sort.
    pub kind: TrailKind,
    /// The parties, the first payer first; of a fan-in the collector first.
    pub parties: Vec<String>,
    /// How much went all the way.
    pub amount: f64,
}

/// Figures of which it is known whether they agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlantedFigures {
    /// Their ids.
    pub figures: Vec<String>,
    /// Whether they agree; `None` where they can't be compared.
    pub agree: Option<bool>,
}

/// What is true and stands in no record.
#[derive(Clone, Debug, Default)]
pub struct Truth {
    /// Who shelters whom.
    pub protectors: Vec<Shelter>,
    /// The groups.
    pub groups: Vec<Group>,
    /// Officials whom a court convicted of sheltering, with the group: only these belong on the highest shelf.
    pub convicted: Vec<(String, String)>,
    /// Officials who were accused of sheltering a group, and cleared.
    pub cleared: Vec<(String, String)>,
    /// Where money went.
    pub trails: Vec<MoneyTrail>,
    /// Figures and whether they agree.
    pub figures: Vec<PlantedFigures>,
}
