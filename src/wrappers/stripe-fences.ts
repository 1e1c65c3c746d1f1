// Fenced blocks of the language `stripe`, for sites that render Markdown with markdown-it.

import { readFenceInfo, type FenceInfo } from '../snippets/fence-info.ts';
import { attributesOf, escaped } from './fence-attributes.ts';

/** As much of markdown-it as is used here. */
export interface MarkdownRenderer {
  readonly renderer: { rules: { fence?: unknown; code_inline?: unknown } };
}

interface Token {
  info: string;
  readonly content: string;
}

type Rule = (tokens: Token[], index: number, ...rest: unknown[]) => string;

/**
 * For any site that renders with markdown-it: `md.use(stripeFences)`. Reads ```` ```stripe ```` with
 * the words `id=NAME`, `after=NAME`, `insert`, `off` and `output` behind it.
 */
export function stripeFences(md: MarkdownRenderer): void {
  const { rules } = md.renderer;
  const fence = rules.fence as Rule;
  const ours: Rule = (tokens, index, ...rest) => {
    const token = tokens[index];
    const info = token && readFenceInfo(token.info);
    if (!info || info.language !== 'stripe') return fence(tokens, index, ...rest);
    token.info = infoForHighlighter(token, info);
    return withAttributes(fence(tokens, index, ...rest), {
      // Vue is to leave `{{CUSTOMER_ID}}` alone.
      'v-pre': '',
      ...attributesOf(info),
    });
  };
  rules.fence = ours;
  const codeInline = rules.code_inline as Rule;
  const ourInline: Rule = (tokens, index, ...rest) => {
    const html = codeInline(tokens, index, ...rest);
    // A placeholder that is spoken of, as `{{CUSTOMER_ID}}`, is no expression of Vue's either.
    return placeholder.test(tokens[index]?.content ?? '')
      ? html.replace('<code', '<code v-pre')
      : html;
  };
  rules.code_inline = ourInline;
}

const placeholder = /\{\{\s*[A-Z][A-Z0-9_]*_ID\s*\}\}/;

/** Highlighters know no language `stripe`. What other tools read of the line stays. */
function infoForHighlighter({ info, content }: Token, { isOutput }: FenceInfo): string {
  const others = info
    .trim()
    .slice('stripe'.length)
    .replace(/\s(?:(?:id|after)=(?:"[^"]*"|'[^']*'|\S+)|run|insert|off|output)(?=\s|$)/g, '');
  const outputLanguage = /^\s*[[{]/.test(content) ? 'jsonc' : 'txt';
  return `${isOutput ? outputLanguage : 'bash'}${others}`;
}

function withAttributes(html: string, attributes: Readonly<Record<string, string>>): string {
  return html.replace(/<pre\b([^>]*)>/, (_, known: string) => {
    const added = Object.entries(attributes)
      .filter(([name]) => !new RegExp(`\\s${name}(?=[\\s=>]|$)`).test(known))
      .map(([name, value]) => (value ? ` ${name}="${escaped(value)}"` : ` ${name}`));
    return `<pre${known}${added.join('')}>`;
  });
}
