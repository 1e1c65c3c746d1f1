// A page for the rental counter, with Vue: a shell, a button that types into it, and a list of the
// riders that were registered, by the button or by hand.

import { defineComponent, h, ref } from 'vue';
import { SandShell, type ShellEvents, type ShellHandle } from 'sandshell/vue';

export const App = defineComponent({
  name: 'App',
  setup() {
    const shell = ref<ShellHandle>();
    const riders = ref<string[]>([]);

    function noteRider({ event }: ShellEvents['event']): void {
      if (event['type'] !== 'customer.created') return;
      const { object } = event['data'] as { object: { name: string } };
      riders.value.push(object.name);
    }

    const register = (): unknown => shell.value?.run('stripe customers create --name="Ada Rider"');

    return () =>
      h('main', [
        h('h1', 'Riders at the counter'),
        h('button', { type: 'button', onClick: register }, 'Register Ada'),
        h(
          'ul',
          { 'aria-label': 'Riders' },
          riders.value.map((name) => h('li', name)),
        ),
        h(SandShell, {
          ref: shell,
          seed: 'counter',
          onEvent: noteRider,
          style: { height: '24rem' },
        }),
      ]);
  },
});
