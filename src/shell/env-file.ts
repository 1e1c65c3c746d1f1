// The file `.env`, whose variables recipes can refer to, and which keeps what they hand on. Source:
// https://pkg.go.dev/github.com/joho/godotenv

import type { Context } from './command.ts';

export interface EnvFile {
  /** Told on standard output where the file is there and lacks the name, as in the official CLI. */
  get(name: string): string | undefined;
  readonly isThere: boolean;
  /** Writes the file anew; nothing where there was none. */
  add(variables: ReadonlyMap<string, string>): Promise<void>;
}

const fileName = '.env';

export async function openEnvFile({ host, print }: Context): Promise<EnvFile> {
  const files = await host.files?.();
  const text = await files?.read(fileName).catch(() => undefined);
  const known = text === undefined ? undefined : readVariables(text);
  return {
    get(name) {
      const value = known?.get(name);
      if (known && !value) print(`No value for env var: ${name}\n`);
      return value;
    },
    isThere: known !== undefined,
    async add(variables) {
      if (!known) return;
      await files?.write(fileName, writeVariables(new Map([...known, ...variables])));
    },
  };
}

const assignment =
  /^\s*(?:export\s+)?([\w.]+)\s*[=:]\s*(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^#\n]*))/gm;

function readVariables(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(assignment)].map(([, name = '', double, single, bare = '']) => [
      name,
      double === undefined ? (single ?? bare.trim()) : unescape(double),
    ]),
  );
}

function unescape(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, sign: string) =>
    sign === 'n' ? '\n' : sign === 'r' ? '\r' : sign,
  );
}

function writeVariables(variables: ReadonlyMap<string, string>): string {
  const lines = [...variables].map(([name, value]) => {
    const isWhole = /^[+-]?\d{1,18}$/.test(value);
    return `${name}=${isWhole ? String(Number(value)) : `"${escape(value)}"`}\n`;
  });
  return lines.sort().join('');
}

function escape(text: string): string {
  return text
    .replaceAll(/[\\"!$`]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}
