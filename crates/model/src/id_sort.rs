//! Records in the order of their ids, however many there are, in memory that does not grow.

use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// A file that a sort may use for what memory doesn't hold. Whoever hands it out sees to it that it goes away again.
pub trait ScratchFile: Read + Write + Seek {}

impl<T: Read + Write + Seek> ScratchFile for T {}

/// Where a sort gets its files from: each call gives a new, empty one.
pub type Scratch = Box<dyn FnMut() -> io::Result<Box<dyn ScratchFile>>>;

/// What a sort holds in memory before it writes a run to a file: 16 MiB.
const BUDGET: usize = 16 << 20;

/// So many runs are merged into one before more are written, so that the number of open files stays bounded.
const RUNS: usize = 64;

/// What is read of a run at once.
const BLOCK: usize = 32 << 10;

/// Sorts records by id; records of one id keep the order in which they came.
///
/// Up to 16 MiB are sorted in memory, more in runs on scratch files that are merged at the end. Whatever the number of
/// records, it holds no more than that, a block of each run (at most 64 to a level) and one record.
///
/// Time n log n, and each record is written and read once for about every 64 runs' worth of the input.
pub struct IdSort {
    scratch: Scratch,
    budget: usize,
    memory: Memory,
    /// Runs by level: one of level 1 holds what [`RUNS`] of level 0 held. All of a higher level came earlier.
    levels: Vec<Vec<Box<dyn ScratchFile>>>,
}

/// Records laid end to end, and where each begins.
#[derive(Default)]
struct Memory {
    bytes: Vec<u8>,
    entries: Vec<Entry>,
}

/// A record in memory.
struct Entry {
    /// The first eight bytes of the id, which decide most comparisons.
    head: u64,
    start: usize,
    id: u32,
    body: u32,
}

impl Memory {
    fn size(&self) -> usize {
        self.bytes.len() + self.entries.len() * size_of::<Entry>()
    }

    fn id(&self, entry: &Entry) -> &[u8] {
        &self.bytes[entry.start..][..entry.id as usize]
    }

    fn body(&self, entry: &Entry) -> &[u8] {
        &self.bytes[entry.start + entry.id as usize..][..entry.body as usize]
    }

    fn sort(&mut self) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.sort_by(|left, right| left.head.cmp(&right.head).then_with(|| self.id(left).cmp(self.id(right))));
        self.entries = entries;
    }
}

impl IdSort {
    /// A sort that gets its files from there. While all fits into memory it asks for none.
    pub fn new(scratch: Scratch) -> Self {
        Self { scratch, budget: BUDGET, memory: Memory::default(), levels: Vec::new() }
    }

    /// Holds at most so many bytes in memory before it uses files.
    #[must_use]
    pub fn with_budget(mut self, bytes: usize) -> Self {
        self.budget = bytes;
        self
    }

    /// Takes a record.
    ///
    /// # Errors
    /// What a scratch file gives; and when an id or a body is of 4 GiB or more.
    pub fn push(&mut self, id: &str, body: &[u8]) -> io::Result<()> {
        let length = |bytes: usize| u32::try_from(bytes).map_err(|_| io::Error::other("a record is of 4 GiB or more"));
        let mut head = [0; 8];
        let known = id.len().min(8);
        head[..known].copy_from_slice(&id.as_bytes()[..known]);
        let (start, head) = (self.memory.bytes.len(), u64::from_be_bytes(head));
        self.memory.entries.push(Entry { head, start, id: length(id.len())?, body: length(body.len())? });
        self.memory.bytes.extend_from_slice(id.as_bytes());
        self.memory.bytes.extend_from_slice(body);
        if self.memory.size() >= self.budget { self.spill() } else { Ok(()) }
    }

    /// Writes what is in memory to a run.
    fn spill(&mut self) -> io::Result<()> {
        self.memory.sort();
        let mut run = BufWriter::with_capacity(BLOCK, (self.scratch)()?);
        for entry in &self.memory.entries {
            write_record(&mut run, self.memory.id(entry), self.memory.body(entry))?;
        }
        self.memory.bytes.clear();
        self.memory.entries.clear();
        let run = run.into_inner().map_err(io::IntoInnerError::into_error)?;
        self.keep(run, 0)
    }

