use super::{Link, LinkState};
use crate::wire::decode;
use atrium::realtime::{Ask, Tell, Topic, close_code};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, Event, MessageEvent, WebSocket};

const FIRST_WAIT_MS: i32 = 300;
const LONGEST_WAIT_MS: i32 = 10_000;

type Callback = Closure<dyn FnMut(Event)>;

/// Somebody on the page who listens to one topic.
struct Listener {
    topic: Topic,
    after: Box<dyn Fn() -> i64>,
    hear: Box<dyn Fn(Tell)>,
}

/// The one socket of the page, and who listens by it.
struct Line {
    listeners: RefCell<Vec<Rc<Listener>>>,
    state: RwSignal<Link>,
    socket: RefCell<Option<WebSocket>>,
    wait: Cell<i32>,
    waiting: Cell<bool>,
    callbacks: RefCell<Vec<Callback>>,
}

thread_local! {
    static LINE: RefCell<Option<Rc<Line>>> = const { RefCell::new(None) };
}

pub(super) fn listen(topic: Topic, after: Box<dyn Fn() -> i64>, hear: Box<dyn Fn(Tell)>) {
    let line = line();
    let listener = Rc::new(Listener { topic, after, hear });
    line.listeners.borrow_mut().push(Rc::clone(&listener));
    if line.state.get_untracked() == Link::Live {
        line.open(&listener);
    } else {
        connect(&line);
    }
    let end = StoredValue::new_local(Some((line, listener)));
    on_cleanup(move || {
        if let Some((line, listener)) = end.try_update_value(Option::take).flatten() {
            line.leave(&listener);
        }
    });
}

/// The line of this page, begun by whoever listens first. It lives as long as the page.
fn line() -> Rc<Line> {
    LINE.with_borrow_mut(|known| Rc::clone(known.get_or_insert_with(begin)))
}

fn begin() -> Rc<Line> {
    let state = use_context::<LinkState>().map_or_else(|| RwSignal::new(Link::Connecting), |state| state.0);
    let line = Rc::new(Line {
        listeners: RefCell::default(),
        state,
        socket: RefCell::default(),
        wait: Cell::new(FIRST_WAIT_MS),
        waiting: Cell::new(false),
        callbacks: RefCell::default(),
    });
    let back = Rc::clone(&line);
    let online = Closure::<dyn FnMut()>::new(move || {
        back.wait.set(FIRST_WAIT_MS);
        connect(&back);
    });
    // A line that went dead without a word is found by looking when the network goes away.
    let gone = Rc::clone(&line);
    let offline = Closure::<dyn FnMut()>::new(move || {
        gone.state.set(Link::Offline);
        gone.hang_up();
    });
    for (event, closure) in [("online", online), ("offline", offline)] {
        let _ = window().add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        closure.forget();
    }
    line
}

impl Line {
    fn say(&self, ask: &Ask) {
        if let (Some(socket), Ok(text)) = (self.socket.borrow().as_ref(), serde_json::to_string(ask)) {
            let _ = socket.send_with_str(&text);
        }
    }

    fn open(&self, listener: &Listener) {
        self.say(&Ask::Open { topic: listener.topic.clone(), after: (listener.after)() });
    }

    fn hear(&self, tell: &Tell) {
        // Who hears may leave, or bring others.
        let listeners = self.listeners.borrow().clone();
        for listener in listeners {
            if listener.topic.is_told(tell) {
                (listener.hear)(tell.clone());
            }
        }
    }

    fn leave(&self, listener: &Rc<Listener>) {
        let mut listeners = self.listeners.borrow_mut();
        listeners.retain(|other| !Rc::ptr_eq(other, listener));
        if listeners.is_empty() {
            drop(listeners);
            self.hang_up();
            self.state.try_set(Link::Connecting);
        } else if listeners.iter().all(|other| other.topic != listener.topic)
            && self.state.try_get_untracked() == Some(Link::Live)
        {
            self.say(&Ask::Close { topic: listener.topic.clone() });
        }
    }

    fn hang_up(&self) {
        if let Some(socket) = self.socket.borrow_mut().take() {
            socket.set_onopen(None);
            socket.set_onmessage(None);
            socket.set_onclose(None);
            let _ = socket.close();
        }
    }
}

fn address() -> Option<String> {
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    Some(format!("{scheme}://{}/live", location.host().ok()?))
}

fn connect(line: &Rc<Line>) {
    if line.listeners.borrow().is_empty() || line.socket.borrow().is_some() {
        return;
    }
    let Some(socket) = address().and_then(|address| WebSocket::new(&address).ok()) else { return again(line) };
    let on_open = callback(line, |line, _: Event| {
        line.listeners.borrow().iter().for_each(|listener| line.open(listener));
        line.wait.set(FIRST_WAIT_MS);
        line.state.set(Link::Live);
    });
    let on_message = callback(line, |line, event: MessageEvent| {
        if let Some(tell) = event.data().as_string().and_then(|text| decode(&text).ok()) {
            line.hear(&tell);
        }
    });
    let on_close = callback(line, |line, event: CloseEvent| {
        line.socket.borrow_mut().take();
        if event.code() == close_code::SIGNED_OUT {
            let _ = window().location().reload();
            return;
        }
        line.state.set(Link::Offline);
        again(line);
    });
    socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
    // The callbacks of the socket before this one are done with.
    *line.callbacks.borrow_mut() = vec![on_open, on_message, on_close];
    *line.socket.borrow_mut() = Some(socket);
}

fn callback<E: JsCast + 'static>(line: &Rc<Line>, act: impl Fn(&Rc<Line>, E) + 'static) -> Callback {
    let line = Rc::downgrade(line);
    Closure::new(move |event: Event| {
        if let (Some(line), Ok(event)) = (line.upgrade(), event.dyn_into::<E>()) {
            act(&line, event);
        }
    })
}

/// Tries again after a while that doubles, with up to a third of chance in it, so that a thousand
/// clients do not come back in one moment.
fn again(line: &Rc<Line>) {
    if line.waiting.replace(true) {
        return;
    }
    let wait = line.wait.get();
    line.wait.set((wait * 2).min(LONGEST_WAIT_MS));
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of a short wait")]
    let chance = (js_sys::Math::random() * f64::from(wait) / 3.0) as i32;
    let line = Rc::clone(line);
    let pause = std::time::Duration::from_millis(u64::try_from(wait + chance).unwrap_or(1_000));
    let _ = set_timeout(
        move || {
            line.waiting.set(false);
            connect(&line);
        },
        pause,
    );
}
