//! The words of a mail about tasks, as text and as HTML.

use super::subject::Subject;
use crate::{
    identity::letter::escape,
    inbox::{InboxLine, channels::store::outgoing::Recipient},
};
use std::fmt::Write;

/// Tasks that one mail names.
const MOST: usize = 40;
const WHY: &str = "You get this because you work on or watch these tasks.";

pub struct Post<'a> {
    pub recipient: &'a Recipient,
    pub subjects: &'a [Subject],
    pub base_url: &'a str,
    /// Where such mails can be stopped.
    pub stop: &'a str,
}

impl Post<'_> {
    /// Of one task its name, so that mail programs keep what is said about it together.
    pub fn subject(&self) -> String {
        match self.subjects {
            [one] => format!("{} {}", one.about.key(), one.about.title),
            many => format!("{} tasks with news in {}", many.len(), self.recipient.workspace),
        }
    }

    pub fn text(&self) -> String {
        let mut text = String::new();
        for Subject { about, lines } in self.subjects.iter().take(MOST) {
            let _ = writeln!(text, "{} {}\n{}\n", about.key(), about.title, about.project);
            for line in lines {
                let _ = writeln!(text, "{}, {}", sentence(line), line.when.text);
                if !line.words.is_empty() {
                    let _ = writeln!(text, "    {}", line.words);
                }
            }
            let _ = writeln!(text, "\n{}\n\n", about.address(self.base_url, &self.recipient.slug));
        }
        if let Some(more) = self.more() {
            let _ = writeln!(text, "{more}: {}\n\n", self.inbox());
        }
        let _ = writeln!(
            text,
            "-- \n{WHY}\nChoose what you are told: {}\nNo more such mails: {}",
            self.settings(),
            self.stop
        );
        text
    }

    pub fn html(&self) -> String {
        let mut body = String::new();
        for Subject { about, lines } in self.subjects.iter().take(MOST) {
            let address = escape(&about.address(self.base_url, &self.recipient.slug));
            let _ = write!(
                body,
                "<h2 style=\"margin: 24px 0 0; font-size: 17px\"><a href=\"{address}\" style=\"color: #1c1917; \
                 text-decoration: none\">{} {}</a></h2><p style=\"margin: 0 0 8px; color: #57534e\">{}</p>",
                escape(&about.key()),
                escape(&about.title),
                escape(&about.project),
            );
            for line in lines {
                body.push_str(&html_of(line));
            }
            let _ = write!(
                body,
                "<p style=\"margin: 12px 0\"><a href=\"{address}\" style=\"color: #0b6b6b\">Open it</a></p>"
            );
        }
        if let Some(more) = self.more() {
            let _ = write!(body, "<p><a href=\"{}\">{more}</a></p>", escape(&self.inbox()));
        }
        format!(
            "<!doctype html><html lang=\"en\"><body style=\"max-width: 600px; font: 15px/1.5 system-ui, sans-serif; \
             color: #1c1917\">{body}<p style=\"margin-top: 32px; font-size: 13px; color: #57534e\">{WHY} \
             <a href=\"{}\" style=\"color: #57534e\">Choose what you are told</a> or \
             <a href=\"{}\" style=\"color: #57534e\">get no more such mails</a>.</p></body></html>",
            escape(&self.settings()),
            escape(self.stop),
        )
    }

    fn more(&self) -> Option<String> {
        let more = self.subjects.len().checked_sub(MOST).filter(|more| *more > 0)?;
        Some(format!("{more} more in your inbox"))
    }

    fn inbox(&self) -> String {
        format!("{}/w/{}/inbox", self.base_url, self.recipient.slug)
    }

    fn settings(&self) -> String {
        format!("{}/settings/notifications", self.base_url)
    }
}

/// Who did what; what the clock says, says it alone.
pub fn sentence(line: &InboxLine) -> String {
    if line.who.is_empty() { line.what.clone() } else { format!("{} {}", line.who, line.what) }
}

fn html_of(line: &InboxLine) -> String {
    let words = if line.words.is_empty() {
        String::new()
    } else {
        format!(
            "<p style=\"margin: 4px 0 8px; padding: 2px 12px; border-left: 3px solid #d6d3d1\">{}</p>",
            escape(&line.words)
        )
    };
    format!(
        "<p style=\"margin: 4px 0\">{} <span style=\"color: #57534e\">{}</span></p>{words}",
        escape(&sentence(line)),
        escape(&line.when.text),
    )
}
