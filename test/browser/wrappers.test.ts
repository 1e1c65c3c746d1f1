// The wrappers for React and Vue in a real page: properties, events, methods, and an end.

import { createElement, createRef } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { createApp, createSSRApp, h, ref, type Ref } from 'vue';
import * as react from '../../src/wrappers/react.ts';
import type { ShellEvents, ShellHandle } from '../../src/wrappers/shell-handle.ts';
import * as vue from '../../src/wrappers/vue.ts';

interface Mounted {
  readonly handle: () => ShellHandle | null | undefined;
  setTheme(theme: string): void;
  unmount(): void;
}

type Mount = (container: HTMLElement, listen: Listeners) => Mounted;

interface Listeners {
  onResult(detail: ShellEvents['result']): void;
  onEvent(detail: ShellEvents['event']): void;
}

const fixed = { seed: 'wrapped', proxyFallback: 'sandbox' } as const;

const mounts: Readonly<Record<string, Mount>> = {
  React(container, listeners) {
    const root = createRoot(container);
    const handle = createRef<ShellHandle>();
    const setTheme = (theme: string): void =>
      root.render(createElement(react.SandShell, { ref: handle, ...fixed, theme, ...listeners }));
    setTheme('light');
    return { handle: () => handle.current, setTheme, unmount: () => root.unmount() };
  },
  Vue(container, listeners) {
    const handle: Ref<ShellHandle | undefined> = ref();
    const theme = ref('light');
    const render = () =>
      h(vue.SandShell, { ref: handle, ...fixed, theme: theme.value, ...listeners });
    const app = createApp({ render });
    app.mount(container);
    return {
      handle: () => handle.value,
      setTheme: (name) => void (theme.value = name),
      unmount: () => app.unmount(),
    };
  },
};

test.each(Object.entries(mounts))(
  '%s: a ref runs lines, callbacks hear of them, properties are attributes',
  async (_, mount) => {
    const container = document.body.appendChild(document.createElement('div'));
    const onResult = vi.fn<Listeners['onResult']>();
    const onEvent = vi.fn<Listeners['onEvent']>();
    const { handle, setTheme, unmount } = mount(container, { onResult, onEvent });
    await vi.waitFor(() => expect(handle()).toBeTruthy());

    const answer = await handle()!.run('stripe customers create --name=Robin');
    expect(answer).toMatchObject({ exitCode: 0, stderr: '' });
    expect(onResult).toHaveBeenCalledWith(expect.objectContaining(answer));
    await vi.waitFor(() => expect(onEvent).toHaveBeenCalledOnce());
    expect(onEvent.mock.calls[0]?.[0].event).toMatchObject({ type: 'customer.created' });
    expect(await handle()!.transcript()).toContain('"name": "Robin"');

    const element = container.querySelector('sand-shell');
    expect(element?.getAttribute('seed')).toBe('wrapped');
    expect(element?.getAttribute('proxy-fallback')).toBe('sandbox');
    setTheme('dark');
    await vi.waitFor(() => expect(element?.getAttribute('theme')).toBe('dark'));
    expect(container.querySelector('sand-shell')).toBe(element);

    unmount();
    expect(container.childElementCount).toBe(0);
    element?.dispatchEvent(new CustomEvent('sandshell:result'));
    expect(onResult).toHaveBeenCalledOnce();
    container.remove();
  },
);

test('what a server has rendered is taken over without a complaint', async () => {
  const complain = vi.spyOn(console, 'error');
  const warn = vi.spyOn(console, 'warn');
  const [one, two] = [document.createElement('div'), document.createElement('div')];
  for (const container of [one, two]) {
    container.innerHTML = '<sand-shell seed="wrapped" drawer=""></sand-shell>';
    document.body.append(container);
  }
  const kept = [one.firstChild, two.firstChild];
  const props = { seed: 'wrapped', drawer: true };
  const inReact = createRef<ShellHandle>();
  const inVue: Ref<ShellHandle | undefined> = ref();
  const root = hydrateRoot(one, createElement(react.SandShell, { ref: inReact, ...props }));
  const app = createSSRApp({ render: () => h(vue.SandShell, { ref: inVue, ...props }) });
  app.mount(two);
  await vi.waitFor(() => expect(inReact.current && inVue.value).toBeTruthy());
  expect([one.firstChild, two.firstChild]).toEqual(kept);
  expect([inReact.current?.element(), inVue.value?.element()]).toEqual(kept);
  const said = [...complain.mock.calls, ...warn.mock.calls].join('\n');
  expect(said).not.toMatch(/hydrat|mismatch/i);
  root.unmount();
  app.unmount();
});
