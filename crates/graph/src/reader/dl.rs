//! UCINET's DL files.

use std::io::Read;

use super::blocks::{Blocks, Lines};
use super::collector::Collector;
use super::error::{Fault, ReadError};
use super::labels::{Labels, number};
use super::matrix::Entries;
use super::weight::{shortened, weight};
use super::{Format, Network, ReadOptions};
use crate::Layer;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    FullMatrix,
    UpperHalf,
    LowerHalf,
    /// Lines of row, column, value.
    EdgeList,
    /// Lines of a row and all its columns.
    NodeList,
}

/// One word of the file and where it stands.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    line: u64,
    column: usize,
}

impl Word {
    fn fault(&self, fault: Fault) -> ReadError {
        fault.at(self.line, self.column)
    }
}

/// What is known of the names along one side of the matrix.
#[derive(Default)]
struct Side {
    count: Option<u64>,
    names: Vec<String>,
    are_embedded: bool,
}

struct Dl<R> {
    lines: Lines<R>,
    /// The words of the line at hand that are still to be read, last first.
    words: Vec<Word>,
    rows: Side,
    columns: Side,
    is_two_mode: bool,
    matrix_count: u64,
    matrix_names: Vec<String>,
    shape: Shape,
    has_diagonal: bool,
}

/// Names that embedded labels leave unsaid are no nodes. As in a matrix, ties that all go both ways are undirected.
pub(crate) fn read<R: Read>(blocks: Blocks<R>, options: &ReadOptions) -> Result<Network, ReadError> {
    let mut dl = Dl {
        lines: Lines::new(blocks),
        words: Vec::new(),
        rows: Side::default(),
        columns: Side::default(),
        is_two_mode: false,
        matrix_count: 1,
        matrix_names: Vec::new(),
        shape: Shape::FullMatrix,
        has_diagonal: true,
    };
    dl.header()?;
    let matrices = match dl.shape {
        Shape::FullMatrix | Shape::UpperHalf | Shape::LowerHalf => dl.matrices()?,
        Shape::EdgeList | Shape::NodeList => dl.lists()?,
    };
    let end = dl.lines.number();
    let at_end = |fault: Fault| fault.at(end, 1);
    let mut collector = Collector::new(options, Labels::new()).map_err(|error| at_end(error.into()))?;
    let entry_count: usize = matrices.iter().map(|(_, count)| count).sum();
    let (rows, columns) = dl.names(entry_count as u64).map_err(at_end)?;
    if matrices.len() > 1 {
        collector.layers = (0..matrices.len())
            .map(|place| dl.matrix_names.get(place).cloned().unwrap_or_else(|| (place + 1).to_string()))
            .collect();
    }
    for (place, (entries, _)) in matrices.iter().enumerate() {
        entries.collect(&rows, &columns, Layer(place as u16), &mut collector).map_err(at_end)?;
    }
    if collector.labels.is_empty() {
        return Err(ReadError::Empty);
    }
    collector.finish(Format::Ucinet).map_err(at_end)
}

impl<R: Read> Dl<R> {
    /// The next word, on this line or a later one; `None` at the end of the file.
    fn word(&mut self) -> Result<Option<Word>, ReadError> {
        while self.words.is_empty() {
            if !self.next_line()? {
                return Ok(None);
            }
        }
        Ok(self.words.pop())
    }

    fn next_line(&mut self) -> Result<bool, ReadError> {
        let number = self.lines.number() + 1;
        let Some(line) = self.lines.next()? else { return Ok(false) };
        self.words = words(line, number)?;
        self.words.reverse();
        Ok(true)
    }

    fn expect(&mut self, wanted: &str) -> Result<Word, ReadError> {
        let word = self.word()?;
        word.ok_or_else(|| Fault::CutOff { wanted: wanted.to_owned() }.at(self.lines.number(), 1))
    }

