//! Work on many pieces at once, with the results in the order of the pieces.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// How many threads work. The machine's own number, up to a few: one thread writes, and it is kept busy by two.
pub fn workers() -> usize {
    thread::available_parallelism().map_or(2, usize::from).clamp(1, 4)
}

/// What there is to work on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<T> {
    /// This.
    Piece(T),
    /// Nothing more until a piece under way is done; only to be said while there is one.
    Later,
    /// Nothing more.
    End,
}

impl<T> From<Option<T>> for Next<T> {
    fn from(piece: Option<T>) -> Self {
        piece.map_or(Next::End, Next::Piece)
    }
}

/// Takes pieces from `next`, works on them in several threads, and hands the results to `done` in the order of the
/// pieces. Both are called by the calling thread. At most four times as many pieces as workers are under way; `next` is told
/// how many there are.
///
/// # Errors
/// The first one of `next` or `done`; what is under way is dropped.
pub fn in_order<T: Send, U: Send, E>(
    workers: usize,
    mut next: impl FnMut(usize) -> Result<Next<T>, E>,
    work: impl Fn(T) -> U + Sync,
    mut done: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let (jobs, queue) = sync_channel::<(T, SyncSender<U>)>(workers * 4);
        let queue = Arc::new(Mutex::new(queue));
        let work = &work;
        for _ in 0..workers {
            let queue = Arc::clone(&queue);
            scope.spawn(move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((piece, answer)) = job else { break };
                    // Nobody listens any more once the caller has met an error.
                    let _ = answer.send(work(piece));
                }
            });
        }
        let mut under_way: VecDeque<Receiver<U>> = VecDeque::new();
        let mut more = true;
        loop {
            while more && under_way.len() < workers * 4 {
                match next(under_way.len())? {
                    Next::Piece(piece) => {
                        let (answer, listen) = sync_channel(1);
                        jobs.send((piece, answer)).expect("the workers live as long as the sender");
                        under_way.push_back(listen);
                    }
                    Next::Later => break,
                    Next::End => more = false,
                }
            }
            let Some(first) = under_way.pop_front() else { return Ok(()) };
            // A worker that panicked ends the scope with its panic.
            let Ok(result) = first.recv() else { return Ok(()) };
            done(result)?;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let (mut given, mut taken) = (0u64, Vec::new());
        let next = |under_way: usize| {
            assert!(under_way < 12);
            if under_way == 5 {
                return Ok(Next::Later);
            }
            given += 1;
            Ok::<_, ()>((given <= 200).then_some(given).into())
        };
        let work = |n: u64| {
            thread::sleep(std::time::Duration::from_micros(n * 7919 % 400));
            n * n
        };
        in_order(3, next, work, |n| {
            taken.push(n);
            Ok(())
        })
        .unwrap();
        assert_eq!(taken, (1..=200u64).map(|n| n * n).collect::<Vec<_>>());
    }

    #[test]
    fn the_first_error_ends_it() {
        let mut given = 0;
        let next = |_| {
            given += 1;
            Ok(Next::Piece(given))
        };
        let ended = in_order(2, next, |n| n, |n| if n == 5 { Err("five") } else { Ok(()) });
        assert_eq!(ended, Err("five"));
        assert_eq!(in_order(2, |_| Err::<Next<u8>, _>("none"), |n| n, |_| Ok(())), Err("none"));
    }
}
