//! Plans for networks and questions that nobody means to put, and for some that are merely large.

#![expect(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

use umbra_graph::*;

fn all_objectives() -> Vec<DismantleOptions> {
    let flow = Objective::ValueFlow { from: Vec::new(), to: Vec::new() };
    let budgeted = [Objective::PairsConnected, Objective::Efficiency, flow]
        .map(|objective| DismantleOptions { budget: Budget::Count(2), ..DismantleOptions::aiming_at(objective) });
    let largest = [Objective::SmallestArea, Objective::FewestRemovals].map(DismantleOptions::aiming_at);
    budgeted.into_iter().chain(largest).collect()
}

#[test]
fn networks_of_no_node_one_node_and_no_tie_need_nothing() {
    for node_count in [0, 1, 5] {
        let graph = Graph::undirected(node_count, []).unwrap();
        for options in all_objectives() {
            let plan = dismantle(&graph.view(), &options).unwrap();
            assert!(plan.reaches_target, "{options:?}");
            assert_eq!(plan.curve.len(), plan.order.len() + 1);
            assert!(plan.curve.iter().all(|value| value.is_finite()));
            if options.budget == Budget::Unlimited {
                assert!(plan.order.is_empty(), "{plan:?}");
            }
        }
        for method in Method::BASELINES {
            let options = DismantleOptions { method, ..DismantleOptions::default() };
            assert!(dismantle(&graph.view(), &options).unwrap().order.is_empty(), "{method:?}");
        }
    }
}

#[test]
fn loops_and_repeats_make_no_difference() {
    let plain = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (2, 5)];
    let noisy = plain.iter().flat_map(|&(a, b)| [(a, b), (b, a), (a, a)]);
    let plain = Graph::undirected(6, plain.iter().map(|&(a, b)| Edge::new(a, b))).unwrap();
    let noisy = Graph::directed(6, noisy.map(|(a, b)| Edge::new(a, b))).unwrap();
    for options in
        all_objectives().into_iter().filter(|options| !matches!(options.objective, Objective::ValueFlow { .. }))
    {
        assert_eq!(dismantle(&plain.view(), &options).unwrap(), dismantle(&noisy.view(), &options).unwrap());
    }
}

#[test]
fn senseless_options_are_refused() {
    let graph = Graph::undirected(3, [Edge::new(0, 1), Edge::new(1, 2)]).unwrap();
    let refused = |options: &DismantleOptions| dismantle(&graph.view(), options).unwrap_err();
    let base = DismantleOptions::default();
    for share in [0.0, -0.1, 1.1, f64::NAN] {
        let error = refused(&DismantleOptions { target_share: share, ..base.clone() });
        assert!(matches!(error, GraphError::InvalidParameter { .. }), "{error}");
    }
    for cost in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = refused(&DismantleOptions { costs: Some(vec![1.0, cost, 1.0]), ..base.clone() });
        assert!(matches!(error, GraphError::InvalidParameter { .. }), "{error}");
        if cost < 0.0 || cost.is_nan() {
            let error = refused(&DismantleOptions { budget: Budget::Cost(cost), ..base.clone() });
            assert!(matches!(error, GraphError::InvalidParameter { .. }), "{error}");
        }
    }
    let error = refused(&DismantleOptions { costs: Some(vec![1.0; 2]), ..base.clone() });
    assert!(matches!(error, GraphError::WrongLength { .. }), "{error}");
    let error = refused(&DismantleOptions { untouchable: vec![NodeId(3)], ..base.clone() });
    assert!(matches!(error, GraphError::UnknownNode { .. }), "{error}");
    assert_eq!(refused(&DismantleOptions::aiming_at(Objective::PairsConnected)), GraphError::NeedsBudget);
    let cut = |from: u32, to: u32| Objective::CutOff { from: vec![NodeId(from)], to: vec![NodeId(to)] };
    let tied = GraphError::Inseparable { from: NodeId(0), to: NodeId(1) };
    assert_eq!(refused(&DismantleOptions::aiming_at(cut(0, 1))), tied);
    let held = DismantleOptions { untouchable: vec![NodeId(1)], ..DismantleOptions::aiming_at(cut(0, 2)) };
    assert_eq!(refused(&held), GraphError::NothingToCut);
}

#[test]
fn weights_that_are_no_numbers_never_get_into_a_graph() {
    let error = Graph::directed(2, [Edge::new(0, 1).weighing(f64::NAN)]).unwrap_err();
    assert!(matches!(error, GraphError::InvalidWeight { edge: 0, .. }), "{error}");
}

