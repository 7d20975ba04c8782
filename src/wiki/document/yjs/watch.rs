//! Looks at each transaction of a Yjs document.

use super::{fits, overlap};
use crate::wiki::document::Misfit;
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};
use yrs::{Doc, TransactionMut, branch::BranchPtr};

/// What has changed, each once.
pub(super) type Watched<'a> = std::collections::hash_set::IntoIter<&'a BranchPtr>;

/// Says of each transaction whether it brought something that the schema does not know. It costs as much as what the
/// transaction touched, and the number of children of what lies around that; now and then, as much as the whole document.
#[derive(Clone, Default)]
pub struct Watch(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    misfit: Option<Misfit>,
    overlap: overlap::Watched,
}

impl Watch {
    /// Watches a document from now on. None: somebody has a transaction of it.
    pub fn over(doc: &Doc) -> Option<Self> {
        let watch = Self::default();
        let found = watch.clone();
        doc.observe_after_transaction("schema", move |txn| found.look(txn)).ok()?;
        Some(watch)
    }

    /// What the transactions since the last call brought, the first misfit of it. What has been applied cannot be
    /// taken back: who gets a misfit throws the Yjs document away and loads the page again.
    pub fn take(&self) -> Result<(), Misfit> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).misfit.take().map_or(Ok(()), Err)
    }

    /// How often all of the document had to be looked at for what transactions brought.
    pub fn looks(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).overlap.looks()
    }

    /// Elements that were deleted in the transaction are still in memory here, and no longer after it.
    fn look(&self, txn: &TransactionMut) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let branches: HashSet<&BranchPtr> = txn.changed_parent_types().iter().collect();
        // First how much there is: to look at each piece of a text takes all that is open over it.
        if let Err(misfit) = seen.overlap.look(txn).and_then(|()| fits::changed(txn, branches.into_iter())) {
            seen.misfit.get_or_insert(misfit);
        }
    }
}
