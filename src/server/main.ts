#!/usr/bin/env node
// The entry of the `sandshell` program: hands it what it touches of the process.

import process from 'node:process';
import { runSandshell } from './program.ts';

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const { stdin, stdout, stderr, env: environment } = process;
process.exitCode = await runSandshell(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  environment,
});
