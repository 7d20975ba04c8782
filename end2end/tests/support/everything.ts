// A page with one of everything, as it is pasted.
export const everything = `
<p>We ship when it is ready, and on Fridays too. What makes that safe is <strong>boring</strong>: small changes, <em>tests that we believe</em>, and a way back that <u>anybody</u> can take. Run <code>bin/release</code> and read <a href="https://example.org/checklist">the checklist</a> first. <mark>Marked</mark> and <s>struck</s>.</p>
<h1>A heading of the first level</h1><p>Below it.</p>
<h2>Before</h2>
<ul class="task-list"><li><label><input type="checkbox" checked> </label><div><p>The board is quiet</p></div></li><li><label><input type="checkbox"> </label><div><p>The changes have been read by somebody else</p><ul class="task-list"><li><label><input type="checkbox"> </label><div><p>By somebody awake</p></div></li></ul></div></li></ul>
<ul><li><p>One change a release</p></li><li><p>A way back</p><ul><li><p>that was tried this month</p></li></ul></li></ul>
<ol start="3"><li><p>Announce it</p><p>in two paragraphs</p></li><li><p>Watch the graphs for ten minutes</p></li></ol>
<p></p>
<p>After one empty line, and before two.</p><p></p><p></p>
<aside class="callout note"><p>Ask when in doubt.</p></aside>
<aside class="callout tip"><p>A tip with a list.</p><ul><li><p>one</p></li><li><p>two</p></li></ul></aside>
<aside class="callout important"><p>Important.</p></aside>
<aside class="callout warning"><p>Migrations run before the new program starts.</p><p>They may not take what the old one reads.</p></aside>
<aside class="callout caution"><p>Careful.</p></aside>
<h2>How it goes</h2>
<pre><code class="language-rust">/// Ships it.
pub async fn ship(release: &amp;Release) -> Result&lt;(), Error> {
    let checks = release.checks().await?;
    if checks.iter().all(Check::passed) { release.go(42).await } else { Err(Error::NotYet) } // a line that is too long for the column of the page
}</code></pre>
<pre><code>plain text
  indented</code></pre>
<blockquote><p>A release that nobody notices is the best one.</p><p>Second paragraph.</p></blockquote>
<h3>Figures</h3>
<table><tbody><tr><th><p>Month</p></th><th><p>Releases</p></th><th align="right"><p>Went back</p></th></tr><tr><td><p>September</p></td><td><p>41</p></td><td align="right"><p>1</p></td></tr><tr><td><p>October, with a longer text in the cell that wraps over several lines if there is no room</p></td><td><p></p></td><td align="right"><p>0</p><p>two</p></td></tr></tbody></table>
<p>Widths of its own:</p>
<table><tbody><tr><th colwidth="120"><p>A</p></th><th colwidth="260"><p>B</p></th><th colwidth="90"><p>C</p></th></tr><tr><td colwidth="120"><p>x</p></td><td colwidth="260"><p>y</p></td><td colwidth="90"><p>z</p></td></tr></tbody></table>
<p>Wide:</p>
<table><tbody><tr>${'<th><p>Heading column</p></th>'.repeat(9)}</tr><tr>${'<td><p>Some words here</p></td>'.repeat(9)}</tr></tbody></table>
<h4>Maths</h4>
<p>The chance that all goes well is <span class="math" data-latex="p = (1-q)^n">p = (1-q)^n</span>, and in full:</p>
<div class="math" data-latex="\\sum_{k=0}^{n} \\binom{n}{k} q^k (1-q)^{n-k} = 1">x</div>
<pre><code class="language-mermaid">flowchart LR
  Write --> Read --> Ship
  Ship -->|wrong| Back --> Write</code></pre>
<pre><code class="language-mermaid">sequenceDiagram
  Ada->>Ben: Is it ready?
  Ben-->>Ada: On Friday
  Note right of Ben: always</code></pre>
<figure class="image"><img src="/icon-512.png" alt="A house" width="220"></figure>
<a class="file" href="/files/plan.pdf" download="Release plan.pdf" data-size="482133">Release plan.pdf <span>482 kB</span></a>
<figure class="embed" data-src="https://www.youtube.com/watch?v=aqz-KE-bpKQ"><a href="https://www.youtube.com/watch?v=aqz-KE-bpKQ">x</a></figure>
<hr>
<h5>Small heading</h5><p>Averyveryveryverylongwordthatdoesnotfitintoonelineofaphoneandshouldbreaksomewherebecauseitistoolongforit https://example.org/a/very/long/address/that/goes/on/and/on/and/on/and/on/and/on/and/on.html</p>
<p>A line<br>broken by hand.</p>
<p>That is all.</p>
`.replaceAll(/>\n+</g, '><').trim();
