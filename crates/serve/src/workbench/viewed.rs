//! What follows under views that somebody asked for, kept as long as there is room.

use std::sync::{Arc, Mutex, PoisonError};

use umbra_find::View;

use crate::http::Fault;

/// How many views are kept, and how much they may weigh together: ties of networks, of which half a million take some 800 megabytes.
const MOST: usize = 12;
const HEAVIEST: usize = 600_000;

/// What is kept of one view, with its weight, once it is there; whoever makes it holds it.
type Slot<T> = Arc<Mutex<Option<(Arc<T>, usize)>>>;

/// What was made of views, the one that was asked for last at the end.
pub(crate) struct Viewed<T>(Mutex<Vec<(View, Slot<T>)>>);

impl<T> Default for Viewed<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Clone for Viewed<T> {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }
}

impl<T> Viewed<T> {
    /// What there is of a view, or is made now. Whoever asks for the same meanwhile waits for it rather than make it too.
    pub fn of(
        &self,
        view: &View,
        weight: impl FnOnce(&T) -> usize,
        make: impl FnOnce() -> Result<T, Fault>,
    ) -> Result<Arc<T>, Fault> {
        let slot = self.slot(view);
        let mut held = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, _)) = &*held {
            return Ok(Arc::clone(known));
        }
        let made = Arc::new(make()?);
        *held = Some((Arc::clone(&made), weight(&made)));
        drop(held);
        self.make_room();
        Ok(made)
    }

    fn slot(&self, view: &View) -> Slot<T> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = all.iter().position(|(known, _)| known == view).map(|at| all.remove(at).1);
        let slot = known.unwrap_or_default();
        all.push((view.clone(), Arc::clone(&slot)));
        slot
    }

    /// Lets those go that nobody has asked for the longest. The last one stays, whatever it weighs; what is being made weighs nothing yet.
    fn make_room(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let weigh = |(_, slot): &(View, Slot<T>)| {
            slot.try_lock().ok().and_then(|held| held.as_ref().map(|(_, weight)| *weight)).unwrap_or_default()
        };
        let mut room = HEAVIEST;
        let mut kept = 0;
        for one in all.iter().rev() {
            let weight = weigh(one);
            if kept == MOST || (kept > 0 && weight > room) {
                break;
            }
            room = room.saturating_sub(weight);
            kept += 1;
        }
        let gone = all.len() - kept;
        all.drain(..gone);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn view(place: usize) -> View {
        View { place: Some(place.to_string()), ..View::default() }
    }

    /// Asks for some views, each of a weight; tells which had to be made.
    fn made(views: &Viewed<usize>, asked: &[usize], weight: usize) -> Vec<usize> {
        let made = Mutex::new(Vec::new());
        for &place in asked {
            let make = || {
                made.lock().unwrap().push(place);
                Ok(place)
            };
            assert_eq!(*views.of(&view(place), |_| weight, make).unwrap(), place);
        }
        made.into_inner().unwrap()
    }

    #[test]
    fn those_who_ask_for_one_view_at_once_share_it() {
        let (views, made, all_there) = (Viewed::default(), AtomicUsize::new(0), Barrier::new(4));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    all_there.wait();
                    views.of(&view(1), |_| 1, || Ok(made.fetch_add(1, Ordering::SeqCst))).unwrap();
                });
            }
        });
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn those_that_nobody_asks_for_make_room() {
        let views = Viewed::default();
        let all: Vec<usize> = (0..MOST).collect();
        assert_eq!(made(&views, &all, 1), all);
        assert!(made(&views, &all, 1).is_empty());
        assert_eq!(made(&views, &[0, MOST, 0, 1], 1), [MOST, 1], "the first was asked for, so the second went");
        assert_eq!(made(&views, &[100, 101, 100], HEAVIEST), [100, 101, 100], "there is room for one such");
        assert!(made(&views, &[100, 100], HEAVIEST + 1).is_empty());
    }

    #[test]
    fn what_failed_is_tried_again() {
        let views: Viewed<usize> = Viewed::default();
        assert!(views.of(&view(1), |_| 1, || Err(Fault::bad_request("no"))).is_err());
        assert_eq!(made(&views, &[1], 1), [1]);
    }
}
