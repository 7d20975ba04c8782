//! A view of one element that the server has drawn and whose code the browser fetches when somebody reaches for it.

use super::{
    body::{Body, drawn_here},
    reach::{Missed, REACHES},
};
use leptos::{
    prelude::*,
    reactive::computed::ScopedFuture,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        renderer::types::Element,
        view::{Position, PositionState, RenderFlags, add_attr::AddAnyAttr},
    },
};
use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::{Pin, pin},
    rc::{Rc, Weak},
    task::{Context, Poll, Waker},
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::Event;

type Arriving = Pin<Box<dyn Future<Output = Option<AnyView>>>>;

/// What somebody does to it before its code is there happens when it is.
pub struct Asleep {
    class: &'static str,
    fetch: Box<dyn Fn() -> Arriving + Send>,
    changed: Box<dyn Fn() -> bool + Send>,
}

impl Asleep {
    /// `class` keeps its place where the server has drawn nothing. `fetch` answers at once on the server, and with
    /// nothing if the code does not arrive. What is `changed` is no longer what the server has drawn.
    pub fn new<F: Future<Output = Option<AnyView>> + 'static>(
        class: &'static str,
        fetch: impl Fn() -> F + Send + 'static,
        changed: impl Fn() -> bool + Send + 'static,
    ) -> Self {
        Self { class, fetch: Box::new(move || Box::pin(fetch())), changed: Box::new(changed) }
    }

    fn drawn(&self) -> AnyView {
        match pin!((self.fetch)()).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Some(view)) => view,
            Poll::Ready(None) | Poll::Pending => ().into_any(),
        }
    }

    fn lie(self, element: Element, drawn: bool) -> AsleepBody {
        let body = Rc::new(RefCell::new(Body::asleep(element.clone(), None)));
        let sleeper = Rc::new(Sleeper {
            body: Rc::downgrade(&body),
            drawn,
            fetch: self.fetch,
            changed: self.changed,
            owner: Owner::current(),
            on_its_way: Cell::default(),
            missed: RefCell::default(),
        });
        let weak = Rc::downgrade(&sleeper);
        let reached = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if let Some(sleeper) = weak.upgrade() {
                sleeper.reached(&event);
            }
        });
        for kind in REACHES {
            let _ = element.add_event_listener_with_callback(kind, reached.as_ref().unchecked_ref());
        }
        let weak = Rc::downgrade(&sleeper);
        Effect::new(move |_| {
            if let Some(sleeper) = weak.upgrade()
                && (!drawn || (sleeper.changed)())
            {
                sleeper.wake();
            }
        });
        body.borrow_mut().with = Some(Sleep { _sleeper: sleeper, _reached: reached });
        body
    }
}

type AsleepBody = Rc<RefCell<Body<Option<Sleep>>>>;

/// Lives as long as the element that it listens to.
pub struct Sleep {
    _sleeper: Rc<Sleeper>,
    _reached: Closure<dyn FnMut(Event)>,
}

struct Sleeper {
    body: Weak<RefCell<Body<Option<Sleep>>>>,
    /// Whether the server has drawn it, or it only keeps its place.
    drawn: bool,
    fetch: Box<dyn Fn() -> Arriving + Send>,
    changed: Box<dyn Fn() -> bool + Send>,
    owner: Option<Owner>,
    on_its_way: Cell<bool>,
    missed: RefCell<Option<Missed>>,
}

impl Sleeper {
    fn is_asleep(&self) -> bool {
        self.body.upgrade().is_some_and(|body| body.borrow().is_asleep())
    }

    fn reached(self: &Rc<Self>, event: &Event) {
        if self.is_asleep() {
            if let Some(missed) = Missed::of(event) {
                self.missed.replace(Some(missed));
            }
            self.wake();
        }
    }

    fn wake(self: &Rc<Self>) {
        if !self.is_asleep() || self.on_its_way.replace(true) {
            return;
        }
        let fetch = || ScopedFuture::new_untracked((self.fetch)());
        let arriving = self.owner.as_ref().map_or_else(fetch, |owner| owner.with(fetch));
        let sleeper = Rc::downgrade(self);
        leptos::task::spawn_local(async move { arrived(&sleeper, arriving.await) });
    }

    fn stand_up(&self, view: AnyView) {
        let Some(body) = self.body.upgrade() else { return };
        let up = || {
            if self.drawn && !untrack(|| (self.changed)()) {
                body.borrow_mut().wake(view);
            } else {
                body.borrow_mut().give_way(view);
            }
        };
        match &self.owner {
            Some(owner) => owner.with(up),
            None => up(),
        }
    }
}

fn arrived(sleeper: &Weak<Sleeper>, view: Option<AnyView>) {
    let Some(sleeper) = sleeper.upgrade() else { return };
    sleeper.on_its_way.set(false);
    let missed = sleeper.missed.take();
    if let Some(view) = view {
        sleeper.stand_up(view);
        if let Some(missed) = missed {
            missed.happen();
        }
    }
}

impl Render for Asleep {
    type State = AsleepBody;

    fn build(self) -> Self::State {
        let Ok(element) = document().create_element("div") else { unreachable!("every document can make a div") };
        let _ = element.set_attribute("class", self.class);
        self.lie(element, false)
    }

    /// What it shows it knows by itself.
    fn rebuild(self, _state: &mut Self::State) {}
}

impl AddAnyAttr for Asleep {
    type Output<SomeNewAttr: Attribute> = Self;

    /// An attribute belongs on the view that is fetched.
    fn add_any_attr<NewAttr: Attribute>(self, _attr: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        self
    }
}

impl RenderHtml for Asleep {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self::AsyncOutput {
        self
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        flags: RenderFlags,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        self.drawn().to_html_with_buf(buf, position, flags, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        self.lie(drawn_here(cursor, position), true)
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}
