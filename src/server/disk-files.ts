// Files for the shell's commands, from the folder in which the program was started.

import { readFile, writeFile } from 'node:fs/promises';
import type { Files } from '../shell/command.ts';

export const diskFiles: Files = {
  async read(name) {
    try {
      return await readFile(name, 'utf8');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      if (code === 'EISDIR') throw new Error(`read ${name}: is a directory`, { cause: error });
      if (code === 'EACCES') throw new Error(`open ${name}: permission denied`, { cause: error });
      throw error;
    }
  },
  write: (name, text) => writeFile(name, text),
  // Only a menu would show them.
  names: () => [],
};
