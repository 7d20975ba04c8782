//! What stands in the document for a view of one element: what the server has drawn while it sleeps, then the view.

use leptos::{
    prelude::*,
    tachys::{
        hydration::Cursor,
        renderer::{
            CastFrom,
            types::{Element, Node},
        },
        view::{Mountable, Position, PositionState},
    },
};

type ViewState = <AnyView as Render>::State;

/// `W` is what is kept with it.
pub struct Body<W> {
    stage: Stage,
    pub with: W,
}

enum Stage {
    Asleep(Element),
    Awake(ViewState),
}

/// The element that the server has drawn for this view. The cursor then stands at it.
pub fn drawn_here(cursor: &Cursor, position: &PositionState) -> Element {
    match position.get() {
        Position::FirstChild => cursor.child(),
        Position::Current => {}
        _ => cursor.sibling(),
    }
    let Some(element) = Element::cast_from(cursor.current()) else { unreachable!("a view that sleeps is one element") };
    position.set(Position::NextChild);
    element
}

impl<W> Body<W> {
    pub fn asleep(element: Element, with: W) -> Self {
        Self { stage: Stage::Asleep(element), with }
    }

    pub fn awake(view: ViewState, with: W) -> Self {
        Self { stage: Stage::Awake(view), with }
    }

    pub fn is_asleep(&self) -> bool {
        matches!(self.stage, Stage::Asleep(_))
    }

    /// What is awake, to be rebuilt.
    pub fn view(&mut self) -> Option<&mut ViewState> {
        match &mut self.stage {
            Stage::Asleep(_) => None,
            Stage::Awake(view) => Some(view),
        }
    }

    /// It wakes as the element that it is, so that the focus stays.
    pub fn wake(&mut self, view: AnyView) {
        if let Stage::Asleep(element) = &self.stage {
            self.stage = Stage::Awake(view.hydrate_from_position::<true>(element, Position::Current));
        }
    }

    /// Another element takes the place of the one that sleeps.
    pub fn give_way(&mut self, view: AnyView) {
        if let Stage::Asleep(element) = &mut self.stage {
            let mut awake = view.build();
            element.insert_before_this(&mut awake);
            element.unmount();
            self.stage = Stage::Awake(awake);
        }
    }
}

impl<W> Mountable for Body<W> {
    fn unmount(&mut self) {
        match &mut self.stage {
            Stage::Asleep(element) => element.unmount(),
            Stage::Awake(view) => view.unmount(),
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        match &mut self.stage {
            Stage::Asleep(element) => element.mount(parent, marker),
            Stage::Awake(view) => view.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match &self.stage {
            Stage::Asleep(element) => element.insert_before_this(child),
            Stage::Awake(view) => view.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        match &self.stage {
            Stage::Asleep(element) => vec![element.clone()],
            Stage::Awake(view) => view.elements(),
        }
    }
}
