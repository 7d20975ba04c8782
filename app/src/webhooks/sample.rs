use leptos::prelude::*;

/// Enough to verify a message, for whoever has no library at hand.
const SAMPLE: &str = r"import { createHmac, timingSafeEqual } from 'node:crypto';

// secret: whsec_...   body: the text as it came, before it is parsed
export function verify(secret, headers, body) {
  const id = headers['webhook-id'], at = headers['webhook-timestamp'];
  if (Math.abs(Date.now() / 1000 - at) > 300) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const mine = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest();
  return headers['webhook-signature'].split(' ').some(one => {
    const theirs = Buffer.from(one.slice('v1,'.length), 'base64');
    return theirs.length === mine.length && timingSafeEqual(theirs, mine);
  });
}";

/// How a receiver knows that a message is from here.
#[component]
pub fn VerifySection() -> impl IntoView {
    view! {
        <section id="verify">
            <h2>"How to verify a message"</h2>
            <p>
                "Messages are signed by " <a href="https://www.standardwebhooks.com" rel="noreferrer">"Standard Webhooks"</a>
                "; there are libraries for most languages. Answer with a status from 200 to 299 within 15 seconds. "
                "A message can come twice: its webhook-id says so."
            </p>
            <div class="prose small"><pre role="region" tabindex="0" aria-label="Sample code"><code>{SAMPLE}</code></pre></div>
        </section>
    }
}
