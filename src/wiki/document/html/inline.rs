//! Lines of text as HTML.

use super::{Readers, Shown, Writer, address::is_elsewhere, escape, safe};
use crate::wiki::{
    document::node::{Inline, Mark, Reference},
    page::{HIDDEN_PAGE, HIDDEN_TASK},
};

impl Writer<'_> {
    /// A mark that several in a row have is written once around them.
    pub(in crate::wiki::document) fn inlines(&mut self, inlines: &[Inline]) {
        let mut open: Vec<Mark> = Vec::new();
        for inline in inlines {
            let wanted = self.marks(inline);
            let same = open.iter().zip(&wanted).take_while(|(open, wanted)| open == wanted).count();
            while open.len() > same {
                if let Some(mark) = open.pop() {
                    self.close(&mark);
                }
            }
            for mark in wanted.into_iter().skip(same) {
                self.open(&mark);
                open.push(mark);
            }
            self.inline(inline);
        }
        while let Some(mark) = open.pop() {
            self.close(&mark);
        }
    }

    /// From the outermost to the innermost.
    fn marks(&self, inline: &Inline) -> Vec<Mark> {
        match inline {
            Inline::Text { marks, .. } => {
                let members = self.readers == Readers::Members;
                let wanted = |mark: &&Mark| !matches!(mark, Mark::Comment { .. }) || (members && !mark.is_settled());
                marks.iter().rev().filter(wanted).cloned().collect()
            }
            _ => Vec::new(),
        }
    }

    fn open(&mut self, mark: &Mark) {
        match mark {
            Mark::Link { href, title } => self.link(href, title.as_deref()),
            Mark::Comment { thread } => {
                self.push("<span class=\"commented\"");
                self.attribute("data-thread", thread);
                self.push(">");
            }
            mark => self.out.extend(["<", tag(mark), ">"]),
        }
    }

    fn close(&mut self, mark: &Mark) {
        self.out.extend(["</", tag(mark), ">"]);
    }

    /// The opening tag of a link. It leads nowhere when the address could run something.
    pub(super) fn link(&mut self, href: &str, title: Option<&str>) {
        self.push("<a");
        if self.address("href", href).is_some_and(|address| is_elsewhere(&address)) {
            self.push(" rel=\"noopener noreferrer nofollow\"");
        }
        if let Some(title) = title {
            self.attribute("title", title);
        }
        self.push(">");
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, .. } => self.push(&escape::text(text)),
            Inline::HardBreak => self.push("<br>"),
            Inline::Math { latex } => self.math("span", latex),
            Inline::Mention(person) => {
                let name = self.resolve.person(person).unwrap_or_else(|| person.label.clone());
                self.push("<span class=\"mention\"");
                self.attribute("data-person", &person.id);
                self.push(">@");
                self.push(&escape::name(&name));
                self.push("</span>");
            }
            Inline::PageLink(page) => {
                let shown = self.resolve.page(page);
                self.reference("page", page, shown, HIDDEN_PAGE);
            }
            Inline::TaskLink(task) => {
                let shown = self.resolve.task(task);
                self.reference("task", task, shown, HIDDEN_TASK);
            }
        }
    }

    fn reference(&mut self, kind: &str, of: &Reference, shown: Shown, hidden: &str) {
        let (tag, address, text) = match shown {
            Shown::Link { address, text } => ("a", safe(&address), text),
            Shown::AsWritten => ("span", None, of.label.clone()),
            Shown::Hidden => {
                self.push(&format!("<span class=\"{kind}-link hidden\">{hidden}</span>"));
                return;
            }
        };
        self.push(&format!("<{tag} class=\"{kind}-link\""));
        self.attribute(&format!("data-{kind}-id"), &of.id);
        if let Some(address) = address {
            self.attribute("href", &address);
        }
        self.push(">");
        self.push(&escape::name(&text));
        self.push(&format!("</{tag}>"));
    }
}

fn tag(mark: &Mark) -> &'static str {
    match mark {
        Mark::Bold => "strong",
        Mark::Italic => "em",
        Mark::Strike => "s",
        Mark::Underline => "u",
        Mark::Highlight => "mark",
        Mark::Code => "code",
        Mark::Comment { .. } => "span",
        Mark::Link { .. } => "a",
    }
}
