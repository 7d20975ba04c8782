use super::Reach;
use crate::{Error, Result};
use std::net::IpAddr;
use url::Url;

/// An address that requests may be sent to, as far as its looks go: encrypted, without a password in it, and naming no
/// machine that is out of reach. What its name resolves to is judged when it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination(Url);

const LONGEST: usize = 2000;

impl Destination {
    /// Reads what somebody entered in `field`. Every way of writing an IPv4 address (`2130706433`, `0x7f.1`) is read
    /// as the one it is.
    pub fn parse(field: &str, text: &str, reach: &Reach) -> Result<Self> {
        let no = |sentence: &str| Err(Error::invalid(field, sentence));
        let text = text.trim();
        if text.len() > LONGEST {
            return no("An address has at most 2,000 characters.");
        }
        let Ok(url) = Url::parse(text) else {
            return no("Please enter an address such as https://example.org/hooks.");
        };
        match url.scheme() {
            "https" => {}
            "http" if reach.plain => {}
            _ => return no("The address has to begin with https://."),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return no("Please leave the user name and the password out of the address.");
        }
        if url.fragment().is_some() {
            return no("Please leave out what is behind the #: it is never sent.");
        }
        match literal(&url) {
            Some(address) if !reach.allows(address) => no("This address is not on the public internet."),
            None if names_this_machine(&url) && !reach.allows(IpAddr::from([127, 0, 0, 1])) => {
                no("This address is not on the public internet.")
            }
            _ => Ok(Self(url)),
        }
    }

    pub fn url(&self) -> &Url {
        &self.0
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The address itself, where the host is one and not a name.
fn literal(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_matches(['[', ']']).parse().ok()
}

fn names_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(text: &str, reach: &Reach) -> bool {
        Destination::parse("address", text, reach).is_ok()
    }

    #[test]
    fn an_address_is_encrypted_public_and_without_secrets() {
        let reach = Reach::default();
        assert!(holds("https://example.org/hooks?of=us", &reach) && holds("https://[2606:4700::1]:8443/", &reach));
        for bad in [
            "",
            "example.org",
            "http://example.org",
            "ftp://example.org",
            "file:///etc/passwd",
            "https://",
            "javascript:1",
            "https://me:secret@example.org",
            "https://me@example.org",
            "https://example.org/#a",
            "https://localhost/x",
            "https://LOCALHOST.",
            "https://a.localhost",
            "https://127.0.0.1",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://017700000001/",
            "https://[::1]/",
            "https://[::ffff:169.254.169.254]/",
            "https://169.254.169.254/x",
            "https://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
        ] {
            assert!(!holds(bad, &reach), "{bad}");
        }
    }

    #[test]
    fn the_operator_may_open_a_network_and_development_the_plain_way() {
        let reach = Reach::new(vec!["10.1.0.0/16".parse().unwrap()], false);
        assert!(holds("https://10.1.2.3/", &reach) && !holds("https://10.2.2.3/", &reach));
        let reach = Reach::new(vec!["127.0.0.0/8".parse().unwrap()], true);
        assert!(holds("http://localhost:9000/", &reach) && holds("http://127.0.0.1:9000", &reach));
    }
}
