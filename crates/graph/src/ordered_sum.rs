//! Sums over many sources, in parallel, that come out the same to the last bit whatever the number of threads.

use rayon::prelude::*;

use crate::GraphError;

/// How many sources are summed before their sum is added to the total. It depends on the input alone, so the order of
/// all additions does too. At most 256 chunks keep the cost of merging below that of the sweeps.
fn chunk_size(source_count: usize) -> usize {
    source_count.div_ceil(256).max(1)
}

/// Sums the vectors (of length `len`) that `sweep` adds up for each source.
///
/// Sources go in fixed chunks; each chunk is summed by one thread in order, and the chunks' sums are added in order.
/// `scratch` makes the working memory of one thread, which `sweep` must leave as clean as it found it. The first error,
/// in the order of the sources, is returned. Memory: four chunks per thread, each a scratch and `len` floats.
pub(crate) fn sum_over_sources<S: Send>(
    sources: &[u32],
    len: usize,
    scratch: impl Fn() -> S,
    sweep: impl Fn(&mut S, u32, &mut [f64]) -> Result<(), GraphError> + Sync,
) -> Result<Vec<f64>, GraphError> {
    let mut total = vec![0.0; len];
    let chunk = chunk_size(sources.len());
    let slot_count = (4 * rayon::current_num_threads()).min(sources.len().div_ceil(chunk));
    let mut slots: Vec<_> = (0..slot_count).map(|_| (scratch(), vec![0.0; len])).collect();
    for wave in sources.chunks((chunk * slot_count).max(1)) {
        let outcomes: Vec<Result<(), GraphError>> = slots
            .par_iter_mut()
            .zip(wave.par_chunks(chunk))
            .map(|((scratch, sum), chunk)| chunk.iter().try_for_each(|&source| sweep(scratch, source, sum)))
            .collect();
        let used = outcomes.len();
        outcomes.into_iter().collect::<Result<(), _>>()?;
        for (_, sum) in &mut slots[..used] {
            for (total, part) in total.iter_mut().zip(sum) {
                *total += std::mem::take(part);
            }
        }
    }
    Ok(total)
}

/// Calls `sweep` for each source, in parallel, and returns the answers in order. Each chunk of sources shares one scratch.
pub(crate) fn map_sources<S, T: Send>(
    sources: &[u32],
    scratch: impl Fn() -> S + Sync,
    sweep: impl Fn(&mut S, u32) -> T + Sync,
) -> Vec<T> {
    let chunks: Vec<Vec<T>> = sources
        .par_chunks(chunk_size(sources.len()))
        .map(|chunk| {
            let mut scratch = scratch();
            chunk.iter().map(|&source| sweep(&mut scratch, source)).collect()
        })
        .collect();
    chunks.into_iter().flatten().collect()
}
