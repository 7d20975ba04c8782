//! An editor of a page, as the browser's is: a replica, and the plain protocol.

use super::scene::Scene;
use crate::stage::{
    Person,
    sockets::{Server, Socket},
};
use futures::{SinkExt, StreamExt};
use std::{collections::HashMap, net::SocketAddr, time::Duration};
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Error as SocketError, Message, client::IntoClientRequest},
};
use yrs::{
    Doc, GetString, OffsetKind, Options, ReadTxn, StateVector, Text, Transact, Update, XmlFragment, XmlOut,
    XmlTextPrelim,
    encoding::read::Read,
    sync::{Awareness, AwarenessUpdate, Message as Said, SyncMessage},
    updates::{
        decoder::{Decode, DecoderV1},
        encoder::Encode,
    },
};

const PATIENCE: Duration = Duration::from_secs(15);

pub struct Editor {
    pub doc: Doc,
    pub socket: Socket,
    /// Frames with edits that were sent.
    pub sent: u64,
    /// And how many of them are kept, as far as was told.
    pub saved: u64,
    pub level: String,
    /// What others say of themselves.
    pub people: HashMap<u64, String>,
    pub closed: Option<u16>,
}

pub fn replica() -> Doc {
    let doc = Doc::with_options(Options { offset_kind: OffsetKind::Utf16, ..Options::default() });
    doc.get_or_insert_xml_fragment("default");
    doc
}

pub fn text_of(doc: &Doc) -> String {
    doc.get_or_insert_xml_fragment("default").get_string(&doc.transact())
}

/// Types at the end of the first paragraph, and says by which update.
pub fn type_into(doc: &Doc, words: &str) -> Vec<u8> {
    let root = doc.get_or_insert_xml_fragment("default");
    let mut tx = doc.transact_mut();
    let Some(XmlOut::Element(paragraph)) = root.get(&tx, 0) else { panic!("a page begins with a paragraph") };
    let text = match paragraph.get(&tx, 0) {
        Some(XmlOut::Text(text)) => text,
        _ => paragraph.push_back(&mut tx, XmlTextPrelim::new("")),
    };
    let end = text.len(&tx);
    text.insert(&mut tx, end, words);
    tx.encode_update_v1()
}

pub async fn dial(address: SocketAddr, path: &str, person: Option<&Person>) -> Result<Socket, SocketError> {
    let mut request = format!("ws://{address}/live/page/{path}").into_client_request().unwrap();
    if let Some(person) = person {
        request.headers_mut().insert("cookie", format!("atrium={}", person.secret).parse().unwrap());
    }
    request.headers_mut().insert("sec-fetch-site", "same-origin".parse().unwrap());
    connect_async(request).await.map(|(socket, _)| socket)
}

impl Scene {
    pub async fn editor(&self, person: &Person) -> Editor {
        self.editor_at(&self.server, person, replica()).await
    }

    /// An editor that comes with what it has, and has what the server has when this returns.
    pub async fn editor_at(&self, server: &Server, person: &Person, doc: Doc) -> Editor {
        let path = format!("north/{}?schema=1&epoch=1&ack=1", self.page_id());
        let socket = dial(server.address, &path, Some(person)).await.unwrap();
        let mut editor = Editor::over(socket, doc);
        let known = editor.doc.transact().state_vector();
        editor.say(&Said::Sync(SyncMessage::SyncStep1(known))).await;
        let mut synced = false;
        while !synced {
            synced = matches!(editor.hear().await, Some(Said::Sync(SyncMessage::SyncStep2(_))));
            assert!(editor.closed.is_none(), "closed with {:?}", editor.closed);
        }
        editor
    }

    /// The code that somebody is sent away with.
    pub async fn refusal(&self, path: &str, person: Option<&Person>) -> u16 {
        let mut editor = Editor::over(dial(self.server.address, path, person).await.unwrap(), replica());
        editor.closing().await
    }
}

impl Editor {
    pub fn over(socket: Socket, doc: Doc) -> Self {
        let people = HashMap::new();
        Self { doc, socket, sent: 0, saved: 0, level: String::new(), people, closed: None }
    }

    pub fn text(&self) -> String {
        text_of(&self.doc)
    }

