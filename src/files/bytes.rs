use super::{Arrived, Limits, Place};
use crate::Result;
use std::{future::Future, ops::Range};

/// The object store, as commands need it; the server has one.
pub trait ByteStore: Send + Sync {
    fn limits(&self) -> Limits;

    /// Puts a file there as a whole, and says what it is.
    fn put(&self, place: Place, bytes: Vec<u8>) -> impl Future<Output = Result<Arrived>> + Send;

    /// The bytes from one up to another.
    fn get(&self, place: Place, range: Range<u64>) -> impl Future<Output = Result<Vec<u8>>> + Send;
}
