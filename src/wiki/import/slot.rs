use crate::{Error, Result, ids::PersonId};
use std::{
    collections::HashSet,
    sync::{LazyLock, Mutex, MutexGuard, PoisonError},
};

/// A zip that waits for its turn to be read is held whole, and so each person has one at a time.
static TAKEN: LazyLock<Mutex<HashSet<PersonId>>> = LazyLock::new(Mutex::default);

/// Somebody's leave to bring a zip, from before it comes until it has been read. It is free again when this is dropped.
#[derive(Debug)]
pub struct Slot(PersonId);

impl Slot {
    /// `Busy` while the same person brings another one.
    pub fn take(person_id: PersonId) -> Result<Self> {
        if taken().insert(person_id) { Ok(Self(person_id)) } else { Err(Error::Busy { retry_after_seconds: 5 }) }
    }
}

fn taken() -> MutexGuard<'static, HashSet<PersonId>> {
    // Nothing panics while it holds the set; were it so, the set itself would still be whole.
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Slot {
    fn drop(&mut self) {
        taken().remove(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_person_brings_one_zip_at_a_time() {
        let (ada, bo) = (PersonId::new(), PersonId::new());
        let of_ada = Slot::take(ada).unwrap();
        let of_bo = Slot::take(bo).unwrap();
        assert_eq!(Slot::take(ada).unwrap_err(), Error::Busy { retry_after_seconds: 5 });
        drop((of_ada, of_bo));
        Slot::take(ada).unwrap();
    }
}
