// `<SandShell>` and `<SandInspector>` for Vue 3: properties, events and exposed methods, thinly around
// the elements. Rendered on a server they are empty elements.

import { defineComponent, h, onBeforeUnmount, onMounted, shallowRef, type PropType } from 'vue';
import {
  attributesOf,
  fetchLibrary,
  listenToShell,
  shellHandle,
  type ShellAttributes,
  type ShellEvents,
} from './shell-handle.ts';

export type { ShellAnswer, ShellAttributes, ShellEvents, ShellHandle } from './shell-handle.ts';

/** A template ref gives a `ShellHandle`. Give it a height, or `drawer`. */
export const SandShell = defineComponent({
  name: 'SandShell',
  props: {
    backend: String as PropType<ShellAttributes['backend']>,
    proxyUrl: String,
    proxyFallback: String as PropType<ShellAttributes['proxyFallback']>,
    seed: String,
    now: String,
    theme: String,
    drawer: Boolean,
    welcome: Boolean,
    shortcut: String,
  },
  emits: {
    ready: () => true,
    command: (detail: ShellEvents['command']) => Boolean(detail),
    result: (detail: ShellEvents['result']) => Boolean(detail),
    request: (detail: ShellEvents['request']) => Boolean(detail),
    event: (detail: ShellEvents['event']) => Boolean(detail),
  },
  setup(props, { emit, expose }) {
    const element = shallowRef<HTMLElement | null>(null);
    let end = (): void => undefined;
    onMounted(() => {
      if (!element.value) return;
      end = listenToShell(element.value, emit as (name: string, detail: never) => void);
      void fetchLibrary();
    });
    onBeforeUnmount(() => end());
    expose(shellHandle(() => element.value));
    return () => h('sand-shell', { ref: element, ...attributesOf(props) });
  },
});

/** The page's requests and events. */
export const SandInspector = defineComponent({
  name: 'SandInspector',
  setup() {
    onMounted(() => void fetchLibrary());
    return () => h('sand-inspector');
  },
});