    fn keep(&mut self, run: Box<dyn ScratchFile>, level: usize) -> io::Result<()> {
        if self.levels.len() == level {
            self.levels.push(Vec::new());
        }
        self.levels[level].push(run);
        if self.levels[level].len() < RUNS {
            return Ok(());
        }
        let mut merge = Merge::of(std::mem::take(&mut self.levels[level]))?;
        let mut merged = BufWriter::with_capacity(BLOCK, (self.scratch)()?);
        let (mut id, mut body) = (Vec::new(), Vec::new());
        while merge.next(&mut id, &mut body)? {
            write_record(&mut merged, &id, &body)?;
        }
        let merged = merged.into_inner().map_err(io::IntoInnerError::into_error)?;
        self.keep(merged, level + 1)
    }

    /// Ends the taking and begins the giving.
    ///
    /// # Errors
    /// What a scratch file gives.
    pub fn sorted(mut self) -> io::Result<Sorted> {
        if self.levels.is_empty() {
            self.memory.sort();
            return Ok(Sorted(Source::Memory { memory: self.memory, next: 0 }));
        }
        if !self.memory.entries.is_empty() {
            self.spill()?;
        }
        self.memory = Memory::default();
        let runs = self.levels.into_iter().rev().flatten().collect();
        Ok(Sorted(Source::Runs(Merge::of(runs)?)))
    }
}

/// Records in the order of their ids.
pub struct Sorted(Source);

enum Source {
    Memory { memory: Memory, next: usize },
    Runs(Merge),
}

impl Sorted {
    /// Puts the next record into the two buffers; `false`, and nothing in them, after the last.
    ///
    /// # Errors
    /// What a scratch file gives.
    pub fn next(&mut self, id: &mut Vec<u8>, body: &mut Vec<u8>) -> io::Result<bool> {
        match &mut self.0 {
            Source::Runs(merge) => merge.next(id, body),
            Source::Memory { memory, next } => {
                id.clear();
                body.clear();
                let Some(entry) = memory.entries.get(*next) else { return Ok(false) };
                *next += 1;
                id.extend_from_slice(memory.id(entry));
                body.extend_from_slice(memory.body(entry));
                Ok(true)
            }
        }
    }
}

fn write_record(out: &mut impl Write, id: &[u8], body: &[u8]) -> io::Result<()> {
    for part in [id, body] {
        let length = u32::try_from(part.len()).expect("checked when the record was taken");
        out.write_all(&length.to_le_bytes())?;
    }
    out.write_all(id)?;
    out.write_all(body)
}

/// A run and the record that is next in it.
struct Cursor {
    run: BufReader<Box<dyn ScratchFile>>,
    id: Vec<u8>,
    body: Vec<u8>,
}

impl Cursor {
    fn advance(&mut self) -> io::Result<bool> {
        if io::BufRead::fill_buf(&mut self.run)?.is_empty() {
            return Ok(false);
        }
        let mut lengths = [0; 8];
        self.run.read_exact(&mut lengths)?;
        let [a, b, c, d, e, f, g, h] = lengths;
        self.id.resize(u32::from_le_bytes([a, b, c, d]) as usize, 0);
        self.run.read_exact(&mut self.id)?;
        self.body.resize(u32::from_le_bytes([e, f, g, h]) as usize, 0);
        self.run.read_exact(&mut self.body)?;
        Ok(true)
    }
}

/// Several runs as one: a heap of cursors, that with the least id on top and of equal ids the earlier run's.
struct Merge {
    cursors: Vec<Cursor>,
    heap: Vec<usize>,
    /// Whether the top has been given away and has to move on.
    is_spent: bool,
}

