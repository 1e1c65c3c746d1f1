import { expect, test } from 'vitest';
import { smallLibrary } from '../../src/generator/small-library.ts';

/** The module's `make`, as built. */
async function built(code: string): Promise<{ text: string; make: () => Record<string, unknown> }> {
  const text = await smallLibrary(code, 'export function make(): unknown; // unread');
  const url = `data:text/javascript,${encodeURIComponent(text)}`;
  return { text, make: ((await import(/* @vite-ignore */ url)) as { make: never }).make };
}

test('members get short names, but for those of the typings, of texts and of the browser', async () => {
  const { text, make } = await built(`
    class Box { width = 1; ownSize = 2; get named() { return this.ownSize + this['quoted']; } quoted = 3; }
    export const make = () => ({ result: new Box().named, box: new Box(), key: 'result' });
  `);
  expect(text).toContain('width');
  expect(text).toContain('quoted');
  expect(text).not.toMatch(/ownSize|named/);
  expect(make()['result']).toBe(5);
});

test('members that nothing reads are left out, and so is what only they read', async () => {
  const { text } = await built(`
    class Box {
      firstUnread() { return this.readByUnread() + 'one'; }
      readByUnread() { return 'two'; }
      get shownUnread() { return 'three'; }
      fieldUnread = 'four';
      kept() { return 'five'; }
    }
    export const make = () => ({ key: new Box().kept() });
  `);
  expect(text).toContain('five');
  expect(text).not.toMatch(/one|two|three|four/);
});

test('what is set and never read is not set, and its value is still worked out', async () => {
  const { text, make } = await built(`
    const space = {};
    let calls = 0;
    const count = () => { calls += 1; return calls; };
    (e => { e.unreadMember = () => 'gone'; e.usedMember = () => 'kept'; })(space);
    const chained = space.lostMember = count();
    export const make = () => ({ value: space.usedMember(), data: [calls, chained] });
  `);
  expect(make()).toEqual({ value: 'kept', data: [1, 1] });
  expect(text.match(/\.\w+=/g)).toHaveLength(1);
});

test('a setter that is given something runs', async () => {
  const { make } = await built(`
    const seen = [];
    class Box { set ownSize(value) { seen.push(value); } }
    export const make = () => { new Box().ownSize = 3; return { value: seen }; };
  `);
  expect(make()).toEqual({ value: [3] });
});

test('members read by destructuring, in static parts and through private names stay', async () => {
  const { make } = await built(`
    class Box {
      #hidden = 1;
      static ownStatic = 2;
      ownField = 3;
      open() { const { ownField } = this; return [this.#hidden, Box.ownStatic, ownField]; }
    }
    export const make = () => ({ value: new Box().open() });
  `);
  expect(make()).toEqual({ value: [1, 2, 3] });
});
