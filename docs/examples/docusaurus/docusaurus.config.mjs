// The docs of Pedalhaus, a made-up bicycle rental, with Docusaurus. Sandshell's are the plugin for fenced
// blocks, and the module that starts the loader.

import { stripeFences } from 'sandshell/remark';

export default {
  title: 'Pedalhaus',
  url: 'https://pedalhaus.example',
  baseUrl: '/handbook/',
  favicon: 'data:,',
  clientModules: ['./start-sandshell.js'],
  presets: [
    [
      'classic',
      {
        blog: false,
        docs: {
          routeBasePath: '/',
          remarkPlugins: [[stripeFences, { mdx: true }]],
        },
      },
    ],
  ],
  themeConfig: { navbar: { title: 'Pedalhaus' } },
};