impl Merge {
    fn of(runs: Vec<Box<dyn ScratchFile>>) -> io::Result<Self> {
        let mut merge = Self { cursors: Vec::with_capacity(runs.len()), heap: Vec::new(), is_spent: false };
        for mut run in runs {
            run.seek(SeekFrom::Start(0))?;
            let run = BufReader::with_capacity(BLOCK, run);
            let mut cursor = Cursor { run, id: Vec::new(), body: Vec::new() };
            if cursor.advance()? {
                merge.cursors.push(cursor);
            }
        }
        merge.heap = (0..merge.cursors.len()).collect();
        for place in (0..merge.heap.len() / 2).rev() {
            merge.sink(place);
        }
        Ok(merge)
    }

    fn next(&mut self, id: &mut Vec<u8>, body: &mut Vec<u8>) -> io::Result<bool> {
        if self.is_spent {
            if !self.cursors[self.heap[0]].advance()? {
                self.heap.swap_remove(0);
            }
            self.sink(0);
        }
        self.is_spent = !self.heap.is_empty();
        id.clear();
        body.clear();
        let Some(&top) = self.heap.first() else { return Ok(false) };
        std::mem::swap(id, &mut self.cursors[top].id);
        std::mem::swap(body, &mut self.cursors[top].body);
        Ok(true)
    }

    /// Moves an entry down until none below it comes before it.
    fn sink(&mut self, mut place: usize) {
        let before = |heap: &[usize], left: usize, right: usize| {
            let (left, right) = (heap[left], heap[right]);
            (&self.cursors[left].id, left) < (&self.cursors[right].id, right)
        };
        loop {
            let mut least = place;
            for below in [2 * place + 1, 2 * place + 2] {
                if below < self.heap.len() && before(&self.heap, below, least) {
                    least = below;
                }
            }
            if least == place {
                return;
            }
            self.heap.swap(place, least);
            place = least;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::Cursor as Bytes;
    use std::rc::Rc;

    use proptest::prelude::*;

    use super::*;

    /// Files in memory, counted.
    fn scratch() -> (Scratch, Rc<Cell<usize>>) {
        let count = Rc::new(Cell::new(0));
        let counted = Rc::clone(&count);
        let file = move || {
            counted.set(counted.get() + 1);
            Ok(Box::new(Bytes::new(Vec::new())) as Box<dyn ScratchFile>)
        };
        (Box::new(file), count)
    }

    fn sorted(records: &[(String, u32)], budget: usize) -> (Vec<(String, u32)>, usize) {
        let (scratch, files) = scratch();
        let mut sort = IdSort::new(scratch).with_budget(budget);
        for (id, number) in records {
            sort.push(id, &number.to_le_bytes()).unwrap();
        }
        let mut sorted = sort.sorted().unwrap();
        let (mut id, mut body, mut out) = (Vec::new(), Vec::new(), Vec::new());
        while sorted.next(&mut id, &mut body).unwrap() {
            let number = u32::from_le_bytes(body[..].try_into().unwrap());
            out.push((String::from_utf8(id.clone()).unwrap(), number));
        }
        (out, files.get())
    }

    #[test]
    fn what_fits_into_memory_needs_no_file() {
        let records: Vec<(String, u32)> = (0..100).map(|number| (format!("id-{}", number % 7), number)).collect();
        let (out, files) = sorted(&records, BUDGET);
        assert_eq!(files, 0);
        assert_eq!(out[0], ("id-0".to_owned(), 0));
        assert_eq!(out[1], ("id-0".to_owned(), 7));
    }

    #[test]
    fn thousands_of_runs_are_merged_level_by_level() {
        let records: Vec<(String, u32)> =
            (0..9000).map(|number| (format!("{:x}", number * 7919 % 4001), number)).collect();
        let (out, files) = sorted(&records, 1);
        assert_eq!(files, 9000 + 9000 / 64 + 9000 / 64 / 64);
        let mut expected = records;
        expected.sort_by(|left, right| left.0.cmp(&right.0));
        assert!(out == expected, "not sorted, or not stable");
    }

    proptest! {
        #[test]
        fn any_budget_gives_the_same(
            records in prop::collection::vec(("[a-c]{0,12}", any::<u32>()), 0..300),
            budget in 1usize..4000,
        ) {
            let mut expected = records.clone();
            expected.sort_by(|left, right| left.0.cmp(&right.0));
            prop_assert_eq!(sorted(&records, budget).0, expected);
        }
    }
}
