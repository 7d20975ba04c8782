//! What a page waits for. A resource of Leptos is made anew for each type that is loaded, 13 KB at a time; here is one
//! resource for all of them, which holds what was loaded without knowing it.

use super::{Unreadable, Wire, decode};
use leptos::{
    prelude::*,
    server::codee::{Decoder, Encoder},
    server_fn::serde::{Serialize, de::DeserializeOwned},
};
use std::{
    any::Any,
    future::{Future, IntoFuture, pending},
    marker::PhantomData,
    pin::Pin,
    sync::Arc,
};

type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;
type Anything = Arc<dyn Any + Send + Sync>;

/// What is loaded, as [`load`] was told.
pub struct Loading<T> {
    resource: Resource<Loaded, Wire>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loading<T> {}

#[derive(Clone)]
enum Loaded {
    /// As it came with the page, until somebody asks for it.
    Written(Arc<str>),
    Here(Anything, fn(&Anything) -> Option<String>),
}

/// What it depends on what is loaded.
#[derive(Clone)]
struct Source {
    value: Anything,
    same: fn(&Anything, &Anything) -> bool,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&self.value, &other.value)
    }
}

/// Loads what a page shows: on the server with the page, in the browser anew whenever `source` changes.
pub fn load<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Loading<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let source = move || Source { value: Arc::new(source()), same: same::<S> };
    let fetch = move |source: Source| -> Later<Loaded> {
        match source.value.downcast_ref::<S>() {
            Some(source) => {
                let fetched = fetch(source.clone());
                Box::pin(async move { Loaded::Here(Arc::new(fetched.await), written::<T>) })
            }
            None => Box::pin(pending()),
        }
    };
    Loading { resource: resource(Box::new(source), Box::new(fetch)), of: PhantomData }
}

fn resource(
    source: Box<dyn Fn() -> Source + Send + Sync>,
    fetch: Box<dyn Fn(Source) -> Later<Loaded> + Send + Sync>,
) -> Resource<Loaded, Wire> {
    Resource::new_with_options(source, fetch, false)
}

fn same<S: PartialEq + 'static>(one: &Anything, other: &Anything) -> bool {
    one.downcast_ref::<S>() == other.downcast_ref::<S>()
}

fn written<T: Serialize + 'static>(value: &Anything) -> Option<String> {
    serde_json::to_string(value.downcast_ref::<T>()?).ok()
}

impl<T: DeserializeOwned + Clone + Send + 'static> Loading<T> {
    /// Loads it again.
    pub fn refetch(self) {
        self.resource.refetch();
    }

    /// What was loaded last, once there is something, for what is drawn of it.
    pub fn get(self) -> Option<T> {
        self.resource.get().and_then(read)
    }

    /// The same, for what only wants to know.
    pub fn last(self) -> Option<T> {
        self.resource.get_untracked().and_then(read)
    }
}

fn read<T: DeserializeOwned + Clone + 'static>(loaded: Loaded) -> Option<T> {
    match loaded {
        Loaded::Written(text) => decode(&text).ok(),
        Loaded::Here(value, _) => value.downcast_ref().cloned(),
    }
}

impl<T: DeserializeOwned + Clone + Send + 'static> IntoFuture for Loading<T> {
    type Output = T;
    type IntoFuture = Later<T>;

    fn into_future(self) -> Later<T> {
        let loaded = self.resource.into_future();
        Box::pin(async move {
            if let Some(value) = read(loaded.await) {
                return value;
            }
            // What came with the page is of another version than the program: the server is asked once more, and the
            // view that waits is drawn again with its answer.
            self.resource.refetch();
            pending().await
        })
    }
}

impl Encoder<Loaded> for Wire {
    type Error = Unreadable;
    type Encoded = String;

    fn encode(loaded: &Loaded) -> Result<String, Unreadable> {
        match loaded {
            Loaded::Written(text) => Ok(text.to_string()),
            Loaded::Here(value, written) => written(value).ok_or(Unreadable),
        }
    }
}

impl Decoder<Loaded> for Wire {
    type Error = Unreadable;
    type Encoded = str;

    fn decode(text: &str) -> Result<Loaded, Unreadable> {
        Ok(Loaded::Written(text.into()))
    }
}
