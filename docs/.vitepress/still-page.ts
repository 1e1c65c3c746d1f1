// Classes that VitePress' theme gives a page only once it runs, written into the page's HTML, so that
// nothing moves when it does. See `VPNavBar.vue` and `VPLocalNav.vue` of the theme.

/** For `transformHtml`: of a page as it is served. */
export function stillPage(html: string): string {
  const isHome = html.includes('class="VPContent is-home"');
  const hasSidebar = html.includes('class="VPContent has-sidebar"');
  const classes = ['VPNavBar', ...(hasSidebar ? ['has-sidebar'] : []), ...(isHome ? ['home'] : [])];
  const named = html.replace('class="VPNavBar"', `class="${classes.join(' ')} top"`);
  return /<h[23] id=/.test(html) ? named.replace(/(class="VPLocalNav[^"]*?) empty"/, '$1"') : named;
}
