//! What a file holds, by its first lines.

use super::Format;
use super::error::{Fault, ReadError};
use super::fields::{Field, Separator, split};
use super::labels::number;
use super::weight::weight;

/// How many lines are looked at.
const SAMPLE: usize = 100;
/// Of a file shorter than this, the first look shows all of it. See `Blocks::peek`.
pub(crate) const WHOLE: usize = 1 << 16;

/// Refuses what is no UTF-8 text at first sight.
pub(crate) fn check_encoding(head: &[u8]) -> Result<(), ReadError> {
    if head.starts_with(b"\x1f\x8b") {
        let what = "a gzip-compressed file".to_owned();
        return Err(Fault::Unsupported { what, remedy: "unpack it first" }.at(1, 1));
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head[..head.len().min(1024)].contains(&0) {
        return Err(Fault::NotUtf8.at(1, 1));
    }
    Ok(())
}

/// The format of a file that begins like this.
pub(crate) fn format(head: &[u8]) -> Format {
    let text = String::from_utf8_lossy(&head[..head.len().min(WHOLE)]);
    let start = text.trim_start();
    if start.starts_with('<') {
        // GEXF is named by its root; whatever else is XML is taken for GraphML, whose reader says what it misses.
        return if start.contains("<gexf") { Format::Gexf } else { Format::GraphMl };
    }
    let word: String = start.chars().take(12).collect::<String>().to_lowercase();
    if word.starts_with('*') {
        return Format::Pajek;
    }
    if word == "dl"
        || word.starts_with("dl ")
        || word.starts_with("dl\n")
        || word.starts_with("dl\r")
        || word.starts_with("dl,")
    {
        return Format::Ucinet;
    }
    let lines = sample(head);
    // Pajek's own comments begin with %, and may stand before its first section.
    if lines.first().is_some_and(|line| line.starts_with('*')) {
        return Format::Pajek;
    }
    if start.lines().next().and_then(announcement).is_some() {
        Format::AnnouncedList
    } else if matrix_shape(&lines, head.len() < WHOLE).is_some() {
        Format::Matrix
    } else {
        Format::EdgeList
    }
}

/// The numbers of nodes and edges in a line `# N M`.
pub(crate) fn announcement(line: &str) -> Option<(u64, u64)> {
    let mut words = line.strip_prefix('#')?.split_whitespace();
    let counts = (number(words.next()?.as_bytes())?, number(words.next()?.as_bytes())?);
    words.next().is_none().then_some(counts)
}

/// Whether a line says nothing of the network.
pub(crate) fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#') || line.starts_with('%')
}

/// The first lines that are whole and no comment.
pub(crate) fn sample(head: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(head);
    let mut lines: Vec<&str> = text.lines().take(10 * SAMPLE).collect();
    if head.len() >= WHOLE && lines.len() > 1 && !text.ends_with('\n') {
        lines.pop();
    }
    lines.into_iter().filter(|line| !is_comment(line)).take(SAMPLE).map(str::to_owned).collect()
}

/// The separator that parts all lines alike, or at least the first.
pub(crate) fn separator(lines: &[String]) -> Separator {
    const ALL: [Separator; 4] = [Separator::Tab, Separator::Semicolon, Separator::Comma, Separator::Blanks];
    let counts = |separator| lines.iter().map(|line| texts(line, separator).map_or(0, |f| f.len())).collect::<Vec<_>>();
    let counts = ALL.map(|separator| (separator, counts(separator)));
    let alike = counts.iter().find(|(_, c)| c.first().is_some_and(|&first| first > 1 && c.iter().all(|&c| c == first)));
    let first = || counts.iter().find(|(_, c)| c.iter().any(|&count| count > 1));
    alike.or_else(first).map_or(Separator::Blanks, |found| found.0)
}

/// How a matrix is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MatrixShape {
    pub(crate) separator: Separator,
    /// The first line names the columns, the first field of each further line its row.
    pub(crate) has_names: bool,
    /// The line of names has no field above the column of names.
    pub(crate) is_short: bool,
}

