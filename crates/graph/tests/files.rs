//! Files of every format: what they say, read back; what is wrong with them, said with its place.

use proptest::prelude::*;
use umbra_graph::*;

fn read(text: &str) -> Network {
    read_network(text.as_bytes(), &ReadOptions::default()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn refuse(text: &str) -> String {
    match read_network(text.as_bytes(), &ReadOptions::default()) {
        Ok(network) => panic!("read as {:?}: {text}", network.format),
        Err(error) => error.to_string(),
    }
}

/// Source, target and weight of each edge, by name.
fn ties(network: &Network) -> Vec<(String, String, f64)> {
    let name = |node| network.name(node).into_owned();
    network.graph.edges().map(|(_, edge)| (name(edge.source), name(edge.target), edge.weight)).collect()
}

fn tie(source: &str, target: &str, weight: f64) -> (String, String, f64) {
    (source.to_owned(), target.to_owned(), weight)
}

#[test]
fn edge_lists_with_and_without_header_and_weights() {
    let expected = [tie("Ada", "Ben", 3.0), tie("Ben", "Cy", 1.5)];
    for text in [
        "Ada\tBen\t3\nBen\tCy\t1.5\n",
        "Ada,Ben,3\nBen,Cy,1.5",
        "Ada Ben 3\r\nBen   Cy 1.5\r\n",
        "source;target;weight\nAda;Ben;3\nBen;Cy;1,5\n",
        "calls,to,from,note\n3,Ben,Ada,x\n1.5,Cy,Ben,\n",
        "\u{feff}# a comment\n\nperson,friend,how often\nAda,Ben,3\n% another\n\"Ben\",\"Cy\",1.5\n",
    ] {
        let network = read(text);
        assert_eq!(ties(&network), expected, "{text}");
        assert!(!network.graph.is_directed());
        assert_eq!(network.format, Format::EdgeList);
    }
    assert_eq!(ties(&read("Ada Ben\nBen Cy\n")), [tie("Ada", "Ben", 1.0), tie("Ben", "Cy", 1.0)]);
    assert_eq!(read("to,from\nb,a\n").columns, Some((2, 1, None)));
}

#[test]
fn kinds_of_tie_become_layers() {
    let network = read("source,target,type\na,b,kin\nb,c,debt\na,b,debt\n");
    assert_eq!(network.layers, ["kin", "debt"]);
    let layers: Vec<u16> = network.graph.edges().map(|(_, edge)| edge.layer.0).collect();
    assert_eq!(layers, [0, 1, 1]);
    assert_eq!(network.remarks.repeated, 0, "ties of different kinds are different ties");
}

#[test]
fn announced_lists_know_their_isolated_nodes() {
    let network = read("# 5 3\n0 1\n1 2\n2 2\n");
    assert_eq!((network.graph.node_count(), network.graph.edge_count()), (5, 3));
    assert_eq!(network.labels.get(NodeId(4)).unwrap(), "4");
    assert_eq!(network.remarks.loops, 1);
    assert_eq!(read("# 0 0\n").graph.node_count(), 0);
    assert_eq!(
        refuse("# 5 4\n0 1\n1 2\n2 3\n"),
        "line 4, column 1: 4 edges are announced, but 3 are there; the file is cut off, or its first line is wrong"
    );
    assert_eq!(refuse("# 2 1\n0 2\n"), "line 2, column 3: \"2\" is not a node: 2 nodes are announced, numbered 0 to 1");
    assert_eq!(refuse("# 2 1\n0 x\n"), "line 2, column 3: \"x\" is not a node: 2 nodes are announced, numbered 0 to 1");
    assert!(refuse("# 4000000000 1\n0 1\n").contains("4000000000 nodes are announced for 1 edges"));
    assert!(refuse("# 5000000000 1\n0 1\n").contains("at most 4294967295 nodes"));
}

#[test]
fn odd_ties_are_kept_and_counted_or_merged_when_asked() {
    let text = "a b 3\nb a 5\na a 1\nb c 2\nb c 2\n";
    let network = read(text);
    let remarks = Remarks { loops: 1, repeated: 2, contradictory: 1, row_nodes: None };
    assert_eq!((network.graph.edge_count(), network.remarks), (5, remarks));
    let with = |options: ReadOptions| ties(&read_network(text.as_bytes(), &options).unwrap());
    let summed = ReadOptions { repeats: Repeats::Sum, drop_loops: true, ..ReadOptions::default() };
    assert_eq!(with(summed), [tie("a", "b", 8.0), tie("b", "c", 4.0)]);
    let heaviest = ReadOptions { repeats: Repeats::Heaviest, ..ReadOptions::default() };
    assert_eq!(with(heaviest), [tie("a", "a", 1.0), tie("a", "b", 5.0), tie("b", "c", 2.0)]);
    let directed = ReadOptions { directedness: Some(Directedness::Directed), ..ReadOptions::default() };
    assert_eq!(read_network(text.as_bytes(), &directed).unwrap().remarks.repeated, 1);
    let plain = ReadOptions { ignore_weights: true, ..ReadOptions::default() };
    let plain = read_network(text.as_bytes(), &plain).unwrap();
    assert!(!plain.graph.is_weighted());
    assert_eq!(plain.remarks.contradictory, 0);
}

#[test]
fn matrices_square_named_and_two_mode() {
    let symmetric = [tie("A", "B", 2.0), tie("B", "C", 1.0), tie("C", "C", 4.0)];
    for text in [
        ",A,B,C\nA,0,2,0\nB,2,0,1\nC,0,1,4\n",
        "A\tB\tC\nA\t0\t2\t0\nB\t2\t0\t1\nC\t0\t1\t4\n",
        "name;A;B;C\nA;;2;\nB;2;;1\nC;;1;4\n",
    ] {
        let network = read(text);
        assert_eq!(ties(&network), symmetric, "{text}");
        assert!(!network.graph.is_directed());
    }
    let directed = read(",A,B\nA,0,1\nB,0,0\n");
    assert!(directed.graph.is_directed());
    assert_eq!(ties(&directed), [tie("A", "B", 1.0)]);
    let unnamed = read("0 1 0 0\n1 0 1 0\n0 1 0 0\n0 0 0 0\n");
    assert_eq!((unnamed.format, unnamed.graph.node_count(), unnamed.graph.edge_count()), (Format::Matrix, 4, 2));
    let two_mode = read(",Depot raid,Harbour meeting\nAda,1,0\nBen,1,1\n");
    assert_eq!(two_mode.remarks.row_nodes, Some(2));
    assert_eq!(
        ties(&two_mode),
        [tie("Ada", "Depot raid", 1.0), tie("Ben", "Depot raid", 1.0), tie("Ben", "Harbour meeting", 1.0)]
    );
    let matrix = ReadOptions { format: Some(Format::Matrix), ..ReadOptions::default() };
    let error = read_network(",A,B\nA,0,1\nB,x,0\n".as_bytes(), &matrix).unwrap_err().to_string();
    assert!(error.starts_with("line 3, column 3: the weight \"x\" is not a number"), "{error}");
    assert!(refuse(",A,B,C\nA,0,1,0\nB,1,0,1\n").contains("the file ends where the row of \"C\" should follow"));
    assert!(refuse(",A,B,C\nA,0,1,0\nB,1,0,-1\nC,0,0,0\n").starts_with("line 3, column 7: the weight is -1"));
    assert!(refuse("0 1 0 0\n1 0 1 0\n0 1 0 0\n0 0 NaN 0\n").starts_with("line 4, column 5: the weight is NaN"));
}

#[test]
fn gexf_as_gephi_writes_it() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <graph defaultedgetype="directed">
    <nodes>
      <node id="n0" label="Ada &amp; Co"/>
      <node id="n1" label="Ben"><attvalues/></node>
      <node id="n2"></node>
    </nodes>
    <edges>
      <edge id="0" source="n0" target="n1" weight="2.5"/>
      <edge id="1" source="n1" target="n2" type="undirected"></edge>
    </edges>
  </graph>
</gexf>"#;
    let network = read(text);
    assert_eq!(network.format, Format::Gexf);
    assert!(network.graph.is_directed());
    assert_eq!(ties(&network), [tie("Ada & Co", "Ben", 2.5), tie("Ben", "n2", 1.0), tie("n2", "Ben", 1.0)]);
    assert_eq!((network.find("Ben"), network.find("n1")), (Some(NodeId(1)), Some(NodeId(1))));
    let wrong = |from: &str, to: &str| refuse(&text.replace(from, to));
    assert_eq!(
        wrong("source=\"n1\"", "source=\"n9\""),
        "line 11, column 7: node \"n9\" is not declared; declare it or drop the edge"
    );
    assert_eq!(wrong(" target=\"n1\"", ""), "line 10, column 7: <edge> lacks the attribute \"target\"");
    assert!(wrong("2.5", "-2.5").starts_with("line 10, column 7: the weight is -2.5"));
    assert!(wrong("id=\"n1\"", "id=\"n0\"").starts_with("line 6, column 7: node \"n0\" is declared twice"));
    assert!(wrong("</edges>", "</edge>").contains("not well formed"));
    assert!(wrong("  </graph>\n</gexf>", "").contains("cut off"));
}

#[test]
fn graphml_with_keys() {
    let text = r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="w" for="edge" attr.name="weight" attr.type="double"><default>2</default></key>
  <key id="l" for="node" attr.name="label" attr.type="string"/>
  <graph edgedefault="undirected">
    <node id="a"><data key="l">Ada &lt;the Eel&gt;</data></node>
    <node id="b"/>
    <edge source="a" target="b"><data key="w">3.5</data></edge>
    <edge source="b" target="b"/>
  </graph>
</graphml>"#;
    let network = read(text);
    assert_eq!(ties(&network), [tie("Ada <the Eel>", "b", 3.5), tie("b", "b", 2.0)]);
    assert_eq!((network.format, network.graph.is_directed()), (Format::GraphMl, false));
    assert!(refuse(&text.replace("3.5", "many")).starts_with("line 7, column"));
    assert!(refuse("<html><body/></html>").contains("<graphml>"));
    assert!(refuse(&text.replace("&lt;", "&eel;")).contains("the entity \"eel\" is not known"));
}

#[test]
fn pajek_with_arcs_edges_lists_and_relations() {
    let network = read(
        "% made by hand\n*Vertices 4\n1 \"Ada Ash\" 0.1 0.2\n2 Ben\n3 \"Cy\"\n*Arcs :1 \"pays\"\n1 2 3 c Blue\n\n*Edges :2 \"kin\"\n2 3\n*Arcslist\n4 1 2\n",
    );
    assert!(network.graph.is_directed());
    assert_eq!(network.layers, ["pays", "kin"]);
    assert_eq!(
        ties(&network),
        [
            tie("Ada Ash", "Ben", 3.0),
            tie("Ben", "Cy", 1.0),
            tie("4", "Ada Ash", 1.0),
            tie("4", "Ben", 1.0),
            tie("Cy", "Ben", 1.0),
        ]
    );
    assert_eq!(ties(&read("*Vertices 2\n*Matrix\n0 1\n1 0\n")), [tie("1", "2", 1.0), tie("2", "1", 1.0)]);
    assert_eq!(read("*Vertices 3\n").graph.node_count(), 3);
    assert!(
        refuse("*Vertices 2\n*Edges\n1 3\n")
            .starts_with("line 3, column 3: \"3\" is not a node: 2 nodes are announced, numbered 1 to 2")
    );
    assert!(refuse("*Vertices 2\n*Edges\n1\n").starts_with("line 3, column 1: 1 fields where 2 belong"));
    assert!(refuse("*Vertices 2\n*Edges\n1 2 -1\n").starts_with("line 3, column 5: the weight is -1"));
    assert!(refuse("*Edges\n1 2\n").starts_with("line 1, column 1"));
    assert!(refuse("*Vertices 2\n*Matrix\n0 1\n1\n").contains("entry 4 of 4"));
    assert!(refuse("*Vertices 4000000000\n*Edges\n1 2\n").contains("4000000000 nodes are announced"));
}

#[test]
fn ucinet_dl_in_its_shapes() {
    let full = "DL N=3 FORMAT = FULLMATRIX\nLABELS:\nAda,Ben,\"Cy Cole\"\nDATA:\n0 1 0\n1 0 2\n0 2 0\n";
    let expected = [tie("Ada", "Ben", 1.0), tie("Ben", "Cy Cole", 2.0)];
    for text in [
        full.to_owned(),
        full.replace("0 1 0\n1 0 2\n0 2 0", "0 1 0 1 0 2\n0 2 0"),
        full.replace("N=3", "N=3 DIAGONAL=ABSENT").replace("0 1 0\n1 0 2\n0 2 0", "1 0\n1 2\n0 2"),
        full.replace("FULLMATRIX", "UPPERHALF").replace("0 1 0\n1 0 2\n0 2 0", "0 1 0\n0 2\n0"),
        "dl n = 3, format = edgelist1\nlabels embedded\ndata:\nAda Ben\nBen Ada\nBen \"Cy Cole\" 2\n\"Cy Cole\" Ben 2\n".to_owned(),
        "dl n=3 format=nodelist1\nlabels:\nAda Ben \"Cy Cole\"\ndata:\n1 2\n2 1 3 3\n3 2 2\n".to_owned(),
        "dl n=3\nlabels embedded\ndata:\nAda Ben \"Cy Cole\"\nAda 0 1 0\nBen 1 0 2\n\"Cy Cole\" 0 2 0\n".to_owned(),
    ] {
        let options = ReadOptions { repeats: Repeats::Sum, ..ReadOptions::default() };
        let network = read_network(text.as_bytes(), &options).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(ties(&network), expected, "{text}");
        assert!(!network.graph.is_directed());
        assert_eq!(network.format, Format::Ucinet);
    }
    let two = read("dl n=2 nm=2\nlabels:\na b\nmatrix labels:\nkin debt\ndata:\n0 1\n1 0\n0 0\n4 0\n");
    assert_eq!(two.layers, ["kin", "debt"]);
    assert_eq!(ties(&two).len(), 3, "an undirected tie among directed ones leads both ways");
    let two_mode = read("dl nr=2 nc=3\ndata:\n1 0 1\n0 1 0\n");
    assert_eq!(ties(&two_mode)[0], tie("row 1", "column 1", 1.0));
    assert!(
        refuse(&full.replace("0 2 0\n", "0 2\n")).contains("the file ends where an entry of the matrix should follow")
    );
    assert!(refuse(&full.replace("1 0 2", "1 0 nan")).starts_with("line 6, column 5: the weight is nan"));
    assert!(refuse(&full.replace("LABELS", "LABEL")).starts_with("line 2, column 1"));
    assert!(refuse("dl n=2 format=edgelist1\ndata:\n1 3\n").contains("\"3\" is not a node"));
    assert!(refuse("dl n=2\n").contains("\"DATA:\""));
}

#[test]
fn what_is_no_network_is_refused_with_its_place() {
    for empty in ["", "\n\n", "# only a comment\n", "source,target\n"] {
        assert!(refuse(empty).starts_with("the file holds no edge"), "{empty:?}");
    }
    assert_eq!(
        refuse("1 2 3\n1 4\n"),
        "line 2, column 1: 2 fields where 3 belong; is the line cut off, or does a name hold the separator?"
    );
    assert!(refuse("a b\nc\n").starts_with("line 2, column 1: 1 fields where 2 belong"));
    assert!(refuse("word\nanother\n").starts_with("line 1, column 1: 1 fields"));
    assert!(refuse("a,b,1\nc,,2\n").starts_with("line 2, column 3: a node without a name"));
    assert!(refuse("1\t2\t5\n1\t3\tNaN\n").starts_with("line 2, column 5: the weight is NaN"));
    let far = |last: &str| format!("{}{last}", "1\t2\t5\n".repeat(200));
    assert!(refuse(&far("1\t3\tabc\n")).starts_with("line 201, column 5: the weight \"abc\" is not a number"));
    assert!(refuse(&far("1\t3\t-7\n")).starts_with("line 201, column 5: the weight is -7"));
    assert!(refuse(&far("1\t3")).starts_with("line 201, column 1: 2 fields where 3 belong"));
    assert!(refuse("a,\"b\nc,d\n").contains("quotation mark"));
    let bytes = |bytes: &[u8]| read_network(bytes, &ReadOptions::default()).unwrap_err().to_string();
    assert!(bytes(b"J\xf3n,Ada\n").starts_with("line 1, column 2: the bytes are not UTF-8"));
    assert!(bytes(b"\xff\xfea\0").contains("not UTF-8"));
    assert!(bytes(b"\x1f\x8b\x08").contains("unpack it first"));
}

#[test]
fn a_broken_input_is_told_from_a_short_one() {
    struct Broken(usize);
    impl std::io::Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::Error::other("the disk is gone"));
            }
            let count = self.0.min(buffer.len());
            for (byte, from) in buffer[..count].iter_mut().zip(b"1 2\n".iter().cycle()) {
                *byte = *from;
            }
            self.0 -= count;
            Ok(count)
        }
    }
    let error = read_network(Broken(1 << 20), &ReadOptions::default()).unwrap_err().to_string();
    assert!(error.contains("the disk is gone"), "{error}");
}

