// Code that a JSX element of an MDX document shows, as `<CodeBlock>{`stripe …`}</CodeBlock>`. Pure.

import type { Nodes } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import { infoOfAttributes } from './block-attributes.ts';
import type { Block, Shell } from './piece.ts';

type Element = MdxJsxFlowElement | MdxJsxTextElement;

interface Found {
  readonly text: string;
  readonly line: number;
}

const showsCode = /code|snippet|shell|terminal/i;

/**
 * The attribute `code`, a child in braces that is one piece of text, or text itself. Undefined for
 * other elements, and for code that only a program could tell.
 */
export function blockOfElement(element: Element): Block | undefined {
  if (!element.name || !showsCode.test(element.name)) return undefined;
  const found = codeAttribute(element) ?? codeChild(element.children);
  if (!found) return undefined;
  return {
    type: 'block',
    text: found.text,
    info: infoOfAttributes((name) => valueOf(name, element)?.text),
    line: found.line,
    lineCount: found.text.split('\n').length,
    form: 'inline',
  };
}

export function shellOfElement(element: Element): Shell {
  const [seed, now] = ['seed', 'now'].map((name) => valueOf(name, element)?.text);
  return { type: 'shell', seed, now };
}

function codeAttribute(element: Element): Found | undefined {
  const found = valueOf('code', element);
  return found && { ...found, line: element.position?.start.line ?? 1 };
}

/** Of a number or a name in braces there is no text; an attribute alone has an empty one. */
function valueOf(name: string, { attributes }: Element): { readonly text: string } | undefined {
  for (const attribute of attributes) {
    if (attribute.type !== 'mdxJsxAttribute' || attribute.name !== name) continue;
    const { value } = attribute;
    if (value === null || value === undefined) return { text: '' };
    const text = typeof value === 'string' ? value : literal(value.value);
    return text === undefined ? undefined : { text };
  }
  return undefined;
}

function codeChild(children: Element['children']): Found | undefined {
  const [child, ...others] = (children as readonly Nodes[]).filter(
    (each) => each.type !== 'text' || each.value.trim() !== '',
  );
  if (!child || others.length > 0) return undefined;
  const line = child.position?.start.line ?? 1;
  if (child.type === 'paragraph') return codeChild(child.children as Element['children']);
  if (child.type === 'text') return { text: child.value.replace(/\r\n?/g, '\n'), line };
  if (child.type !== 'mdxFlowExpression' && child.type !== 'mdxTextExpression') return undefined;
  const text = literal(child.value);
  if (text === undefined) return undefined;
  const before = child.value.slice(0, child.value.search(/\S/));
  return { text, line: line + before.split('\n').length - 1 };
}

/** The text of a JavaScript string or template; undefined for what has to be worked out. */
function literal(source: string): string | undefined {
  const found =
    /^\s*(?:`((?:[^`\\]|\\[\s\S])*)`|"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')\s*$/.exec(source);
  if (!found || /(^|[^\\])\$\{/.test(found[1] ?? '')) return undefined;
  const text = found[1] ?? found[2] ?? found[3] ?? '';
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\\(\n|[\s\S])/g, (_, letter: string) => escapes[letter] ?? letter);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };
