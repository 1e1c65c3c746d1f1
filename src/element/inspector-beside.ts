// The inspector beside the terminal, in a drawer.

import { takeLook } from './look.ts';
import type { ShellView } from './shell-view.ts';

/** As wide as in shell.css. */
const roomForTwo = (more = ''): MediaQueryList => matchMedia(`(min-width: 52rem)${more}`);

/** For as long as the signal is not aborted. */
export function offerInspector(view: ShellView, signal: AbortSignal): void {
  view.inspect.addEventListener('click', () => toggleInspector(view), { signal });
  roomForTwo().addEventListener('change', () => keepTerminal(view), { signal });
}

/** Where there is room, it stands there from the first time on. */
export function inspectAtFirst(view: ShellView): void {
  const isFirst = !view.body.querySelector('sand-inspector');
  if (isFirst && roomForTwo(' and (min-height: 30rem)').matches) toggleInspector(view);
}

/** What a reader types stays in sight where the two no longer have room. */
function keepTerminal(view: ShellView): void {
  if (!roomForTwo().matches && view.inspect.ariaPressed === 'true') toggleInspector(view);
}

/** Made when it is first wanted. */
function toggleInspector({ region, body, inspect }: ShellView): void {
  const known = body.querySelector<HTMLElement>('sand-inspector');
  const isShown = known ? known.hidden === true : true;
  const inspector = known ?? document.createElement('sand-inspector');
  inspector.hidden = !isShown;
  takeLook(inspector, region);
  if (!known) body.append(inspector);
  body.classList.toggle('inspected', isShown);
  inspect.ariaPressed = String(isShown);
}