    fn header(&mut self) -> Result<(), ReadError> {
        let mut side = String::new();
        loop {
            let mut word = self.expect("\"DATA:\"")?;
            // "N=5" is three words, "LABELS:Ada" two.
            if let Some(place) = word.text.find(['=', ':']).filter(|&place| place + 1 < word.text.len()) {
                let rest = word.text.split_off(place + 1);
                let column = word.column + place + 1;
                self.words.push(Word { text: rest, line: word.line, column });
            }
            let key = word.text.to_lowercase();
            let key = key.trim_end_matches(['=', ':']);
            match key {
                "" | "dl" => {}
                "n" | "nr" | "nc" | "nm" => self.size(key)?,
                "format" => self.format()?,
                "diagonal" => {
                    let value = self.value()?;
                    self.has_diagonal = !value.text.to_lowercase().starts_with("abs");
                }
                "title" => {
                    self.value()?;
                }
                "row" | "col" | "column" | "matrix" | "level" => side = key.to_owned(),
                "labels" => self.labels(&std::mem::take(&mut side), &word)?,
                "embedded" => self.embed(&side),
                "data" => return Ok(()),
                _ => {
                    let wanted = "N, NM, FORMAT, LABELS or DATA";
                    return Err(word.fault(Fault::Unexpected { found: shortened(&word.text), wanted }));
                }
            }
        }
    }

    /// The word after an equals sign.
    fn value(&mut self) -> Result<Word, ReadError> {
        let word = self.expect("a value")?;
        if word.text == "=" {
            self.expect("a value")
        } else {
            Ok(Word { text: word.text.trim_start_matches('=').to_owned(), ..word })
        }
    }

    fn size(&mut self, key: &str) -> Result<(), ReadError> {
        let word = self.value()?;
        let Some(count) = number(word.text.as_bytes()).filter(|&count| count <= u64::from(u32::MAX)) else {
            return Err(word.fault(Fault::Unexpected { found: shortened(&word.text), wanted: "a number" }));
        };
        match key {
            "n" => (self.rows.count, self.columns.count) = (Some(count), Some(count)),
            "nr" => (self.rows.count, self.is_two_mode) = (Some(count), true),
            "nc" => (self.columns.count, self.is_two_mode) = (Some(count), true),
            _ if count > 1 << 16 => {
                let what = "a file of more than 65,536 matrices".to_owned();
                return Err(word.fault(Fault::Unsupported { what, remedy: "split it" }));
            }
            _ => self.matrix_count = count,
        }
        Ok(())
    }

    fn format(&mut self) -> Result<(), ReadError> {
        let word = self.value()?;
        self.shape = match word.text.to_lowercase().as_str() {
            "fullmatrix" | "fm" => Shape::FullMatrix,
            "upperhalf" | "uh" => Shape::UpperHalf,
            "lowerhalf" | "lh" => Shape::LowerHalf,
            "edgelist1" | "el1" | "edgelist" => Shape::EdgeList,
            "nodelist1" | "nl1" | "nodelist" => Shape::NodeList,
            "edgelist2" | "el2" | "nodelist2" | "nl2" => {
                self.is_two_mode = true;
                if word.text.to_lowercase().starts_with('e') { Shape::EdgeList } else { Shape::NodeList }
            }
            _ => {
                let what = format!("the format {:?}", shortened(&word.text));
                return Err(word.fault(Fault::Unsupported { what, remedy: "save it as fullmatrix or edgelist1" }));
            }
        };
        Ok(())
    }

    fn embed(&mut self, side: &str) {
        self.rows.are_embedded |= !side.starts_with("col");
        self.columns.are_embedded |= side != "row";
    }

