import "./page";
import { getSchema } from "@tiptap/core";
import assert from "node:assert/strict";
import { test } from "node:test";
import description from "../../../src/wiki/document/schema.json";
import { extensions } from "../src/schema";

interface Described {
  content?: string;
  group?: string;
  marks?: string;
  excludes?: string;
  overlaps?: boolean;
  attributes?: Record<string, { default: unknown }>;
}

const schema = getSchema(extensions);
const defaults = (attributes: Record<string, { default?: unknown }> | null | undefined): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes ?? {}).map(([name, spec]) => [name, spec.default]));
const words = (text: string | undefined): string => (text ?? "").trim().split(/\s+/).sort().join(" ");

test("the editor has the nodes that the server knows, and no others", () => {
  assert.deepEqual(Object.keys(schema.nodes).sort(), Object.keys(description.nodes).sort());
});

test("the editor has the marks that the server knows, and no others", () => {
  assert.deepEqual(Object.keys(schema.marks).sort(), Object.keys(description.marks).sort());
});

for (const [name, said] of Object.entries(description.nodes as Record<string, Described>)) {
  test(`${name} is to the editor what it is to the server`, () => {
    const spec = schema.nodes[name]!.spec;
    assert.equal((spec.content ?? "").replace(/\s/g, ""), (said.content ?? "").replace(/\s/g, ""), "content");
    assert.equal(words(spec.group), words(said.group), "group");
    assert.equal(spec.marks, said.marks, "marks");
    assert.deepEqual(defaults(spec.attrs), defaults(said.attributes), "attributes");
  });
}

for (const [name, said] of Object.entries(description.marks as Record<string, Described>)) {
  test(`the mark ${name} is to the editor what it is to the server`, () => {
    const spec = schema.marks[name]!.spec;
    assert.deepEqual(defaults(spec.attrs), defaults(said.attributes), "attributes");
    assert.equal(spec.excludes === "_", said.excludes === "_", "excludes all others");
    assert.equal(spec.excludes === "", said.overlaps === true, "may stand twice");
  });
}
