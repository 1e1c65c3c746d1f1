// Opens the frame with this page as the one that it answers to, and uses what it offers.

import { connectFrame } from '../../../dist/lib/frame.js';

const frame = document.querySelector('iframe');
const output = document.querySelector('output');
const address = new URL('../../../dist/lib/frame.html', import.meta.url);
address.searchParams.set('parent', location.origin);
address.searchParams.set('welcome', '');

frame.src = address;
const shell = connectFrame(frame, { height: { min: 160, max: 640 } });

shell.on('event', ({ event }) => {
  output.textContent = `${event.type}: ${event.data.object.id}`;
});
document.querySelector('#run').addEventListener('click', () => {
  void shell.run('stripe customers create --name Jane');
});
document.querySelector('#dark').addEventListener('click', () => void shell.theme('dark'));
