import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe as group, expect, test } from 'vitest';
import { checkDescription } from '../../src/generator/check.ts';
import { describe, type Description, type Sources } from '../../src/generator/describe.ts';
import { eventTypes } from '../../src/generator/events.ts';
import { filesOf, readPackages, writeFiles } from '../../src/generator/generate.ts';
import { readOverlay } from '../../src/generator/overlay.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandshell-generate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const overlay = readOverlay();
const events = eventTypes();
let packages: Omit<Sources, 'overlay'>;
let description: Description;

beforeAll(async () => {
  packages = await readPackages();
  description = describe({ ...packages, overlay });
}, 120_000);

test('everything is there', () => {
  expect(checkDescription(description, packages, events)).toEqual([]);
});

test('the same sources give the same files, byte by byte', async () => {
  const again = describe({ ...(await readPackages()), overlay });
  expect(JSON.stringify(filesOf(again, events))).toBe(JSON.stringify(filesOf(description, events)));
}, 120_000);

test('an equal file is not written again, and one that no longer belongs there goes', () => {
  const files = filesOf(description, events);
  writeFiles(folder, { ...files, parts: { ...files.parts, old: files.parts['first']! } });
  const times = new Map(
    readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]),
  );
  expect(times.has('part-old.json')).toBe(true);
  writeFiles(folder, { ...files, events: [] });
  const changed = [...times].filter(([name, time]) => {
    const now = statSync(join(folder, name), { throwIfNoEntry: false });
    return now?.mtimeMs !== time;
  });
  expect(changed.map(([name]) => name).sort()).toEqual(['events.json', 'part-old.json']);
});

group('the check', () => {
  const problems = (changed: Partial<Description>, types = events): readonly string[] =>
    checkDescription({ ...description, ...changed }, packages, types);

  test('names a command that joins with nothing', () => {
    const commands = { 'lost things': { request: 'GET /v1/lost/{id}', flagsHash: '' } };
    const strayed = describe({
      ...packages,
      overlay: { ...overlay, commands: { ...overlay.commands, ...commands } },
    });
    expect(checkDescription(strayed, packages, events)).toEqual([
      'No operation for "stripe lost things" (GET /v1/lost/{id}).',
    ]);
  });

  test('refuses a package of another version than the CLI', () => {
    const [problem] = problems({ overlay: { ...overlay, apiVersion: '2027-01-01.tulip' } });
    expect(problem).toBe(
      "The package's API version is 2026-08-26.dahlia, the CLI's is 2027-01-01.tulip.",
    );
  });

  test('refuses an exception for what the package can do by now', () => {
    const [operation] = packages.stable.operations;
    const operations = [
      ...packages.stable.operations,
      { ...operation!, method: 'POST' as const, path: '/v1/events/{id}/retry' },
    ];
    const stable = { ...packages.stable, operations };
    expect(checkDescription(description, { ...packages, stable }, events)).toEqual([
      'POST /v1/events/{}/retry needs no exception any more.',
    ]);
  });

  test('refuses counts that fell', () => {
    expect(problems({ commands: description.commands.slice(1) })).toEqual([
      'Only 741 commands; there were 742.',
    ]);
    expect(problems({}, events.slice(1))).toEqual(['Only 274 events; there were 275.']);
    expect(problems({ shapes: new Map() })).toHaveLength(1);
  });
});

test('the overlay has facts only: no sentence of the CLI is in it', () => {
  for (const [words, facts] of Object.entries(overlay.commands)) {
    expect(words).toMatch(/^[a-z0-9_ ]+$/);
    expect(facts.request).toMatch(/^(GET|POST|DELETE) \/v[12]\/[\w{}/]+$/);
    const { formats = {}, added = {}, common = [], dropped = [] } = facts;
    for (const name of [...Object.keys(formats), ...Object.keys(added), ...common, ...dropped]) {
      expect(name).toMatch(/^[\w.]+$/);
    }
    for (const label of [...Object.values(formats), ...Object.values(added)]) {
      expect(label).toMatch(/^[\w|-]+(\[\])?$/);
    }
  }
});
