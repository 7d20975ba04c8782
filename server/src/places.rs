//! How much of something each person has at once in this process: sockets, imports that are being brought.

use atrium::ids::PersonId;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

#[derive(Clone, Debug)]
pub struct Places {
    most: usize,
    taken: Arc<Mutex<HashMap<PersonId, usize>>>,
}

/// Somebody's place. It is free again when this is dropped.
#[derive(Debug)]
pub struct Place {
    places: Places,
    person_id: PersonId,
}

impl Places {
    /// So many a person.
    pub fn new(most: usize) -> Self {
        Self { most, taken: Arc::default() }
    }

    /// Nothing for who has as many as anybody may.
    pub fn take(&self, person_id: PersonId) -> Option<Place> {
        let mut taken = self.taken();
        let own = taken.entry(person_id).or_default();
        if *own >= self.most {
            return None;
        }
        *own += 1;
        Some(Place { places: self.clone(), person_id })
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<PersonId, usize>> {
        // Nothing panics while it holds the map; were it so, the map itself would still be whole.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(own) = taken.get_mut(&self.person_id) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.person_id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_so_many_places_and_another_one_when_one_is_free() {
        let places = Places::new(3);
        let (ada, bo) = (PersonId::new(), PersonId::new());
        let mut of_ada: Vec<_> = (0..3).map(|_| places.take(ada).unwrap()).collect();
        assert!(places.take(ada).is_none());
        let of_bo = places.take(bo).unwrap();
        of_ada.pop();
        of_ada.push(places.take(ada).unwrap());
        assert!(places.take(ada).is_none());
        drop((of_ada, of_bo));
        assert!(places.taken().is_empty(), "nobody is remembered who is not here");
    }
}
