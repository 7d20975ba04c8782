//! Elements that stand on lines of their own.

use super::{MOST_NESTED, Writer, first, has_class, text_of};
use crate::wiki::document::node::{Block, CalloutKind, Image, Inline, Mark};
use scraper::ElementRef;

impl Writer {
    pub(super) fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        match element.value().name() {
            "script" | "style" | "head" | "template" | "noscript" | "svg" | "input" => {}
            "br" => self.line.push(Inline::HardBreak),
            "hr" => self.push(Block::Divider),
            "img" => self.image(element),
            "a" => self.link(element, depth),
            "b" | "strong" => self.marked(Mark::Bold, element, depth),
            "i" | "em" => self.marked(Mark::Italic, element, depth),
            "u" | "ins" => self.marked(Mark::Underline, element, depth),
            "s" | "del" | "strike" => self.marked(Mark::Strike, element, depth),
            "mark" => self.marked(Mark::Highlight, element, depth),
            "code" | "kbd" | "samp" | "tt" => self.marked(Mark::Code, element, depth),
            "span" if has_class(&element, "katex") || has_class(&element, "notion-text-equation-token") => {
                self.inline_math(element, depth);
            }
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => self.heading(name, element, depth),
            "pre" => self.code(element),
            "blockquote" if self.nested < MOST_NESTED => {
                let content = self.inner(element, depth);
                self.push(Block::Quote(content));
            }
            "ul" | "ol" if self.nested < MOST_NESTED => self.list(element, depth),
            "table" if self.nested < MOST_NESTED => self.table(element, depth),
            "iframe" => self.frame(element),
            "span" | "font" | "small" | "big" | "sub" | "sup" | "label" | "abbr" | "cite" | "q" | "time" | "button"
            | "var" | "dfn" | "bdi" | "bdo" => self.children(element, depth),
            _ => self.container(element, depth),
        }
    }

    /// Anything that breaks the line.
    fn container(&mut self, element: ElementRef<'_>, depth: usize) {
        self.flush();
        if let Some(latex) = (element.value().name() == "figure").then(|| latex(element)).flatten() {
            self.push(Block::Math(latex));
        } else if let Some(kind) = callout(&element).filter(|_| self.nested < MOST_NESTED) {
            let content = self.inner(element, depth);
            self.push(Block::Callout { kind, content });
        } else if has_class(&element, "panelHeader") || has_class(&element, "title") && is_in_panel(element) {
            self.marked(Mark::Bold, element, depth);
        } else {
            self.children(element, depth);
        }
        self.flush();
    }

    /// A picture in a heading stands after it.
    fn heading(&mut self, name: &str, element: ElementRef<'_>, depth: usize) {
        self.flush();
        let mut inner = Self::default();
        inner.children(element, depth);
        let mut content = inner.take_line();
        let level = name[1..].parse().unwrap_or(1);
        let mut after = Vec::new();
        for block in inner.blocks {
            match block {
                Block::Paragraph(line) if content.is_empty() => content = line,
                other => after.push(other),
            }
        }
        if !content.is_empty() {
            self.push(Block::Heading { level, content });
        }
        after.into_iter().for_each(|block| self.push(block));
    }

    fn image(&mut self, element: ElementRef<'_>) {
        let attribute = |name: &str| element.value().attr(name).map(str::trim).filter(|value| !value.is_empty());
        let Some(src) = attribute("src") else { return };
        if has_class(&element, "icon") || has_class(&element, "emoticon") || src.starts_with("data:") {
            self.text(attribute("alt").unwrap_or_default());
            return;
        }
        let width = attribute("width").and_then(|width| width.trim_end_matches("px").parse().ok());
        self.push(Block::Image(Image {
            src: src.to_owned(),
            alt: attribute("alt").map(str::to_owned),
            title: attribute("title").map(str::to_owned),
            width: width.filter(|width| (1..=10_000).contains(width)),
        }));
    }

    /// Another page in this one: the link to it.
    fn frame(&mut self, element: ElementRef<'_>) {
        let Some(src) = element.value().attr("src").filter(|src| src.starts_with("https://")) else { return };
        let link = Mark::Link { href: src.to_owned(), title: None };
        self.push(Block::Paragraph(vec![Inline::Text { text: src.to_owned(), marks: vec![link] }]));
    }

    fn code(&mut self, element: ElementRef<'_>) {
        let inside = first(element, |inside| inside.value().name() == "code");
        let language = language(element).or_else(|| inside.and_then(language));
        let text: String = element.text().collect();
        let text = text.strip_prefix('\n').unwrap_or(&text).replace("\r\n", "\n").replace('\0', "");
        self.push(Block::Code { language, text: text.trim_end_matches('\n').to_owned() });
    }

    fn inline_math(&mut self, element: ElementRef<'_>, depth: usize) {
        match latex(element) {
            Some(latex) => self.line.push(Inline::Math { latex }),
            None => self.children(element, depth),
        }
    }
}

fn latex(element: ElementRef<'_>) -> Option<String> {
    let is_source = |inside: &ElementRef<'_>| inside.value().attr("encoding") == Some("application/x-tex");
    first(element, is_source).map(|source| text_of(source)).filter(|latex| !latex.is_empty())
}

fn callout(element: &ElementRef<'_>) -> Option<CalloutKind> {
    const KINDS: [(&str, CalloutKind); 9] = [
        ("confluence-information-macro-information", CalloutKind::Note),
        ("confluence-information-macro-tip", CalloutKind::Tip),
        ("confluence-information-macro-note", CalloutKind::Warning),
        ("confluence-information-macro-warning", CalloutKind::Caution),
        ("callout", CalloutKind::Note),
        ("admonition", CalloutKind::Note),
        ("panel", CalloutKind::Note),
        ("alert", CalloutKind::Note),
        ("note", CalloutKind::Note),
    ];
    if !matches!(element.value().name(), "div" | "figure" | "aside" | "section") || has_class(element, "code") {
        return None;
    }
    KINDS.into_iter().find(|(class, _)| has_class(element, class)).map(|(_, kind)| kind)
}

fn is_in_panel(element: ElementRef<'_>) -> bool {
    element.parent().and_then(ElementRef::wrap).is_some_and(|parent| callout(&parent).is_some())
}

/// From `class="language-rust"`, `data-language="rust"`, or the way that Confluence says it.
fn language(element: ElementRef<'_>) -> Option<String> {
    let value = element.value();
    let class = value.classes().find_map(|class| class.strip_prefix("language-").or(class.strip_prefix("lang-")));
    let brush = value
        .attr("data-syntaxhighlighter-params")
        .and_then(|params| params.split(';').find_map(|param| param.trim().strip_prefix("brush:")).map(str::trim));
    let language = class.or(value.attr("data-language")).or(brush)?.to_lowercase();
    Some(language).filter(|language| !matches!(language.as_str(), "" | "none" | "plain" | "plaintext" | "plain text"))
}
