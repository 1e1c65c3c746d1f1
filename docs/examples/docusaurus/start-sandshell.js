// Starts Sandshell's loader once the first page stands: React takes over what was rendered, and nobody else
// is to change it before.

import siteConfig from '@generated/docusaurus.config';

let isStarted = false;

export function onRouteDidUpdate() {
  if (isStarted) return;
  isStarted = true;
  const script = document.createElement('script');
  script.type = 'module';
  script.src = `${siteConfig.baseUrl}sandshell/loader.js`;
  document.head.append(script);
}
