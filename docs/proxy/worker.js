// A Cloudflare Worker that is the proxy: all settings stand in wrangler.toml and in its secrets.

export { default } from 'sandshell/proxy';
