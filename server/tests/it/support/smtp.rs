//! A mail server that others wrote: aiosmtpd, which keeps to RFC 5321 and tells what it took.

use serde::Deserialize;
use std::process::Stdio;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// Knows nobody of that name, takes nothing for a stranger, and nothing at first for whoever is busy.
const SERVER: &str = r#"
import asyncio, json
from aiosmtpd.smtp import SMTP

class Box:
    busy = True

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 there is no such mailbox"
        if address.startswith("stranger@"):
            return "550 5.7.1 you may not send through this server"
        if address.startswith("busy@") and self.busy:
            self.busy = False
            return "451 4.3.0 come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "text": envelope.content.decode()}
        print(json.dumps(mail), flush=True)
        return "250 OK"

async def serve():
    box = Box()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(box, hostname="mail.test"), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(serve())
"#;

pub struct SmtpServer {
    pub url: String,
    told: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

/// A mail as the server took it.
#[derive(Debug, Deserialize)]
pub struct Taken {
    pub from: String,
    pub to: Vec<String>,
    pub text: String,
}

impl SmtpServer {
    pub async fn start() -> Self {
        let cache =
            std::env::var("ATRIUM_CACHE").expect("bin/test, or `. bin/lib/env.sh`, says where bin/setup put its tools");
        let mut child = Command::new(format!("{cache}/tools/python/bin/python3"))
            .args(["-c", SERVER])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("bin/setup installs aiosmtpd");
        let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = told.next_line().await.unwrap().expect("aiosmtpd names its port");
        Self { url: format!("smtp://127.0.0.1:{port}"), told, _child: child }
    }

    /// The next mail.
    pub async fn taken(&mut self) -> Taken {
        serde_json::from_str(&self.told.next_line().await.unwrap().expect("it serves until it is dropped")).unwrap()
    }
}
