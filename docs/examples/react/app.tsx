// A page for the rental counter, with React: a shell, a button that types into it, and a list of the
// riders that were registered, by the button or by hand.

import { useRef, useState, type ReactElement } from 'react';
import { SandShell, type ShellEvents, type ShellHandle } from 'sandshell/react';

export function App(): ReactElement {
  const shell = useRef<ShellHandle>(null);
  const [riders, setRiders] = useState<readonly string[]>([]);

  function noteRider({ event }: ShellEvents['event']): void {
    if (event['type'] !== 'customer.created') return;
    const { object } = event['data'] as { object: { name: string } };
    setRiders((known) => [...known, object.name]);
  }

  return (
    <main>
      <h1>Riders at the counter</h1>
      <button
        type="button"
        onClick={() => shell.current?.run('stripe customers create --name="Ada Rider"')}
      >
        Register Ada
      </button>
      <ul aria-label="Riders">
        {riders.map((name, place) => (
          <li key={place}>{name}</li>
        ))}
      </ul>
      <SandShell ref={shell} seed="counter" onEvent={noteRider} style={{ height: '24rem' }} />
    </main>
  );
}
