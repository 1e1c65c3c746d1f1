// The docs of Pedalhaus, a made-up bicycle rental, with Astro Starlight. Sandshell's are the plugin for
// fenced blocks, and the script in the head.

import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { stripeFences } from 'sandshell/remark';

export default defineConfig({
  base: '/handbook',
  outDir: 'dist/handbook',
  markdown: { remarkPlugins: [stripeFences] },
  integrations: [
    starlight({
      title: 'Pedalhaus',
      head: [{ tag: 'script', attrs: { type: 'module', src: '/handbook/sandshell/loader.js' } }],
      favicon: '/icon.svg',
      sidebar: [
        { label: 'Riders', link: '/' },
        { label: 'Take a payment', link: '/payments/' },
      ],
    }),
  ],
});
