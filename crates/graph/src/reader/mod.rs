//! Networks out of files: edge lists, matrices, and the formats of the field's programs.
//!
//! [`read_network`] takes any [`Read`], finds out what it holds and makes a [`Graph`] with the [`Labels`] of its nodes. Text is
//! read in one pass, block by block, so memory beyond the network is bounded; compressed bytes are for the caller to
//! unpack on the way in. Nothing is guessed silently: [`Network`] says which format and which columns were taken, and
//! [`Remarks`] what is odd about the ties. What can't be read is a [`ReadError`] with its line and column.
//!
//! | format | what is read |
//! |---|---|
//! | [`Format::EdgeList`] | lines of source, target and perhaps a weight, parted by tabs, commas, semicolons or spaces; with a header or without; lines that begin with `#` or `%` are comments |
//! | [`Format::AnnouncedList`] | the same after a first line `# N M`: nodes are numbered from 0 to N - 1 and M lines follow |
//! | [`Format::Matrix`] | adjacency matrices with names or without; two-mode ones (different names down and across) as well |
//! | [`Format::Gexf`] | nodes, labels, edges, weights, direction |
//! | [`Format::GraphMl`] | nodes, edges, direction, the data named `weight` and `label` |
//! | [`Format::Pajek`] | vertices, arcs, edges, arc and edge lists, matrices, several relations |
//! | [`Format::Ucinet`] | DL: full matrix, half matrices, edgelist1 and 2, nodelist1 and 2, several matrices |
//!
//! ```
//! use umbra_graph::{NodeId, ReadOptions, read_network};
//! let file = "from,to,calls\nAda,Ben,3\nBen,\"Cole, senior\",1\n";
//! let network = read_network(file.as_bytes(), &ReadOptions::default())?;
//! assert_eq!(network.graph.edge_count(), 2);
//! assert_eq!(network.labels.find("Cole, senior"), Some(NodeId(2)));
//! assert!(network.graph.is_weighted());
//!
//! let error = read_network("1 2 3\n1 4 -1\n".as_bytes(), &ReadOptions::default()).unwrap_err();
//! assert_eq!(error.to_string(), "line 2, column 5: the weight is -1; weights must be finite and not negative");
//! # Ok::<(), umbra_graph::ReadError>(())
//! ```

mod blocks;
mod collector;
mod dl;
mod edge_list;
mod error;
mod fields;
mod gexf;
mod graphml;
mod guess;
mod labels;
mod matrix;
mod pajek;
mod plain_edge;
mod weight;
mod xml;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;

use crate::{Directedness, Graph, NodeId};
use blocks::Blocks;
pub use error::{Fault, Place, ReadError};
pub use labels::Labels;

/// What kind of file holds a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One edge a line: source, target, perhaps a weight.
    EdgeList,
    /// An edge list whose first line `# N M` announces its nodes, numbered from 0, and its edges.
    AnnouncedList,
    /// An adjacency matrix, one row a line.
    Matrix,
    /// GEXF, as Gephi writes it.
    Gexf,
    /// GraphML.
    GraphMl,
    /// Pajek's `.net`.
    Pajek,
    /// UCINET's DL.
    Ucinet,
}

impl Format {
    /// The format's name, as people write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Format::EdgeList => "edge list",
            Format::AnnouncedList => "edge list with its counts",
            Format::Matrix => "adjacency matrix",
            Format::Gexf => "GEXF",
            Format::GraphMl => "GraphML",
            Format::Pajek => "Pajek",
            Format::Ucinet => "UCINET DL",
        }
    }
}

/// What is to be made of several edges between the same two nodes, on one layer and in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Repeats {
    /// Each stays an edge of its own.
    #[default]
    Keep,
    /// One edge that weighs as much as all of them: for records of single contacts.
    Sum,
    /// One edge that weighs as much as the heaviest: for ties that were recorded more than once.
    Heaviest,
}

/// How a file is to be read. The default finds out for itself and changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format; `None`: by the content.
    pub format: Option<Format>,
    /// Whether edges have a direction; `None`: as the file says, and undirected where it says nothing. Matrices are
    /// undirected when they are symmetric.
    pub directedness: Option<Directedness>,
    /// Whether the first line of an edge list names its columns; `None`: by the content.
    pub has_header: Option<bool>,
    /// Leave weights unread: every edge weighs 1.
    pub ignore_weights: bool,
    /// What is to be made of repeated edges.
    pub repeats: Repeats,
    /// Leave edges of a node with itself out.
    pub drop_loops: bool,
}

/// What is odd about a file's ties. None of it is an error: whoever shows results says so beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Edges of a node with itself, in the file.
    pub loops: usize,
    /// Edges beyond the first between the same two nodes, on one layer and in one direction.
    pub repeated: usize,
    /// Those of them that weigh other than the first.
    pub contradictory: usize,
    /// Nodes that stand in rows alone, when the file ties things of one kind (rows) to things of another (columns).
    pub row_nodes: Option<usize>,
}

/// A graph out of a file, with what the file calls its nodes.
#[derive(Clone, Debug)]
pub struct Network {
    /// The graph. Node `k` is the `k`th that the file names.
    pub graph: Graph,
    /// The names by which the file's edges know the nodes.
    pub labels: Labels,
    /// Names for people to read, where the file has such beside the labels.
    pub titles: HashMap<NodeId, String>,
    /// What the layers (kinds of tie) are called, by their numbers; empty when the file knows but one.
    pub layers: Vec<String>,
    /// Which format was read.
    pub format: Format,
    /// Which columns were taken as source, target and weight, counted from 1, for edge lists.
    pub columns: Option<(usize, usize, Option<usize>)>,
    /// What is odd about the ties.
    pub remarks: Remarks,
}

impl Network {
    /// The node of that label, or of that title if just one has it. O(n) for titles.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<NodeId> {
        self.labels.find(name).or_else(|| {
            let mut nodes = self.titles.iter().filter(|(_, title)| *title == name).map(|(&node, _)| node);
            nodes.next().filter(|_| nodes.next().is_none())
        })
    }

    /// What to call a node: its title, else its label. Empty for a node that does not exist.
    #[must_use]
    pub fn name(&self, node: NodeId) -> Cow<'_, str> {
        match self.titles.get(&node) {
            Some(title) => Cow::Borrowed(title),
            None => self.labels.get(node).unwrap_or_default(),
        }
    }
}

/// Reads a network.
///
/// Repeated edges and loops stay unless the options say otherwise, and are counted in [`Remarks`]. A line that can't be read is an
/// error, never left out. Time O(n + m) beyond sorting the rows; memory: the graph, the labels, and a block of the file or
/// its longest line.
///
/// # Errors
/// [`ReadError`]: with the place of what can't be read, or what the input itself reports.
pub fn read_network(input: impl Read, options: &ReadOptions) -> Result<Network, ReadError> {
    let mut blocks = Blocks::new(input);
    let head = blocks.peek(0)?;
    guess::check_encoding(head)?;
    if head.starts_with(b"\xef\xbb\xbf") {
        blocks.skip(3);
    }
    let format = match options.format {
        Some(format) => format,
        None => guess::format(blocks.peek(0)?),
    };
    match format {
        Format::EdgeList | Format::AnnouncedList => edge_list::read(blocks, format, options),
        Format::Matrix => matrix::read(blocks, options),
        Format::Gexf => gexf::read(blocks, options),
        Format::GraphMl => graphml::read(blocks, options),
        Format::Pajek => pajek::read(blocks, options),
        Format::Ucinet => dl::read(blocks, options),
    }
}
