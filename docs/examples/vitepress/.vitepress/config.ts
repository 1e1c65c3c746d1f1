// The docs of Pedalhaus, a made-up bicycle rental, with VitePress. Two lines are Sandshell's: the
// import, and the call around the config.

import { defineConfig } from 'vitepress';
import { withSandshell } from 'sandshell/vitepress';

export default withSandshell(
  defineConfig({
    title: 'Pedalhaus',
    description: 'How we take payments for rented bicycles',
    base: '/handbook/',
    head: [['link', { rel: 'icon', href: 'data:,' }]],
    cleanUrls: false,
    outDir: 'dist/handbook',
    cacheDir: 'dist/.cache',
    // The site's data in a file of its own, so that a content security policy needs fewer exceptions.
    metaChunk: true,
    markdown: { lineNumbers: true },
    themeConfig: {
      sidebar: [
        {
          text: 'Payments handbook',
          items: [
            { text: 'Riders', link: '/' },
            { text: 'Take a payment', link: '/payments' },
          ],
        },
      ],
      search: { provider: 'local' },
    },
  }),
);
