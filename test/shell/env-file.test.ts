// The variables of `.env`: read for references, written with what a fixture file hands on.

import { expect, test } from 'vitest';
import type { Files } from '../../src/shell/command.ts';
import { openShell } from './open-shell.ts';

const file = JSON.stringify({
  fixtures: [{ name: 'a', path: '/v1/a', method: 'post', params: { b: '${.env:OLD}' } }],
  env: { ID: '${a:id}', OLD: 'new "one"' },
});

function shellWith(envFile: string | undefined): {
  run(): Promise<{ stdout: string; body: string | undefined; written: readonly string[] }>;
} {
  const shell = openShell(() => ({ body: '{"id":"a_1"}' }));
  const written: string[] = [];
  const files: Files = {
    read: (name) => Promise.resolve(name === '.env' ? envFile : file),
    async write(name, text) {
      written.push(name, text);
    },
    names: () => [],
  };
  const host = { files: async () => files };
  return {
    async run() {
      const { stdout } = await shell.run('stripe fixtures file.json', { host });
      return { stdout, body: shell.sent[0]?.body, written };
    },
  };
}

test('a variable of the file is sent, and the file is written anew, sorted', async () => {
  const { stdout, body, written } = await shellWith('# mine\nZ=1\nexport OLD="a b" # c\n').run();
  expect(body).toBe('b=a+b');
  expect(stdout).not.toContain('No value');
  expect(written).toEqual(['.env', 'ID="a_1"\nOLD="new \\"one\\""\nZ=1\n']);
});

test('a file that lacks the variable is told of', async () => {
  const { stdout, body } = await shellWith('Z=1\n').run();
  expect(stdout).toContain('No value for env var: OLD\n');
  expect(body).toBe('b=%24%7B.env%3AOLD%7D');
});

test('where there is no file, none is made', async () => {
  expect((await shellWith(undefined).run()).written).toEqual([]);
});
