// The official SDK as a browser takes it: bundled by a test, and run in the page.

export { default } from 'stripe';
