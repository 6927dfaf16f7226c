//! Which part of a page is the article.
//!
//! A page's own mark (`article`, `main`) is believed. Without one, the element wins that holds the most running text:
//! each block gives its length, less the part of it that is linked, to its element, and half of that to the element
//! above, as readability tools have done since Arc90's.

use std::ops::Range;

use super::visible::{Block, NodeKind, Page};

/// Bytes of running text below which a page has no article: its whole text counts.
const SHORTEST_ARTICLE: usize = 200;
/// Bytes from which on a block counts as running text.
const SHORTEST_PARAGRAPH: usize = 25;

/// The ranges of the page's text that are its article; nothing where it has none that can be told.
pub(super) fn main_ranges(page: &Page) -> Vec<Range<usize>> {
    let mut unwanted = surroundings(page);
    let left: usize = page.blocks.iter().filter(|block| !unwanted[block.node]).map(|block| block.bytes.len()).sum();
    if left < SHORTEST_ARTICLE && left * 5 < page.text.len() {
        // A class on an outer element misled: some name every part of the page.
        unwanted.fill(false);
    }
    let marked = |kind| best(page, &unwanted, |node| page.nodes[node].kind == kind);
    let Some(top) =
        marked(NodeKind::Article).or_else(|| marked(NodeKind::Main)).or_else(|| best(page, &unwanted, |_| true))
    else {
        return Vec::new();
    };
    let mut inside = vec![false; page.nodes.len()];
    for (node, parent) in page.nodes.iter().map(|node| node.parent).enumerate() {
        inside[node] = node == top || (node != 0 && inside[parent]);
    }
    let belongs = |block: &Block| inside[block.node] && !unwanted[block.node] && !is_link_list(block);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, block) in page.blocks.iter().enumerate() {
        let wanted = belongs(block)
            || (block.heading == Some(1) && page.blocks.get(at + 1..).is_some_and(|b| b.iter().take(6).any(belongs)));
        if !wanted {
            continue;
        }
        match ranges.last_mut() {
            Some(last) if page.text[last.end..block.bytes.start].trim().is_empty() => last.end = block.bytes.end,
            _ => ranges.push(block.bytes.clone()),
        }
    }
    let total: usize = ranges.iter().map(Range::len).sum();
    if total < SHORTEST_ARTICLE || total == page.text.len() { Vec::new() } else { ranges }
}

/// Which nodes lie in menus, side bars, footers, or in the head of the page (that of an article belongs to it).
fn surroundings(page: &Page) -> Vec<bool> {
    let mut unwanted = vec![false; page.nodes.len()];
    let mut in_article = vec![false; page.nodes.len()];
    for at in 1..page.nodes.len() {
        let node = &page.nodes[at];
        in_article[at] = in_article[node.parent] || matches!(node.kind, NodeKind::Article | NodeKind::Main);
        let own = match node.kind {
            NodeKind::Surroundings => true,
            NodeKind::Header => !in_article[at],
            NodeKind::Plain | NodeKind::Article | NodeKind::Main => false,
        };
        unwanted[at] = own || unwanted[node.parent];
    }
    unwanted
}

/// The node with the most running text among those that qualify; the first of equals.
fn best(page: &Page, unwanted: &[bool], qualifies: impl Fn(usize) -> bool) -> Option<usize> {
    // Counted in quarters, so that the half for the element above stays whole.
    let mut scores = vec![0usize; page.nodes.len()];
    let marked = (0..page.nodes.len()).any(|node| qualifies(node) && page.nodes[node].kind != NodeKind::Plain);
    for block in page.blocks.iter().filter(|block| block.bytes.len() >= SHORTEST_PARAGRAPH && !unwanted[block.node]) {
        let running = (block.bytes.len() - block.linked.min(block.bytes.len())) * 4;
        scores[block.node] += running;
        if block.node != 0 && !marked {
            scores[page.nodes[block.node].parent] += running / 2;
        }
    }
    if marked {
        // All that a marked element holds counts for it, however deep.
        for node in (1..page.nodes.len()).rev() {
            scores[page.nodes[node].parent] += scores[node];
        }
    }
    let candidates =
        (0..page.nodes.len()).filter(|node| qualifies(*node) && !unwanted[*node] && scores[*node] >= SHORTEST_ARTICLE);
    candidates.max_by_key(|node| (scores[*node], std::cmp::Reverse(*node)))
}

fn is_link_list(block: &Block) -> bool {
    block.linked * 10 > block.bytes.len() * 6 && block.heading.is_none()
}
