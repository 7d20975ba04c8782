use super::{
    body::{Body, drawn_here},
    in_turn,
};
use leptos::{
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        ssr::StreamBuilder,
        view::{Position, PositionState, RenderFlags, add_attr::AddAnyAttr},
    },
};
use std::{cell::RefCell, rc::Rc};

type Draw = Box<dyn FnOnce() -> AnyView + Send>;

/// A view of one element that the server has drawn and that the browser wakes later. Nothing in it may load, and no
/// signal that it reads may change before it is awake: it would no longer be what the server has drawn.
pub struct Deferred {
    draw: Draw,
    soon: bool,
}

impl Deferred {
    /// Woken in a task of its own after the page around it.
    pub fn soon<V: IntoAny + 'static>(draw: impl FnOnce() -> V + Send + 'static) -> Self {
        Self { draw: Box::new(|| draw().into_any()), soon: true }
    }

    /// Woken when it is drawn anew: for what has neither listeners nor signals.
    pub fn until_changed<V: IntoAny + 'static>(draw: impl FnOnce() -> V + Send + 'static) -> Self {
        Self { draw: Box::new(|| draw().into_any()), soon: false }
    }

    fn drawn(self) -> AnyView {
        (self.draw)()
    }
}

/// What it is woken with.
pub struct Sleep {
    draw: Draw,
    owner: Option<Owner>,
    soon: bool,
}

type DeferredBody = Body<Option<Sleep>>;

fn wake(body: &mut DeferredBody) {
    if let Some(Sleep { draw, owner, .. }) = body.with.take() {
        let stand_up = || body.wake(draw());
        match owner {
            Some(owner) => owner.with(stand_up),
            None => stand_up(),
        }
    }
}

impl Render for Deferred {
    type State = Rc<RefCell<DeferredBody>>;

    fn build(self) -> Self::State {
        Rc::new(RefCell::new(Body::awake(self.drawn().build(), None)))
    }

    fn rebuild(self, state: &mut Self::State) {
        let mut body = state.borrow_mut();
        if body.with.as_ref().is_some_and(|sleep| sleep.soon) {
            // What it was to be woken with may be gone already.
            body.with = None;
            body.give_way(self.drawn());
            return;
        }
        wake(&mut body);
        if let Some(view) = body.view() {
            self.drawn().rebuild(view);
        }
    }
}

impl AddAnyAttr for Deferred {
    type Output<SomeNewAttr: Attribute> = Self;

    fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        let attr = attr.into_cloneable_owned();
        let draw = self.draw;
        Self { draw: Box::new(move || draw().add_any_attr(attr).into_any()), soon: self.soon }
    }
}

impl RenderHtml for Deferred {
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

    fn to_html_async_with_buf<const OUT_OF_ORDER: bool>(
        self,
        buf: &mut StreamBuilder,
        position: &mut Position,
        flags: RenderFlags,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        self.drawn().to_html_async_with_buf::<OUT_OF_ORDER>(buf, position, flags, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(self, cursor: &Cursor, position: &PositionState) -> Self::State {
        let soon = self.soon;
        let sleep = Sleep { draw: self.draw, owner: Owner::current(), soon };
        let body = Rc::new(RefCell::new(Body::asleep(drawn_here(cursor, position), Some(sleep))));
        if soon {
            let body = Rc::downgrade(&body);
            in_turn(move || {
                if let Some(body) = body.upgrade() {
                    wake(&mut body.borrow_mut());
                }
            });
        }
        body
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}
