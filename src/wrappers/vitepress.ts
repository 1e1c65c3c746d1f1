// Sandshell for VitePress: fenced blocks of the language `stripe` become snippets, and the loader
// starts when the page stands. The config runs on Node, the theme in the page: both import this file.

import { readFenceInfo, type FenceInfo } from '../snippets/fence-info.ts';

/** As much of markdown-it as is used here. */
export interface MarkdownRenderer {
  readonly renderer: { rules: { fence?: unknown } };
}

/** As much of VitePress' theme as is used here. */
export interface SiteTheme {
  enhanceApp?: ((context: never) => unknown) | undefined;
}

interface Token {
  readonly type: string;
  info: string;
  readonly content: string;
}

type FenceRule = (tokens: Token[], index: number, ...rest: unknown[]) => string;

interface MountedApp {
  mount(...where: unknown[]): unknown;
}

interface SiteConfig {
  markdown?: { config?(md: never): unknown };
  vite?: {
    ssr?: { noExternal?: unknown };
    optimizeDeps?: { exclude?: readonly string[] };
  };
}

/** For `.vitepress/config.ts`: `export default withSandshell(defineConfig({ … }))`. */
export function withSandshell<Config extends object>(config: Config): Config {
  const { markdown = {}, vite = {} }: SiteConfig = config;
  return {
    ...config,
    markdown: {
      ...markdown,
      async config(md: never) {
        await markdown.config?.(md);
        stripeFences(md);
      },
    },
    vite: {
      ...vite,
      // Built into the site, also where it is rendered; and left as it is while the site is written.
      ssr: { ...vite.ssr, noExternal: withOurs(vite.ssr?.noExternal) },
      optimizeDeps: {
        ...vite.optimizeDeps,
        exclude: [...(vite.optimizeDeps?.exclude ?? []), 'sandshell'],
      },
    },
  };
}

function withOurs(noExternal: unknown): unknown {
  return noExternal === true ? true : [noExternal ?? [], 'sandshell'].flat();
}

/** For `.vitepress/theme/index.ts`: `export default sandshellTheme(DefaultTheme)`. */
export function sandshellTheme<Theme extends SiteTheme>(theme: Theme): Theme {
  return {
    ...theme,
    async enhanceApp(context: { app: MountedApp }) {
      await theme.enhanceApp?.(context as never);
      if (typeof document !== 'undefined') startWhenMounted(context.app);
    },
  };
}

/** Not before: Vue takes what it did not render itself out of the page again. */
function startWhenMounted(app: MountedApp): void {
  const mount = app.mount.bind(app);
  app.mount = (...where) => {
    const root = mount(...where);
    void import('../loader.ts');
    return root;
  };
}

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
  if (isOutput) return { 'v-pre': '', 'data-sandshell': 'output' };
  return {
    'v-pre': '',
    ...(mode === 'run' ? {} : { 'data-sandshell': mode }),
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