/// Blocks are cut anywhere by what hands them in.
struct Drops<'t>(&'t [u8], usize);
impl std::io::Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(buffer.len()).min(self.0.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

const KINDS: usize = 8;

/// A network written in one of the formats.
fn write(kind: usize, count: u32, edges: &[(u32, u32, u32)]) -> String {
    let mut text = String::new();
    let name = |node: u32| format!("N{node}x");
    match kind {
        0 => {
            text += &format!("# {count} {}\n", edges.len());
            edges.iter().for_each(|(s, t, w)| text += &format!("{s} {t} {w}\n"));
        }
        1 => edges.iter().for_each(|&(s, t, w)| text += &format!("{}\t{}\t{w}\n", name(s), name(t))),
        2 => {
            text += "source,target,weight\n";
            edges.iter().for_each(|&(s, t, w)| text += &format!("{},\"{}\",{w}.0\n", name(s), name(t)));
        }
        3 => {
            text += "<gexf><graph defaultedgetype=\"directed\"><nodes>\n";
            (0..count).for_each(|node| text += &format!("<node id=\"{}\"/>\n", name(node)));
            text += "</nodes><edges>\n";
            edges.iter().for_each(|&(s, t, w)| {
                text += &format!("<edge source=\"{}\" target=\"{}\" weight=\"{w}\"/>\n", name(s), name(t));
            });
            text += "</edges></graph></gexf>\n";
        }
        4 => {
            text += "<graphml><key id='w' for='edge' attr.name='weight'/><graph edgedefault='directed'>\n";
            (0..count).for_each(|node| text += &format!("<node id='{}'/>\n", name(node)));
            edges.iter().for_each(|&(s, t, w)| {
                text += &format!("<edge source='{}' target='{}'><data key='w'>{w}</data></edge>\n", name(s), name(t));
            });
            text += "</graph></graphml>\n";
        }
        5 => {
            text += &format!("*Vertices {count}\n");
            (0..count).for_each(|node| text += &format!("{} \"{}\"\n", node + 1, name(node)));
            text += "*Arcs\n";
            edges.iter().for_each(|(s, t, w)| text += &format!("{} {} {w}\n", s + 1, t + 1));
        }
        6 => {
            text += &format!("dl n={count} format=edgelist1\nlabels:\n");
            (0..count).for_each(|node| text += &format!("{}\n", name(node)));
            text += "data:\n";
            edges.iter().for_each(|(s, t, w)| text += &format!("{} {} {w}\n", s + 1, t + 1));
        }
        _ => edges.iter().for_each(|(s, t, w)| text += &format!("{s}7 {t}7 {w}\n")),
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_written_is_read(
        count in 1u32..12,
        edges in prop::collection::vec((0u32..12, 0u32..12, 1u32..9), 1..30),
        drop in 1usize..50,
    ) {
        let edges: Vec<_> = edges.into_iter().map(|(s, t, w)| (s % count, t % count, w)).collect();
        for kind in 0..KINDS {
            let text = write(kind, count, &edges);
            let options = ReadOptions { directedness: Some(Directedness::Directed), ..ReadOptions::default() };
            let network = read_network(Drops(text.as_bytes(), drop), &options);
            let network = network.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            let named = |node: u32| match kind {
                0 => node.to_string(),
                7 => format!("{node}7"),
                _ => format!("N{node}x"),
            };
            let mut expected: Vec<_> =
                edges.iter().map(|&(s, t, w)| (named(s), named(t), f64::from(w).to_bits())).collect();
            let mut found: Vec<_> = ties(&network).into_iter().map(|(s, t, w)| (s, t, w.to_bits())).collect();
            if kind == 6 {
                // A list whose ties all have their mirror is one of undirected ties.
                expected.iter_mut().chain(&mut found).for_each(|tie| if tie.0 > tie.1 {
                    (tie.0, tie.1) = (tie.1.clone(), tie.0.clone());
                });
                expected.sort();
                found.sort();
                expected.dedup();
                found.dedup();
            }
            prop_assert_eq!(found, expected, "{}", text);
            for node in network.graph.nodes() {
                prop_assert_eq!(network.labels.find(&network.labels.get(node).unwrap()), Some(node));
            }
        }
    }

    #[test]
    fn damaged_files_are_read_or_refused_and_never_more(
        kind in 0..KINDS,
        edges in prop::collection::vec((0u32..6, 0u32..6, 1u32..9), 1..8),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3), 0..4),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = write(kind, 6, &edges).into_bytes();
        for (place, byte, how) in damage {
            let place = place.index(bytes.len());
            match how {
                0 => bytes[place] = byte,
                1 => { bytes.remove(place); }
                _ => bytes.insert(place, byte),
            }
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let formats = [None, Some(Format::EdgeList), Some(Format::AnnouncedList), Some(Format::Matrix), Some(Format::Gexf),
            Some(Format::GraphMl), Some(Format::Pajek), Some(Format::Ucinet)];
        for format in formats {
            let options = ReadOptions { format, ..ReadOptions::default() };
            if let Ok(network) = read_network(&bytes[..], &options) {
                prop_assert_eq!(network.labels.len(), network.graph.node_count());
            }
        }
    }
}
