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

struct Line {
    topic: Topic,
    after: Box<dyn Fn() -> i64>,
    hear: Box<dyn Fn(Tell)>,
    state: RwSignal<Link>,
    socket: RefCell<Option<WebSocket>>,
    wait: Cell<i32>,
    ended: Cell<bool>,
    waiting: Cell<bool>,
    callbacks: RefCell<Vec<Callback>>,
}

pub(super) fn listen(topic: Topic, after: Box<dyn Fn() -> i64>, hear: Box<dyn Fn(Tell)>) {
    let state = use_context::<LinkState>().map_or_else(|| RwSignal::new(Link::Connecting), |state| state.0);
    let line = Rc::new(Line {
        topic,
        after,
        hear,
        state,
        socket: RefCell::default(),
        wait: Cell::new(FIRST_WAIT_MS),
        ended: Cell::new(false),
        waiting: Cell::new(false),
        callbacks: RefCell::default(),
    });
    connect(&line);
    let back = Rc::clone(&line);
    let online = window_event_listener_untyped("online", move |_| {
        back.wait.set(FIRST_WAIT_MS);
        if back.socket.borrow().is_none() {
            connect(&back);
        }
    });
    // A line that went dead without a word is found by looking when the network goes away.
    let gone = Rc::clone(&line);
    let offline = window_event_listener_untyped("offline", move |_| {
        gone.state.set(Link::Offline);
        hang_up(&gone);
    });
    let end = StoredValue::new_local(Some((line, online, offline)));
    on_cleanup(move || {
        if let Some((line, online, offline)) = end.try_update_value(Option::take).flatten() {
            line.ended.set(true);
            hang_up(&line);
            online.remove();
            offline.remove();
        }
    });
}

fn hang_up(line: &Rc<Line>) {
    if let Some(socket) = line.socket.borrow_mut().take() {
        socket.set_onopen(None);
        socket.set_onmessage(None);
        socket.set_onclose(None);
        let _ = socket.close();
    }
}

fn address() -> Option<String> {
    let location = window().location();
    let scheme = if location.protocol().ok()? == "https:" { "wss" } else { "ws" };
    Some(format!("{scheme}://{}/live", location.host().ok()?))
}

fn connect(line: &Rc<Line>) {
    if line.ended.get() || line.socket.borrow().is_some() {
        return;
    }
    let Some(socket) = address().and_then(|address| WebSocket::new(&address).ok()) else { return again(line) };
    let on_open = callback(line, |line, _: Event| {
        let ask = Ask::Open { topic: line.topic.clone(), after: (line.after)() };
        if let (Some(socket), Ok(text)) = (line.socket.borrow().as_ref(), serde_json::to_string(&ask)) {
            let _ = socket.send_with_str(&text);
        }
        line.wait.set(FIRST_WAIT_MS);
        line.state.set(Link::Live);
    });
    let on_message = callback(line, |line, event: MessageEvent| {
        if let Some(tell) = event.data().as_string().and_then(|text| decode(&text).ok()) {
            (line.hear)(tell);
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
    if line.ended.get() || line.waiting.replace(true) {
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
