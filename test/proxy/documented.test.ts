// The proxy's documentation and its examples name the settings that there are, and all of them.

import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { optionsOf } from '../../src/proxy/environment.ts';
import { memoryLimiter, readRule } from '../../src/proxy/limits.ts';
import { readSettings } from '../../src/proxy/options.ts';
import { withParts } from '../../src/proxy/parts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

/** The three of `SANDSHELL_LIMIT_…` and of the bindings are put together in the code. */
const parts = ['ADDRESS', 'VISITOR', 'ALL'];
const puttogether = parts.flatMap((part) => [
  `SANDSHELL_LIMIT_${part}`,
  `SANDSHELL_${part}_LIMITER`,
]);

function namesIn(text: string): Set<string> {
  return new Set(text.match(/\b(SANDSHELL_[A-Z]+(_[A-Z]+)*|REDIS_URL)\b(?!…)/g));
}

function namesInCode(): Set<string> {
  const files = ['src/proxy', 'src/server'].flatMap((folder) =>
    readdirSync(`${root}/${folder}`).map((name) => `${folder}/${name}`),
  );
  const code = files.map(read).join('\n');
  const names = [...namesIn(code)].filter((name) => name !== 'SANDSHELL_LIMIT');
  return new Set([...names, ...puttogether]);
}

test('docs/proxy.md names each setting, and none that is none', () => {
  const [there, told] = [namesInCode(), namesIn(read('docs/proxy.md'))];
  told.delete('SANDSHELL_LIMIT');
  expect([...told].toSorted()).toEqual([...there].toSorted());
});

describe('the examples', () => {
  const limiter = (_: string, rule: Parameters<typeof memoryLimiter>[0]) =>
    memoryLimiter(rule, () => 0);
  const secrets = {
    SANDSHELL_KEY: 'rk_test_ofTheExample1',
    SANDSHELL_SECRET: 'a long random text',
  };

  function check(settings: Readonly<Record<string, string>>): void {
    const environment = { ...settings, ...secrets };
    for (const name of Object.keys(environment)) expect(namesInCode()).toContain(name);
    const { options } = withParts(optionsOf(environment), { environment, clock: () => 0, limiter });
    expect(readSettings(options).origins).toEqual(new Set(['https://docs.example.com']));
  }

  test('compose.yaml starts', () => {
    const lines = read('docs/proxy/compose.yaml').matchAll(/^ {4}([A-Z_]+): '?([^'\n]+)'?$/gm);
    check(Object.fromEntries(Array.from(lines, ([, name = '', value = '']) => [name, value])));
  });

  test('wrangler.toml starts, and each rule is that of its binding', () => {
    const text = read('docs/proxy/wrangler.toml');
    const settings = Object.fromEntries(
      Array.from(text.matchAll(/^([A-Z_]+) = "(.*)"$/gm), ([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
    check(settings);
    const bindings = text.matchAll(
      /^name = "SANDSHELL_([A-Z]+)_LIMITER"\n.*\nsimple = \{ limit = (\d+), period = (\d+) \}$/gm,
    );
    const rules = Array.from(bindings, ([, part = '', limit, period]) => {
      expect(readRule(settings[`SANDSHELL_LIMIT_${part}`] ?? '')).toEqual({
        requestsMax: Number(limit),
        windowSeconds: Number(period),
      });
      expect([10, 60]).toContain(Number(period));
      return part;
    });
    expect(rules).toEqual(parts);
  });
});
