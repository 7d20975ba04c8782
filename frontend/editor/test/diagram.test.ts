import "./page";
import assert from "node:assert/strict";
import { test } from "node:test";
import { apart, together, withoutInlineStyles } from "../src/lazy/without-inline-styles";

test("what is parsed of a diagram has no styles that a policy refuses, and has them again as a picture", () => {
  const drawn = '<svg><g class="a" style="fill: red" title="style=&quot;x&quot;"><text>style="kept" &lt;b style="color:red"&gt;</text></g></svg>';
  const moved = apart(`<style>#a { fill: red }</style>${drawn}`);
  assert.equal(moved, drawn.replace(' style="fill', ' data-set-style="fill'));
  assert.equal(together(moved), drawn);
});

test("styles are set as properties while a diagram is drawn, and the page is as before afterwards", async () => {
  const { createElement } = document;
  const { setAttribute } = Element.prototype;
  const { done } = await withoutInlineStyles(async () => {
    const element = document.createElement("div");
    element.setAttribute("style", "color: red");
    element.innerHTML = '<b style="color: green">x</b>';
    return element;
  });
  assert.equal(done.style.color, "red");
  assert.equal(done.innerHTML, '<b style="color: green;">x</b>');
  assert.equal(document.createElement, createElement);
  assert.equal(Element.prototype.setAttribute, setAttribute);
});
