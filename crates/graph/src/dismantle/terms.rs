//! The terms of a plan in the skeleton's numbers: what it costs to take a node out, and which may not be touched.

/// Costs and prohibitions, and the size that components are to be brought down to.
#[derive(Clone, Debug)]
pub(crate) struct Terms {
    /// Absent when every node costs 1.
    pub(crate) costs: Option<Vec<f64>>,
    /// Absent when every node may be taken out.
    pub(crate) fixed: Option<Vec<bool>>,
    /// The largest size that a component may keep.
    pub(crate) target: u32,
}

impl Terms {
    #[inline]
    pub(crate) fn cost(&self, node: u32) -> f64 {
        self.costs.as_ref().map_or(1.0, |costs| costs[node as usize])
    }

    #[inline]
    pub(crate) fn may_remove(&self, node: u32) -> bool {
        self.fixed.as_ref().is_none_or(|fixed| !fixed[node as usize])
    }

    pub(crate) fn cost_of(&self, nodes: &[u32]) -> f64 {
        nodes.iter().map(|&node| self.cost(node)).sum()
    }
}
