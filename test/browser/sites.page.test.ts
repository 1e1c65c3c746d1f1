import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openBrowser } from './open-page.ts';
import { inlineScriptHashes, visitSite } from './visit-site.ts';
test('try', async () => {
const browser = await openBrowser();
const folder = fileURLToPath(new URL('../../docs/examples/vitepress/dist', import.meta.url));
const hashes = await inlineScriptHashes(folder, 'handbook/index.html');
for (const policy of [undefined, `default-src 'self'; script-src 'self' ${hashes}; style-src 'self'; img-src 'self' data:`]) {
const r = await visitSite(browser, { folder, page: 'handbook/index.html', snippet: 'stripe customers retrieve', link: 'Take a payment', nextSnippet: 'stripe refunds', ...(policy?{policy}:{}) }).catch(e=>e);
console.log(JSON.stringify(r, (k, v) => k === "stdout" ? v.slice(0, 30) : v, 1), r.message);}
await browser.close();
expect(1).toBe(1);
});
