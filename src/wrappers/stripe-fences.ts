// Fenced blocks of the language `stripe`, for sites that render Markdown with markdown-it.

import { readFenceInfo, type FenceInfo } from '../snippets/fence-info.ts';

/** As much of markdown-it as is used here. */
export interface MarkdownRenderer {
  readonly renderer: { rules: { fence?: unknown } };
}

interface Token {
  info: string;
  readonly content: string;
}

type FenceRule = (tokens: Token[], index: number, ...rest: unknown[]) => string;

/**
 * For any site that renders with markdown-it: `md.use(stripeFences)`. Reads ```` ```stripe ```` with
 * the words `id=NAME`, `after=NAME`, `insert`, `off` and `output` behind it.
 */
export function stripeFences(md: MarkdownRenderer): void {
  const { rules } = md.renderer;
  const fence = rules.fence as FenceRule;
  const ours: FenceRule = (tokens, index, ...rest) => {
    const token = tokens[index];
    const info = token && readFenceInfo(token.info);
    if (!info || info.language !== 'stripe') return fence(tokens, index, ...rest);
    token.info = infoForHighlighter(token, info);
    return withAttributes(fence(tokens, index, ...rest), attributesOf(info));
  };
  rules.fence = ours;
}

/** Highlighters know no language `stripe`. What other tools read of the line stays. */
function infoForHighlighter({ info, content }: Token, { isOutput }: FenceInfo): string {
  const others = info
    .trim()
    .slice('stripe'.length)
    .replace(/\s(?:(?:id|after)=(?:"[^"]*"|'[^']*'|\S+)|run|insert|off|output)(?=\s|$)/g, '');
  const outputLanguage = /^\s*[[{]/.test(content) ? 'jsonc' : 'txt';
  return `${isOutput ? outputLanguage : 'bash'}${others}`;
}

/** Vue is to leave `{{CUSTOMER_ID}}` alone. */
function attributesOf({ mode, id, after, isOutput }: FenceInfo): Readonly<Record<string, string>> {
  if (isOutput) return { 'v-pre': '', 'data-sandshell-expected': '' };
  return {
    'v-pre': '',
    'data-sandshell': mode,
    ...(id ? { 'data-sandshell-id': id } : {}),
    ...(after ? { 'data-sandshell-after': after } : {}),
  };
}

function withAttributes(html: string, attributes: Readonly<Record<string, string>>): string {
  return html.replace(/<pre\b([^>]*)>/, (_, known: string) => {
    const added = Object.entries(attributes)
      .filter(([name]) => !new RegExp(`\\s${name}(?=[\\s=>]|$)`).test(known))
      .map(([name, value]) => (value ? ` ${name}="${escaped(value)}"` : ` ${name}`));
    return `<pre${known}${added.join('')}>`;
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
