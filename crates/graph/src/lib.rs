//! Graphs in compressed sparse rows, filtered views of them, and the algorithms of network analysis.
//!
//! The crate speaks of nodes and numbers alone; what they stand for is the caller's business. A [`Graph`] is built once
//! from a stream of [`Edge`]s: directed or not, weighted or not, on [`Layer`]s (kinds of tie), each edge perhaps held to an
//! [`Interval`] of days. A [`View`] shows part of it (as of a day, some layers, without some nodes) and copies nothing.
//! Every algorithm takes a view and returns one value per node or edge of the graph, so results of different views line up.
//!
//! Three promises hold throughout:
//! - **Same input, same bits out**, whatever the number of threads. Floats are added in an order that the input fixes;
//!   what needs chance takes a seed.
//! - **No recursion, no panic on data**: a path of a million nodes and a star of a million leaves are graphs like any
//!   other, and bad input is a [`GraphError`] that says what to do.
//! - **Each function says** how it treats disconnected graphs, isolated and hidden nodes, self-loops and repeated
//!   edges, what it costs, and whose method it is.
//!
//! Networks come from code or, by [`read_network`], out of the files of the field: edge lists, matrices, GEXF, GraphML, Pajek, UCINET.
//!
//! | question | functions |
//! |---|---|
//! | what hangs together | [`weak_components`], [`strong_components`], [`biconnected`], [`coreness`] |
//! | who is central | [`degree`], [`strength`], [`neighbor_count`], [`betweenness`], [`approximate_betweenness`], [`closeness`], [`harmonic`], [`pagerank`], [`eigenvector`] |
//! | who stands between others | [`structural_holes`], [`betweenness`], [`biconnected`] |
//! | which ties matter | [`edge_betweenness`], [`biconnected`], [`minimum_cut`] |
//! | which groups there are | [`communities`], [`membership_certainty`], [`maximal_cliques`], [`maximal_k_plexes`] |
//! | how to get from here to there | [`shortest_path`], [`shortest_paths`], [`bidirectional_path`], [`all_shortest_paths`], [`k_shortest_paths`], [`time_respecting_paths`], [`chains`] |
//! | how to keep them apart | [`minimum_cut`] |
//! | how close-knit | [`clustering`], [`motifs`], [`triad_census`] |
//! | which ties may be missing | [`link_scores`], [`predict_links`] |
//! | what it looks like | [`layout`] |
//! | what part a node plays | [`positions`] |
//! | how far results hold | [`rank_doubt`], [`Resampler`], [`recovery`] |
//!
//! ```
//! use umbra_graph::{BetweennessOptions, Edge, Graph, NodeId, betweenness, biconnected};
//!
//! // Two triangles and a go-between.
//! let pairs = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 6), (6, 4)];
//! let graph = Graph::undirected(7, pairs.map(|(a, b)| Edge::new(a, b)))?;
//!
//! let between = betweenness(&graph.view(), &BetweennessOptions::default())?;
//! assert_eq!(between[3], 9.0);
//! assert_eq!(biconnected(&graph.view()).articulation_points(), [2, 3, 4].map(NodeId));
//!
//! let mut without = graph.view();
//! without.hide(NodeId(3));
//! assert_eq!(umbra_graph::weak_components(&without).count(), 2);
//! # Ok::<(), umbra_graph::GraphError>(())
//! ```

mod all_shortest;
mod approximate_betweenness;
mod betweenness;
mod biconnected;
mod bidirectional;
mod bitset;
mod builder;
mod chains;
mod chance;
mod cliques;
mod closeness;
mod clustering;
mod communities;
mod components;
mod degree;
mod dismantle;
mod doubt;
mod edge;
mod eigenvector;
mod error;
mod flow;
mod graph;
mod interval;
mod k_core;
mod k_shortest;
mod layout;
mod link_prediction;
mod motifs;
mod ordered_sum;
mod pagerank;
mod random;
mod reader;
mod recovery;
mod rows;
mod shortest;
mod structural_holes;
mod structural_role;
mod ties;
mod time_respecting;
mod triads;
mod view;

pub use all_shortest::{AllShortestPaths, all_shortest_paths};
pub use approximate_betweenness::{ApproximateBetweenness, ApproximateOptions, approximate_betweenness};
pub use betweenness::{BetweennessOptions, betweenness, edge_betweenness};
pub use biconnected::{Biconnected, biconnected};
pub use bidirectional::bidirectional_path;
pub use bitset::BitSet;
pub use builder::GraphBuilder;
pub use chains::{Chain, ChainOptions, Chains, chains};
pub use cliques::{GroupOptions, Groups, maximal_cliques, maximal_k_plexes};
pub use closeness::{Closeness, closeness, harmonic};
pub use clustering::{Clustering, clustering};
pub use communities::{
    Certainty, CertaintyOptions, Communities, CommunityOptions, Doubt, Quality, communities, membership_certainty,
};
pub use components::{Components, strong_components, weak_components};
pub use degree::{degree, neighbor_count, strength};
pub use dismantle::{Budget, DismantleOptions, Measure, Method, Objective, Plan, Skeleton, dismantle, removal_curve};
pub use doubt::{Placing, RankDoubt, RankOptions, Resampler, TieDoubt, rank_doubt, ranks};
pub use edge::{Edge, EdgeId, Layer, NodeId};
pub use eigenvector::{Eigenvector, EigenvectorOptions, eigenvector};
pub use error::GraphError;
pub use flow::{Capacity, Cut, minimum_cut};
pub use graph::{Directedness, Direction, Graph};
pub use interval::Interval;
pub use k_core::coreness;
pub use k_shortest::k_shortest_paths;
pub use layout::{Layout, LayoutOptions, Room, layout};
pub use link_prediction::{Link, LinkIndex, link_scores, predict_links};
pub use motifs::{Motifs, motifs};
pub use pagerank::{PageRank, PageRankOptions, pagerank};
pub use reader::{Fault, Format, Labels, Network, Place, ReadError, ReadOptions, Remarks, Repeats, read_network};
pub use recovery::{Recovery, RecoveryOptions, Recruiting, Spread, recovery};
pub use shortest::{Length, Path, ShortestPaths, shortest_path, shortest_paths};
pub use structural_holes::{StructuralHoles, structural_holes};
pub use structural_role::{Position, StructuralRole, positions};
pub use time_respecting::{Aim, TemporalOptions, TemporalPath, TemporalPaths, time_respecting_paths};
pub use triads::{Triad, TriadCensus, triad_census};
pub use view::{Neighbor, Neighbors, View};
