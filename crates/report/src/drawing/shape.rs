//! The shape of each kind of node, so that colour is never the only sign.

use umbra_find::{Node, NodeKind, Role};

use crate::markup::{Length, Markup};

/// How a node is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// A circle.
    Person,
    /// A circle in a ring.
    Official,
    /// A diamond.
    Group,
    /// A house with a gable.
    PublicBody,
    /// A square.
    Company,
    /// A square with round corners, not filled.
    Organisation,
    /// A triangle that stands on its tip.
    Place,
    /// A small hexagon.
    Other,
}

impl Shape {
    /// The shape of a node.
    pub(crate) fn of(node: &Node) -> Self {
        match node.kind {
            NodeKind::Person if node.roles.iter().any(|held| held.role == Role::Official) => Self::Official,
            NodeKind::Person => Self::Person,
            NodeKind::CriminalGroup => Self::Group,
            NodeKind::PublicBody => Self::PublicBody,
            NodeKind::Company => Self::Company,
            NodeKind::Organisation => Self::Organisation,
            NodeKind::Place => Self::Place,
            NodeKind::Post | NodeKind::Asset | NodeKind::Event | NodeKind::Other => Self::Other,
        }
    }

    /// What it stands for.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Official => "holds or held a public office",
            Self::Group => "criminal group, as a source calls it",
            Self::PublicBody => "public body",
            Self::Company => "company",
            Self::Organisation => "other organisation",
            Self::Place => "place",
            Self::Other => "post, asset, event, other",
        }
    }

    /// The class in the style sheet.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Person => "n-person",
            Self::Official => "n-official",
            Self::Group => "n-group",
            Self::PublicBody => "n-body",
            Self::Company => "n-company",
            Self::Organisation => "n-organisation",
            Self::Place => "n-place",
            Self::Other => "n-other",
        }
    }

    /// Whether its name is set in bold letters, as the style sheet does.
    pub(crate) fn is_bold(self) -> bool {
        matches!(self, Self::Official | Self::Group)
    }

    /// Half its size in pixels.
    pub(crate) fn radius(self) -> f64 {
        match self {
            Self::Person | Self::Company | Self::Organisation => 9.0,
            Self::Official => 12.0,
            Self::Group => 13.0,
            Self::PublicBody => 11.0,
            Self::Place => 9.0,
            Self::Other => 6.0,
        }
    }

    /// Draws it around a point.
    pub(crate) fn draw(self, out: &mut Markup, x: f64, y: f64) {
        let r = self.radius();
        let circle = |out: &mut Markup, class: &'static str, radius: f64| {
            out.empty("circle", &[("class", &class), ("cx", &Length(x)), ("cy", &Length(y)), ("r", &Length(radius))]);
        };
        let polygon = |out: &mut Markup, corners: &[(f64, f64)]| {
            let points: Vec<_> =
                corners.iter().map(|(dx, dy)| format!("{},{}", Length(x + dx * r), Length(y + dy * r))).collect();
            out.empty("polygon", &[("class", &"shape"), ("points", &points.join(" "))]);
        };
        let square = |out: &mut Markup, corner: f64| {
            out.empty(
                "rect",
                &[
                    ("class", &"shape"),
                    ("x", &Length(x - r)),
                    ("y", &Length(y - r)),
                    ("width", &Length(2.0 * r)),
                    ("height", &Length(2.0 * r)),
                    ("rx", &Length(corner)),
                ],
            );
        };
        match self {
            Self::Person => circle(out, "shape", r),
            Self::Official => {
                circle(out, "ring", r);
                circle(out, "shape", r - 4.0);
            }
            Self::Group => polygon(out, &[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]),
            Self::PublicBody => polygon(out, &[(0.0, -1.0), (1.0, -0.3), (1.0, 0.9), (-1.0, 0.9), (-1.0, -0.3)]),
            Self::Company => square(out, 0.0),
            Self::Organisation => square(out, 4.0),
            Self::Place => polygon(out, &[(-1.0, -0.8), (1.0, -0.8), (0.0, 1.0)]),
            Self::Other => {
                polygon(out, &[(-1.0, 0.0), (-0.5, -0.87), (0.5, -0.87), (1.0, 0.0), (0.5, 0.87), (-0.5, 0.87)]);
            }
        }
    }
}