    fn labels(&mut self, side: &str, keyword: &Word) -> Result<(), ReadError> {
        if self.words.last().is_some_and(|word| word.text.eq_ignore_ascii_case("embedded")) {
            self.words.pop();
            self.embed(side);
            return Ok(());
        }
        let count = match side {
            "matrix" | "level" => Some(self.matrix_count),
            "col" | "column" => self.columns.count,
            _ => self.rows.count,
        };
        let Some(count) = count else {
            let found = shortened(&keyword.text);
            return Err(keyword.fault(Fault::Unexpected { found, wanted: "the number of nodes (N=) first" }));
        };
        let mut names = Vec::new();
        for place in 0..count {
            let wanted = format!("label {} of {count}", place + 1);
            let word = self.expect(&wanted)?;
            if word.text.eq_ignore_ascii_case("data:") {
                return Err(word.fault(Fault::CutOff { wanted }));
            }
            names.push(word.text);
        }
        match side {
            "matrix" | "level" => self.matrix_names = names,
            "col" | "column" => self.columns.names = names,
            "row" => self.rows.names = names,
            _ => {
                self.rows.names.clone_from(&names);
                self.columns.names = names;
            }
        }
        Ok(())
    }

    /// How many rows and columns there are.
    fn size_of(&mut self) -> Result<(u64, u64), ReadError> {
        match (self.rows.count, self.columns.count) {
            (Some(rows), Some(columns)) => Ok((rows, columns)),
            _ => Err(Fault::CutOff { wanted: "the number of nodes (N=)".to_owned() }.at(self.lines.number(), 1)),
        }
    }

    fn matrices(&mut self) -> Result<Vec<(Entries, usize)>, ReadError> {
        let (rows, columns) = self.size_of()?;
        let mut matrices = Vec::new();
        for matrix in 0..self.matrix_count {
            let (mut entries, mut count) = (Entries::default(), 0);
            let is_first = matrix == 0;
            if self.columns.are_embedded {
                for column in 0..columns {
                    let name = self.expect(&format!("the label of column {}", column + 1))?.text;
                    if is_first {
                        self.columns.names.push(name);
                    }
                }
            }
            for row in 0..rows {
                if self.rows.are_embedded {
                    let name = self.expect(&format!("the label of row {}", row + 1))?.text;
                    if is_first {
                        self.rows.names.push(name);
                    }
                }
                let span = match self.shape {
                    Shape::UpperHalf => row..columns,
                    Shape::LowerHalf => 0..(row + 1).min(columns),
                    _ => 0..columns,
                };
                for column in span {
                    if column == row && !self.has_diagonal {
                        continue;
                    }
                    let word = self.expect("an entry of the matrix")?;
                    let value = weight(&word.text).map_err(|fault| word.fault(fault))?;
                    if value > 0.0 {
                        count += 1;
                        entries.add(row as u32, column as u32, value);
                        if self.shape != Shape::FullMatrix && row != column {
                            entries.add(column as u32, row as u32, value);
                        }
                    }
                }
            }
            matrices.push((entries, count));
        }
        match self.word()? {
            Some(word) => {
                Err(word.fault(Fault::Unexpected { found: shortened(&word.text), wanted: "the end of the file" }))
            }
            None => Ok(matrices),
        }
    }

    fn lists(&mut self) -> Result<Vec<(Entries, usize)>, ReadError> {
        let (row_count, column_count) = self.size_of()?;
        let mut places = [Places::new(&self.rows, row_count), Places::new(&self.columns, column_count)];
        let mut matrices = vec![(Entries::default(), 0)];
        loop {
            // The words after "DATA:" on its own line, if any, are the first line.
            if self.words.is_empty() && !self.next_line()? {
                break;
            }
            let mut line = std::mem::take(&mut self.words);
            line.reverse();
            let Some(first) = line.first() else { continue };
            if first.text.starts_with('!') {
                matrices.push((Entries::default(), 0));
                continue;
            }
            let targets = if self.shape == Shape::EdgeList { &line[1..line.len().min(2)] } else { &line[1..] };
            if self.shape == Shape::EdgeList && (line.len() < 2 || line.len() > 3) {
                return Err(first.fault(Fault::WrongFieldCount { found: line.len(), wanted: 3 }));
            }
            let value = match line.get(2).filter(|_| self.shape == Shape::EdgeList) {
                Some(word) => weight(&word.text).map_err(|fault| word.fault(fault))?,
                None => 1.0,
            };
            let row = places[0].find(first)?;
            let last = matrices.len() - 1;
            for target in targets {
                let column = places[usize::from(self.is_two_mode)].find(target)?;
                if value > 0.0 {
                    matrices[last].0.add(row, column, value);
                    matrices[last].1 += 1;
                }
            }
        }
        if matrices.len() as u64 > self.matrix_count && matrices.last().is_some_and(|last| last.1 == 0) {
            matrices.pop();
        }
        let [rows, columns] = places;
        self.rows.names = rows.names();
        self.columns.names = if self.is_two_mode { columns.names() } else { self.rows.names.clone() };
        Ok(matrices)
    }

