// Fenced blocks of the language `stripe`, for sites that render Markdown with remark: Docusaurus, Astro
// and others.

import { readFenceInfo } from '../snippets/fence-info.ts';
import { attributesOf, escaped } from './fence-attributes.ts';

export interface RemarkOptions {
  /** Whether all pages are MDX, whatever their files are called, as in Docusaurus. */
  readonly mdx?: boolean | undefined;
}

interface Node {
  readonly type: string;
  readonly lang?: string | null;
  readonly meta?: string | null;
  readonly value?: string;
  children?: Node[];
}

type Attributes = Readonly<Record<string, string>>;

/**
 * `remarkPlugins: [stripeFences]`. Each becomes a plain `<pre>` with its attributes, which the site's
 * highlighter leaves alone.
 */
export function stripeFences({ mdx }: RemarkOptions = {}) {
  return (tree: object, file: { readonly extname?: string | undefined }): void => {
    const isMdx = mdx ?? file.extname === '.mdx';
    replaceFences(tree as Node, isMdx ? jsxBlock : htmlBlock);
  };
}

type BuildBlock = (attributes: Attributes, text: string) => object;

function replaceFences(parent: Node, build: BuildBlock): void {
  for (const [place, node] of parent.children?.entries() ?? []) {
    replaceFences(node, build);
    const info = readFenceInfo(`${node.lang ?? ''} ${node.meta ?? ''}`);
    if (node.type !== 'code' || info.language !== 'stripe') continue;
    parent.children?.splice(place, 1, build(attributesOf(info), node.value ?? '') as Node);
  }
}

/** As HTML in the Markdown: highlighters come before that is read, and see no code. */
function htmlBlock(attributes: Attributes, text: string): object {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return { type: 'html', value: `<pre${written.join('')}><code>${escaped(text)}</code></pre>` };
}

/** As if it were written in the page, so that no component of the site takes its place. */
function jsxBlock(attributes: Attributes, text: string): object {
  const data = { _mdxExplicitJsx: true };
  const written = Object.entries(attributes).map(([name, value]) => ({
    type: 'mdxJsxAttribute',
    name,
    value,
  }));
  const children = [{ type: 'text', value: text }];
  const code = { type: 'mdxJsxTextElement', name: 'code', attributes: [], children, data };
  return { type: 'mdxJsxFlowElement', name: 'pre', attributes: written, children: [code], data };
}
