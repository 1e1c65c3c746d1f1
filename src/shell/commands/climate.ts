// `stripe climate commitment`: three operations that the official CLI wrote by hand. What it prints
// of an answer is the JSON read and written anew, on one line; of a deletion's, nothing.

import { runCall } from '../api-call.ts';
import type { FlagParam } from '../api-params.ts';
import type { Command, Context } from '../command.ts';
import { readJsonValue, writeJson } from '../go-json.ts';
import { ShellError } from '../shell-error.ts';

interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Throws ShellError for a wrong number of words. */
  params(words: readonly string[]): readonly FlagParam[];
}

const verbs: readonly Verb[] = [
  {
    name: 'disable',
    summary: 'End the Climate commitment',
    method: 'DELETE',
    params: (words) => none('disable', words),
  },
  {
    name: 'enable',
    summary: 'Begin or change the Climate commitment',
    method: 'POST',
    params(words) {
      if (words.length !== 1) throw new ShellError(`accepts 1 arg(s), received ${words.length}`);
      return [text('contribution_method', 'rate'), text('contribution_rate_percent', words[0])];
    },
  },
  {
    name: 'show',
    summary: 'Show the Climate commitment',
    method: 'GET',
    params: (words) => none('show', words),
  },
];

export const climate: readonly Command[] = verbs.map(({ name, summary, method, params }) => ({
  path: ['stripe', 'climate', 'commitment', name],
  summary,

  run({ flags }, context) {
    const call = { method, path: '/v1/climate/program', host: 'api', flags } as const;
    return runCall(
      { ...call, params: params(flags.positionals), version: undefined, isOperation: true },
      method === 'DELETE' ? silentAfterwards(context) : retold(context),
    );
  },
}));

function none(name: string, words: readonly string[]): readonly FlagParam[] {
  if (words.length === 0) return [];
  const command = `stripe climate commitment ${name}`;
  throw new ShellError(
    `\`${command}\` requires exactly 0 positional arguments. See \`${command} --help\` for ` +
      'supported flags and usage',
  );
}

function text(param: string, value = ''): FlagParam {
  return { param, type: 'string', values: [value] };
}

/** Prints until the answer is there. */
function silentAfterwards(context: Context): Context {
  let isAnswered = false;
  return {
    ...context,
    async send(request) {
      const response = await context.send(request);
      isAnswered = response.status !== 401;
      return response;
    },
    print: (told) => {
      if (!isAnswered) context.print(told);
    },
  };
}

/** A refused key's is told as it came. */
function retold(context: Context): Context {
  return {
    ...context,
    async send(request) {
      const response = await context.send(request);
      const { status, headers } = response;
      if (status === 401) return response;
      return new Response(onOneLine(await response.text()), { status, headers });
    },
  };
}

/** What is no JSON stays as it came. */
function onOneLine(body: string): string {
  try {
    return writeJson(readJsonValue(body), { indent: '' });
  } catch {
    return body;
  }
}
