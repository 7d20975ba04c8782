use super::in_turn;
use leptos::{
    prelude::*,
    tachys::{
        html::attribute::{Attribute, any_attribute::AnyAttribute},
        hydration::Cursor,
        renderer::{CastFrom, types},
        ssr::StreamBuilder,
        view::{Mountable, Position, PositionState, RenderFlags, add_attr::AddAnyAttr},
    },
};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

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

pub struct DeferredState(Rc<RefCell<Stage>>);

enum Stage {
    Asleep { element: types::Element, draw: Option<Draw>, owner: Option<Owner>, soon: bool },
    Awake(<AnyView as Render>::State),
}

impl Stage {
    fn wake(&mut self) -> &mut <AnyView as Render>::State {
        if let Self::Asleep { element, draw, owner, .. } = self
            && let Some(draw) = draw.take()
        {
            let hydrate = || draw().hydrate_from_position::<true>(element, Position::Current);
            let awake = match owner {
                Some(owner) => owner.with(hydrate),
                None => hydrate(),
            };
            *self = Self::Awake(awake);
        }
        match self {
            Self::Awake(state) => state,
            Self::Asleep { .. } => unreachable!("a view wakes once"),
        }
    }
}

fn wake(stage: &Weak<RefCell<Stage>>) {
    if let Some(stage) = stage.upgrade() {
        stage.borrow_mut().wake();
    }
}

impl Render for Deferred {
    type State = DeferredState;

    fn build(self) -> Self::State {
        DeferredState(Rc::new(RefCell::new(Stage::Awake(self.drawn().build()))))
    }

    fn rebuild(self, state: &mut Self::State) {
        let mut stage = state.0.borrow_mut();
        if let Stage::Asleep { element, soon: true, .. } = &mut *stage {
            // What it was to be woken with may be gone already.
            let mut awake = self.drawn().build();
            element.insert_before_this(&mut awake);
            element.unmount();
            *stage = Stage::Awake(awake);
        } else {
            self.drawn().rebuild(stage.wake());
        }
    }
}

impl Mountable for DeferredState {
    fn unmount(&mut self) {
        match &mut *self.0.borrow_mut() {
            Stage::Asleep { element, .. } => element.unmount(),
            Stage::Awake(state) => state.unmount(),
        }
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        match &mut *self.0.borrow_mut() {
            Stage::Asleep { element, .. } => element.mount(parent, marker),
            Stage::Awake(state) => state.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match &*self.0.borrow() {
            Stage::Asleep { element, .. } => element.insert_before_this(child),
            Stage::Awake(state) => state.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<types::Element> {
        match &*self.0.borrow() {
            Stage::Asleep { element, .. } => vec![element.clone()],
            Stage::Awake(state) => state.elements(),
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
        match position.get() {
            Position::FirstChild => cursor.child(),
            Position::Current => {}
            _ => cursor.sibling(),
        }
        let Some(element) = types::Element::cast_from(cursor.current()) else {
            unreachable!("a deferred view is one element")
        };
        position.set(Position::NextChild);
        let asleep = Stage::Asleep { element, draw: Some(self.draw), owner: Owner::current(), soon: self.soon };
        let stage = Rc::new(RefCell::new(asleep));
        if self.soon {
            let stage = Rc::downgrade(&stage);
            in_turn(move || wake(&stage));
        }
        DeferredState(stage)
    }

    fn into_owned(self) -> Self::Owned {
        self
    }
}
