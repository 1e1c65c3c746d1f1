// Runs the examples' TypeScript through Vite's module runner: `npm run examples [-- NAME …]`.

import { createServer, createServerModuleRunner } from 'vite';

const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
  const { main } = await runner.import('/test/examples/main.ts');
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await server.close();
}