/// The layout, when the lines look like a matrix's; `is_all` when there are no more than these.
pub(crate) fn matrix_shape(lines: &[String], is_all: bool) -> Option<MatrixShape> {
    let separator = separator_of_matrix(lines);
    let rows: Vec<Vec<String>> = lines.iter().map(|line| texts(line, separator)).collect::<Option<_>>()?;
    let (first, rest) = rows.split_first()?;
    let is_entry = |text: &String| text.is_empty() || text.parse::<f64>().is_ok() || weight(text).is_ok();
    let width = rest.first().map_or(first.len(), Vec::len);
    if rest.iter().any(|row| row.len() != width) {
        return None;
    }
    let have_entries = !rest.is_empty() && rest.iter().all(|row| row.iter().skip(1).all(is_entry));
    let is_short = first.len() + 1 == width;
    if have_entries && width > 1 && (first.len() == width || is_short) {
        let names = if is_short { &first[..] } else { &first[1..] };
        // The first row and column of a symmetric matrix are alike as well, but hold numbers alone.
        let are_names = is_short || !is_entry(&first[0]) || !names.iter().all(is_entry);
        let are_named_alike = width > 2 && are_names && rest.iter().zip(names).all(|(row, name)| row[0] == *name);
        let has_corner = !is_short && first[0].is_empty() && !names.iter().any(String::is_empty);
        let has_only_names = is_short && width > 2 && !names.iter().any(is_entry);
        if has_corner || has_only_names || (are_named_alike && rest.len() <= names.len()) {
            return Some(MatrixShape { separator, has_names: true, is_short });
        }
    }
    // Without names: square and all numbers. Three lines of three may be edges with weights, but not over a diagonal of zeros.
    let is_square = is_all && rows.len() == width && lines.len() < SAMPLE;
    let has_empty_diagonal =
        || rows.iter().enumerate().all(|(place, row)| row.get(place).is_some_and(|text| text == "0"));
    let is_plausible =
        first.len() == width && (width >= SAMPLE || (is_square && (width > 3 || (width == 3 && has_empty_diagonal()))));
    (is_plausible && rows.iter().flatten().all(is_entry)).then_some(MatrixShape {
        separator,
        has_names: false,
        is_short: false,
    })
}

/// The layout of what is said to be a matrix: with names when its first line is not all numbers.
pub(crate) fn claimed_matrix_shape(lines: &[String]) -> MatrixShape {
    let separator = separator_of_matrix(lines);
    let width = |place: usize| lines.get(place).and_then(|line| texts(line, separator)).map_or(0, |row| row.len());
    let first = lines.first().and_then(|line| texts(line, separator)).unwrap_or_default();
    let has_names = first.iter().any(|text| text.parse::<f64>().is_err());
    MatrixShape { separator, has_names, is_short: has_names && width(0) + 1 == width(1) }
}

/// As [`separator`], but the first line may be one field short.
fn separator_of_matrix(lines: &[String]) -> Separator {
    if lines.len() > 1 { separator(&lines[1..]) } else { separator(lines) }
}

fn texts(line: &str, separator: Separator) -> Option<Vec<String>> {
    let mut fields: Vec<Field<'_>> = Vec::new();
    split(line, separator, &mut fields).ok()?;
    Some(fields.into_iter().map(|field| field.text.into_owned()).collect())
}

/// Where an edge list has its columns, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) separator: Separator,
    pub(crate) has_header: bool,
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) weight: Option<usize>,
    pub(crate) layer: Option<usize>,
    /// How many fields a line has.
    pub(crate) count: usize,
}

const SOURCES: &[&str] = &[
    "source",
    "src",
    "from",
    "sender",
    "ego",
    "tail",
    "caller",
    "node1",
    "node_1",
    "id1",
    "person1",
    "actor1",
    "v1",
    "nodea",
    "node_a",
    "payer",
    "source_id",
    "from_id",
    "source_node",
    "from_node",
];
const TARGETS: &[&str] = &[
    "target",
    "tgt",
    "dst",
    "dest",
    "to",
    "receiver",
    "recipient",
    "alter",
    "head",
    "callee",
    "called",
    "node2",
    "node_2",
    "id2",
    "person2",
    "actor2",
    "v2",
    "nodeb",
    "node_b",
    "payee",
    "target_id",
    "to_id",
    "target_node",
    "to_node",
    "destination",
];
const WEIGHTS: &[&str] = &[
    "weight",
    "weights",
    "w",
    "strength",
    "value",
    "count",
    "n",
    "frequency",
    "freq",
    "calls",
    "amount",
    "times",
    "ties",
];
const LAYERS: &[&str] = &["layer", "relation", "relationship", "kind", "type", "tie_type", "edge_type"];

