// The page inside the frame: one shell that fills it, and the port to the page around it. Options are
// parameters of its address: `parent` (the origin it answers to), and attributes of the element.

import { holdsLiveKey, redactKeys } from '../text/redact.ts';
import type { SandShell } from '../main.ts';
import { followHeight } from './frame-height.ts';
import {
  frameEvents,
  hello,
  offer,
  readOrigin,
  readRequest,
  type FrameEvent,
  type FrameMessage,
  type FrameRequest,
} from './protocol.ts';

const style = `
html, body { height: 100%; margin: 0; overflow: hidden }
sand-shell { height: 100%; border: 0; border-radius: 0 }`;
const attributes = ['seed', 'now', 'theme', 'welcome'];

const parameters = new URLSearchParams(location.search);
const owner = readOrigin(parameters.get('parent'));
const shell = document.createElement('sand-shell') as SandShell;
let port: MessagePort | undefined;

function start(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
  for (const name of attributes) {
    const value = parameters.get(name);
    if (value !== null) shell.setAttribute(name, value);
  }
  document.body.append(shell);
  for (const name of frameEvents) {
    shell.addEventListener(`sandshell:${name}`, (event) =>
      tell(name, (event as CustomEvent).detail),
    );
  }
  followHeight(shell, (height) => tell('size', { height }));
  if (!owner || parent === window) return;
  // The page around it may come later than this one.
  addEventListener('message', ({ source, origin, data }) => {
    if (source === parent && origin === owner && data === hello) openPort(owner);
  });
  openPort(owner);
}

/** The browser hands it to that origin alone. */
function openPort(to: string): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => void answer(data, (message) => port1.postMessage(message));
  parent.postMessage(offer, to, [port2]);
  // An earlier one goes on answering: what was asked through it is on its way.
  port = port1;
}

async function answer(message: unknown, post: (message: FrameMessage) => void): Promise<void> {
  const read = readRequest(message, holdsLiveKey);
  if (read.type === 'junk') return;
  if (read.type === 'refused') return post({ type: 'error', id: read.id, message: read.reason });
  const { id } = read.request;
  try {
    post({ type: 'value', id, value: await perform(read.request) });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    post({ type: 'error', id, message: redactKeys(text) });
  }
}

async function perform({ method, argument }: FrameRequest): Promise<unknown> {
  const text = String(argument);
  await customElements.whenDefined('sand-shell');
  switch (method) {
    case 'run':
      return shell.run(text);
    case 'insert':
      return shell.insert(text);
    case 'restore':
      return shell.restore(argument);
    case 'theme':
      return shell.setAttribute('theme', text);
    default:
      return shell[method]();
  }
}

function tell(name: FrameEvent, detail: unknown): void {
  const message: FrameMessage = { type: 'event', name, detail };
  port?.postMessage(message);
}

start();
void import('../main.ts');