    /// The names of rows and columns, made up by number where the file names none.
    fn names(&mut self, entry_count: u64) -> Result<(Vec<String>, Vec<String>), Fault> {
        let mut filled = Vec::new();
        for (side, prefix) in [(&mut self.rows, "row "), (&mut self.columns, "column ")] {
            let count = side.count.unwrap_or(0);
            if side.names.is_empty() {
                if count > 1 << 24 && count > 64 * entry_count {
                    return Err(Fault::NodeCount { announced: count, edges: entry_count });
                }
                let prefix = if self.is_two_mode { prefix } else { "" };
                side.names = (1..=count).map(|place| format!("{prefix}{place}")).collect();
            }
            filled.push(std::mem::take(&mut side.names));
        }
        let columns = filled.pop().unwrap_or_default();
        Ok((filled.pop().unwrap_or_default(), columns))
    }
}

/// Finds the place of a row or column by what the data call it.
struct Places {
    labels: Labels,
    count: u64,
    /// Whether names are found in the data rather than listed before them.
    are_embedded: bool,
    are_listed: bool,
}

impl Places {
    fn new(side: &Side, count: u64) -> Places {
        let mut labels = Labels::new();
        for name in &side.names {
            labels.intern(name);
        }
        Places { labels, count, are_embedded: side.are_embedded, are_listed: !side.names.is_empty() }
    }

    fn find(&mut self, word: &Word) -> Result<u32, ReadError> {
        let out_of_range = || {
            let count = self.count.min(u64::from(u32::MAX)) as u32;
            word.fault(Fault::NodeOutOfRange { found: shortened(&word.text), count, from: 1 })
        };
        if self.are_embedded {
            let node = self.labels.intern(&word.text).filter(|&node| u64::from(node) < self.count);
            return node.ok_or_else(|| {
                let found = shortened(&word.text);
                word.fault(Fault::Unexpected { found, wanted: "one of the labels before, whose number N says" })
            });
        }
        // Listed names may be used instead of numbers.
        if let Some(node) = self.labels.find(&word.text).filter(|_| self.are_listed) {
            return Ok(node.0);
        }
        let place = number(word.text.as_bytes()).filter(|&id| id >= 1 && id <= self.count);
        place.map(|id| id as u32 - 1).ok_or_else(out_of_range)
    }

    /// The names in order; none when the data know rows and columns by number alone.
    fn names(&self) -> Vec<String> {
        let nodes = (0..self.labels.len() as u32).map(crate::NodeId);
        nodes.filter_map(|node| self.labels.get(node)).map(std::borrow::Cow::into_owned).collect()
    }
}

/// Parts a line at blanks and commas; words in quotation marks stay whole.
fn words(line: &str, number: u64) -> Result<Vec<Word>, ReadError> {
    let mut words = Vec::new();
    let mut characters = line.chars().zip(1..).peekable();
    while let Some(&(character, column)) = characters.peek() {
        if character.is_whitespace() || character == ',' {
            characters.next();
            continue;
        }
        let mut text = String::new();
        if character == '"' {
            characters.next();
            loop {
                match characters.next() {
                    Some(('"', _)) => break,
                    Some((character, _)) => text.push(character),
                    None => return Err(Fault::OpenQuote.at(number, column)),
                }
            }
        } else {
            while let Some(&(character, _)) = characters.peek() {
                if character.is_whitespace() || character == ',' {
                    break;
                }
                text.push(character);
                characters.next();
            }
        }
        words.push(Word { text, line: number, column });
    }
    Ok(words)
}
