// Serves the measurements' pages on a free port: built files from the checkout, pages from memory.

import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** `pages` by path, as in `/docs.html`. Anything else is a file below the checkout. */
export async function serveSite(
  pages: Readonly<Record<string, string>>,
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://site').pathname);
    const headers = { 'content-type': types[extname(path)] ?? 'application/octet-stream' };
    const page = pages[path];
    if (page !== undefined) response.writeHead(200, headers).end(page);
    else if (!existsSync(root + path)) response.writeHead(404).end();
    else createReadStream(root + path).pipe(response.writeHead(200, headers));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

export const docsPage = `<!doctype html><html lang="en"><title>Docs</title>
<link rel="icon" href="data:,">
<script type="module" src="/dist/lib/loader.js"></script>
<h1>Create a customer</h1>
<pre><code>stripe customers create --email=jane.smith@email.com --name="Jane Smith"</code></pre>`;

export const shellPage = `<!doctype html><html lang="en"><title>Shell</title>
<script>window.startMs = performance.now()</script>
<style>sand-shell { display: block; height: 400px }</style>
<sand-shell></sand-shell>
<script type="module" src="/dist/lib/sandshell.js"></script>`;

export const barePage = `<!doctype html><html lang="en"><title>Bare xterm.js</title>
<link rel="stylesheet" href="/node_modules/@xterm/xterm/css/xterm.css">
<script>window.startMs = performance.now()</script>
<div id="terminal" style="height: 400px"></div>
<script type="module">
  import { Terminal } from '/node_modules/@xterm/xterm/lib/xterm.mjs';
  import { FitAddon } from '/node_modules/@xterm/addon-fit/lib/addon-fit.mjs';
  const terminal = new Terminal();
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(document.getElementById('terminal'));
  fit.fit();
  terminal.write('$ ');
</script>`;

/** The least that a terminal does for a key: it writes what was typed. */
export const echoPage = barePage.replace(
  "terminal.write('$ ');",
  `terminal.write('$ ');
  terminal.onData((text) => terminal.write(text === '\\x7f' ? '\\b \\b' : text));
  document.querySelector('#terminal').focus = () => terminal.focus();
  document.title = 'Ready';`,
);

/** Fetches xterm.js when its button is clicked, as a page would that has a terminal for those who ask. */
export const lateBarePage = `<!doctype html><html lang="en"><title>Bare xterm.js, on a click</title>
<link rel="icon" href="data:,">
<div id="terminal" style="height: 400px"></div>
<button type="button">Shell</button>
<script type="module">
  async function open() {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/node_modules/@xterm/xterm/css/xterm.css';
    document.head.append(sheet);
    const [{ Terminal }, { FitAddon }] = await Promise.all([
      import('/node_modules/@xterm/xterm/lib/xterm.mjs'),
      import('/node_modules/@xterm/addon-fit/lib/addon-fit.mjs'),
    ]);
    const terminal = new Terminal();
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.open(document.getElementById('terminal'));
    fit.fit();
    terminal.write('$ ');
    terminal.onData((text) => terminal.write(text));
    terminal.focus();
  }
  document.querySelector('button').onclick = open;
</script>`;

/** Its sandbox needs a server: the one here, at `/v1/exec`, answers at once with what is below. */
export const codapiPage = `<!doctype html><html lang="en"><title>codapi</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/node_modules/@antonz/codapi/dist/snippet.css">
<script defer src="/node_modules/@antonz/codapi/dist/snippet.js"></script>
<codapi-settings url="/v1"></codapi-settings>
<h1>Create a customer</h1>
<pre><code>stripe customers create --email=jane.smith@email.com --name="Jane Smith"</code></pre>
<codapi-snippet sandbox="stripe" editor="basic"></codapi-snippet>`;

export const codapiAnswer = JSON.stringify({
  ok: true,
  duration: 1,
  stdout: JSON.stringify({ id: 'cus_1', object: 'customer', test_clock: null }, null, 2),
  stderr: '',
});
