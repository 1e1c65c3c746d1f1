// Sandshell for `.vitepress/theme/index.ts`: starts the loader when the page stands.

/** As much of VitePress' theme as is used here. */
export interface SiteTheme {
  enhanceApp?: ((context: never) => unknown) | undefined;
}

interface SiteContext {
  readonly app: { mount(...where: unknown[]): unknown };
  readonly siteData: { readonly value: { readonly base: string } };
}

/** `export default sandshellTheme(DefaultTheme)` */
export function sandshellTheme<Theme extends SiteTheme>(theme: Theme): Theme {
  return {
    ...theme,
    async enhanceApp(context: SiteContext) {
      await theme.enhanceApp?.(context as never);
      if (typeof document !== 'undefined') startWhenMounted(context);
    },
  };
}

/** Not before: Vue takes what it did not render itself out of the page again. */
function startWhenMounted({ app, siteData }: SiteContext): void {
  const mount = app.mount.bind(app);
  app.mount = (...where) => {
    const root = mount(...where);
    followLooks();
    void import(/* @vite-ignore */ `${siteData.value.base}sandshell/loader.js`);
    return root;
  };
}

/** Light and dark are chosen on the page there, and not only by the reader's system. */
function followLooks(): void {
  const { documentElement, body } = document;
  let drawer = document.querySelector('sand-shell[drawer]');
  if (!drawer) {
    drawer = document.createElement('sand-shell');
    drawer.setAttribute('drawer', '');
    body.append(drawer);
  }
  const shell = drawer;
  const follow = (): void => {
    shell.setAttribute('theme', documentElement.classList.contains('dark') ? 'dark' : 'light');
  };
  new MutationObserver(follow).observe(documentElement, { attributeFilter: ['class'] });
  follow();
}