#[test]
fn pairs_beyond_the_node_count_are_refused() {
    let error = Skeleton::from_pairs(2, &[(0, 1), (1, 2)]).unwrap_err();
    assert_eq!(error, GraphError::NodeOutOfRange { edge: 1, node: NodeId(2), node_count: 2 });
}

fn star(leaves: u32) -> Skeleton {
    let pairs: Vec<(u32, u32)> = (1..=leaves).map(|leaf| (0, leaf)).collect();
    Skeleton::from_pairs(leaves + 1, &pairs).unwrap()
}

fn path(node_count: u32) -> Skeleton {
    let pairs: Vec<(u32, u32)> = (1..node_count).map(|node| (node - 1, node)).collect();
    Skeleton::from_pairs(node_count, &pairs).unwrap()
}

#[test]
fn a_star_of_a_million_leaves_falls_with_its_hub() {
    let options = DismantleOptions { method: Method::CoreHd, ..DismantleOptions::default() };
    assert_eq!(star(1_000_000).dismantle(&options).unwrap().order, [NodeId(0)]);
    let smaller = star(30_000);
    for method in Method::BASELINES.into_iter().chain([Method::Portfolio]) {
        let options = DismantleOptions { method, steps: Some(3_000_000), ..DismantleOptions::default() };
        assert_eq!(smaller.dismantle(&options).unwrap().order, [NodeId(0)], "{method:?}");
    }
}

#[test]
fn a_path_of_a_million_nodes_is_cut_into_ten() {
    let long = path(1_000_000);
    let options = DismantleOptions { method: Method::CoreHd, ..DismantleOptions::default() };
    let plan = long.dismantle(&options).unwrap();
    assert!(plan.reaches_target && plan.order.len() == 9, "{}", plan.order.len());
    let ends = Objective::CutOff { from: vec![NodeId(0)], to: vec![NodeId(999_999)] };
    assert_eq!(long.dismantle(&DismantleOptions::aiming_at(ends)).unwrap().order.len(), 1);
    let smaller = path(30_000);
    for method in Method::BASELINES {
        let options = DismantleOptions { method, steps: Some(3_000_000), ..DismantleOptions::default() };
        assert!(smaller.dismantle(&options).unwrap().reaches_target, "{method:?}");
    }
    let options =
        DismantleOptions { steps: Some(10_000_000), ..DismantleOptions::aiming_at(Objective::FewestRemovals) };
    assert_eq!(smaller.dismantle(&options).unwrap().order.len(), 9);
    let pairs = DismantleOptions { budget: Budget::Count(1), ..DismantleOptions::aiming_at(Objective::PairsConnected) };
    let plan = smaller.dismantle(&DismantleOptions { steps: Some(10_000_000), ..pairs }).unwrap();
    assert!((plan.value - 0.5).abs() < 1e-3, "{}", plan.value);
}

#[test]
fn a_complete_network_needs_all_but_a_tenth() {
    let pairs: Vec<(u32, u32)> = (0..60).flat_map(|a| (0..a).map(move |b| (a, b))).collect();
    let complete = Skeleton::from_pairs(60, &pairs).unwrap();
    let options =
        DismantleOptions { steps: Some(20_000_000), ..DismantleOptions::aiming_at(Objective::FewestRemovals) };
    assert_eq!(complete.dismantle(&options).unwrap().order.len(), 54);
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let pairs: Vec<(u32, u32)> = (0..400u32).map(|i| (i % 100, (i * i + 7 * i) % 97)).collect();
    let net = Skeleton::from_pairs(100, &pairs).unwrap();
    let plans: Vec<Plan> = [1, 3]
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| net.dismantle(&DismantleOptions::default()).unwrap())
        })
        .to_vec();
    assert_eq!(plans[0], plans[1]);
}

#[test]
fn leaves_go_where_their_hub_may_not() {
    let graph = Graph::undirected(17, [(0, 2), (0, 3)].map(|(a, b)| Edge::new(a, b))).unwrap();
    for method in Method::BASELINES.into_iter().chain([Method::Portfolio]) {
        let options =
            DismantleOptions { method, untouchable: vec![NodeId(0)], target_share: 0.1, ..DismantleOptions::default() };
        let plan = dismantle(&graph.view(), &options).unwrap();
        assert!(plan.reaches_target && plan.order.len() == 1, "{method:?}: {:?}", plan.order);
    }
}
