// Runs TypeScript of this checkout through Vite's own module runner, so that no build has to come first.

import { createServer, createServerModuleRunner } from 'vite';

/** Calls the module's `main` with the program's words, and ends with the code that it gives. */
export async function launchModule(path) {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
    const { main } = await runner.import(path);
    process.exitCode = await main(process.argv.slice(2));
  } finally {
    await server.close();
  }
}