    pub async fn say(&mut self, said: &Said) {
        let _ = self.socket.send(Message::binary(said.encode_v1())).await;
    }

    pub async fn send_raw(&mut self, frame: Vec<u8>) {
        let _ = self.socket.send(Message::binary(frame)).await;
    }

    pub async fn send_update(&mut self, update: Vec<u8>) {
        self.sent += 1;
        self.say(&Said::Sync(SyncMessage::Update(update))).await;
    }

    pub async fn write(&mut self, words: &str) {
        let update = type_into(&self.doc, words);
        self.send_update(update).await;
    }

    /// Says where this one's caret is.
    pub async fn show(&mut self, id: u64, clock: u32, state: &str) {
        let entry = yrs::sync::awareness::AwarenessUpdateEntry { clock, json: state.into() };
        let clients = HashMap::from([(yrs::block::ClientID::new(id), entry)]);
        self.say(&Said::Awareness(AwarenessUpdate { clients })).await;
    }

    /// The next message, dealt with as an editor does. None for what is no message of the protocol, and at the end.
    pub async fn hear(&mut self) -> Option<Said> {
        let next = tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("something is said in time");
        let frame = match next {
            Some(Ok(Message::Binary(frame))) => frame,
            Some(Ok(Message::Close(frame))) => {
                self.closed = Some(frame.map_or(1005, |frame| frame.code.into()));
                return None;
            }
            Some(Ok(_)) => return None,
            Some(Err(_)) | None => {
                self.closed.get_or_insert(1006);
                return None;
            }
        };
        if frame[0] == 4 || frame[0] == 5 {
            let mut body = DecoderV1::from(&frame[1..]);
            if frame[0] == 4 {
                self.saved = body.read_var().unwrap();
            } else {
                let notice: serde_json::Value = serde_json::from_str(body.read_string().unwrap()).unwrap();
                notice["level"].as_str().unwrap().clone_into(&mut self.level);
            }
            return None;
        }
        let said = Said::decode_v1(&frame).unwrap();
        self.heed(&said).await;
        Some(said)
    }

    async fn heed(&mut self, said: &Said) {
        match said {
            Said::Sync(SyncMessage::SyncStep1(known)) => {
                let rest = self.doc.transact().encode_state_as_update_v1(known);
                self.sent += 1;
                self.say(&Said::Sync(SyncMessage::SyncStep2(rest))).await;
            }
            Said::Sync(SyncMessage::SyncStep2(update) | SyncMessage::Update(update)) => {
                self.doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
            }
            Said::Awareness(update) => {
                for (id, entry) in &update.clients {
                    if &*entry.json == "null" {
                        self.people.remove(&id.get());
                    } else {
                        self.people.insert(id.get(), entry.json.to_string());
                    }
                }
            }
            _ => {}
        }
    }

    /// Listens until something holds.
    pub async fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let listen = async {
            while !holds(self) {
                assert!(self.closed.is_none(), "closed with {:?} before {what}", self.closed);
                self.hear().await;
            }
        };
        tokio::time::timeout(PATIENCE, listen).await.unwrap_or_else(|_| panic!("in time: {what}"));
    }

    pub async fn until_text(&mut self, words: &str) {
        self.until(words, |editor| editor.text().contains(words)).await;
    }

    /// Listens until everything that was sent is kept.
    pub async fn until_saved(&mut self) {
        self.until("everything is kept", |editor| editor.saved == editor.sent).await;
    }

    /// Listens to the end, and says with which code it came.
    pub async fn closing(&mut self) -> u16 {
        while self.closed.is_none() {
            self.hear().await;
        }
        self.closed.unwrap()
    }

    /// Whatever is said within this time.
    pub async fn listen_for(&mut self, time: Duration) {
        let listen = async {
            while self.closed.is_none() {
                self.hear().await;
            }
        };
        let _ = tokio::time::timeout(time, listen).await;
    }
}

/// All of a replica.
pub fn everything(doc: &Doc) -> Vec<u8> {
    doc.transact().encode_state_as_update_v1(&StateVector::default())
}

/// Awareness as the library has it, to be sure that ours is understood.
pub fn awareness_of(doc: &Doc) -> Awareness {
    Awareness::new(doc.clone())
}