/// The columns, by the header where there is one, else source, target, and the third if it holds numbers.
pub(crate) fn columns(lines: &[String], has_header: Option<bool>) -> Columns {
    let separator = separator(lines);
    let rows: Vec<Vec<String>> = lines.iter().map(|line| texts(line, separator).unwrap_or_default()).collect();
    let first = rows.first().cloned().unwrap_or_default();
    let position = |names: &[&str]| {
        first.iter().position(|field| names.contains(&field.to_lowercase().replace([' ', '-'], "_").as_str()))
    };
    let (source, target) = (position(SOURCES), position(TARGETS));
    let is_number = |text: &String| text.parse::<f64>().is_ok() || weight(text).is_ok();
    let rest = rows.get(1..).unwrap_or_default();
    let numbers_below = |column: usize| {
        !rest.is_empty()
            && rest.iter().all(|row| row.get(column).is_some_and(is_number))
            && first.get(column).is_some_and(|text| !is_number(text))
    };
    let has_header = has_header.unwrap_or_else(|| {
        (source.is_some() && target.is_some()) || numbers_below(2) || (numbers_below(0) && numbers_below(1))
    });
    let (source, target) = match (has_header, source, target) {
        (true, Some(source), Some(target)) => (source, target),
        _ => (0, 1),
    };
    let named = |names: &[&str]| position(names).filter(|&column| has_header && column != source && column != target);
    let body = if has_header { rest } else { &rows[..] };
    let is_third = (source, target) == (0, 1) && body.iter().any(|row| row.len() > 2);
    let third = is_third && body.iter().all(|row| row.get(2).is_none_or(is_number));
    let layer = named(LAYERS);
    let unnamed = (third && layer != Some(2) && !(has_header && first.get(2).is_some_and(|name| is_date_name(name))))
        .then_some(2);
    let weight = named(WEIGHTS).or(unnamed);
    let count = body.first().map_or(first.len(), Vec::len);
    Columns { separator, has_header, source, target, weight, layer, count }
}

/// Whether a header says that its column holds times, whose numbers are no weights.
fn is_date_name(name: &str) -> bool {
    let name = name.to_lowercase();
    ["date", "time", "year", "day", "month", "start", "end", "id"].iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(text: &str) -> Format {
        format(text.as_bytes())
    }

    #[test]
    fn formats_are_told_by_their_beginnings() {
        assert_eq!(guessed("# 5 4\n0 1\n"), Format::AnnouncedList);
        assert_eq!(guessed("# Nodes: 5 Edges: 4\n0\t1\n"), Format::EdgeList);
        assert_eq!(guessed("<?xml version=\"1.0\"?>\n<gexf>"), Format::Gexf);
        assert_eq!(guessed("<graphml>"), Format::GraphMl);
        assert_eq!(guessed("*Vertices 3\n"), Format::Pajek);
        assert_eq!(guessed("% a comment\n*Vertices 3\n"), Format::Pajek);
        assert_eq!(guessed("DL N = 3\nDATA:\n"), Format::Ucinet);
        assert_eq!(guessed("dlamini nkosi\n"), Format::EdgeList);
        assert_eq!(guessed(",A,B\nA,0,1\nB,1,0\n"), Format::Matrix);
        assert_eq!(guessed("0 1 0 0\n1 0 1 0\n0 1 0 1\n0 0 1 0\n"), Format::Matrix);
        assert_eq!(guessed("A B C\nA 0 1 1\nB 1 0 0\nC 1 0 0\n"), Format::Matrix);
        assert_eq!(guessed("1 2 3\n2 3 1\n1 3 2\n"), Format::EdgeList);
        assert_eq!(guessed("source,target,weight\na,b,1\n"), Format::EdgeList);
        assert_eq!(guessed("1 2\n3 4\n"), Format::EdgeList);
        assert_eq!(guessed(""), Format::EdgeList);
    }

    fn columns_of(text: &str) -> (bool, usize, usize, Option<usize>) {
        let found = columns(&sample(text.as_bytes()), None);
        (found.has_header, found.source, found.target, found.weight)
    }

    #[test]
    fn columns_are_told_by_header_or_content() {
        assert_eq!(columns_of("1\t2\t3\n"), (false, 0, 1, Some(2)));
        assert_eq!(columns_of("Ada Ben\nBen Cole\n"), (false, 0, 1, None));
        assert_eq!(columns_of("date,from,to,calls\n2020,a,b,3\n"), (true, 1, 2, Some(3)));
        assert_eq!(columns_of("Target;Weight;Source\na;3;b\n"), (true, 2, 0, Some(1)));
        assert_eq!(columns_of("name one,name two,how often\nAda,Ben,3\n"), (true, 0, 1, Some(2)));
        assert_eq!(columns_of("x y\n1 2\n3 4\n"), (true, 0, 1, None));
        assert_eq!(columns_of("from,to,year\na,b,1999\n"), (true, 0, 1, None));
        assert_eq!(columns_of("a,b,met at the port\nb,c,cousins\n"), (false, 0, 1, None));
    }
}
