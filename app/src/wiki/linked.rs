//! Links from page to page. A text names the pages it refers to by their ids; who reads it is given a link, and the name
//! that holds now, where they see the page in the tree beside it.

const BEGIN: &str = "<span class=\"page-link\" data-page-id=\"";
const END: &str = "</span>";

/// `find` answers with the address and the name of the page with this id.
pub fn linked(html: &str, find: impl Fn(&str) -> Option<(String, String)>) -> String {
    let mut parts = html.split(BEGIN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let found = part.split_once("\">").and_then(|(id, rest)| {
            let (_, after) = rest.split_once(END)?;
            let (address, name) = find(id)?;
            Some((id, escape(&address), escape(&name), after))
        });
        if let Some((id, address, name, after)) = found {
            out.extend([
                "<a class=\"page-link\" data-page-id=\"",
                id,
                "\" href=\"",
                &address,
                "\">",
                &name,
                "</a>",
                after,
            ]);
        } else {
            out.extend([BEGIN, part]);
        }
    }
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn a_page_that_is_seen_becomes_a_link_by_the_name_it_has_now() {
        let text = "<p>See <span class=\"page-link\" data-page-id=\"7\">Old</span> and \
                    <span class=\"page-link\" data-page-id=\"8\">Other</span>.</p>";
        let find = |id: &str| (id == "7").then(|| ("/w/n/wiki/7".to_owned(), "Tea & \"cake\"".to_owned()));
        assert_eq!(
            linked(text, find),
            "<p>See <a class=\"page-link\" data-page-id=\"7\" href=\"/w/n/wiki/7\">Tea &amp; &quot;cake&quot;</a> and \
             <span class=\"page-link\" data-page-id=\"8\">Other</span>.</p>"
        );
    }
}
