// What was typed and printed, as blocks: the terminal's memory for screen readers, print, copies.

import { createEmitter, type Emitter } from '../base/emitter.ts';
import { strip } from '../text/ansi.ts';
import { redactKeys } from '../text/redact.ts';

export interface Block {
  /** Counts from 1 for as long as the page lives. */
  readonly number: number;
  readonly command: string;
  /** Both streams as they were printed, without colours. */
  readonly output: string;
  /** Undefined while the command runs. */
  readonly exitCode: number | undefined;
  /** Of the API's answers, in order. */
  readonly requestIds: readonly string[];
  /** The page says beside its own button what came out: it need not be said twice. */
  readonly isToldElsewhere: boolean;
}

export interface TranscriptEvents {
  readonly begin: Block;
  readonly end: Block;
  readonly clear: undefined;
}

export interface Transcript {
  readonly on: Emitter<TranscriptEvents>['on'];
  blocks(): readonly Block[];
  /** The block that `add`, `addRequest` and `end` are for, until `end`. */
  begin(command: string, isToldElsewhere?: boolean): void;
  add(output: string): void;
  addRequest(requestId: string): void;
  end(exitCode: number): void;
  clear(): void;
  /** All blocks as a reader would copy them. */
  text(): string;
}

const blocksMax = 500;
/** Of one block; what goes on longer is cut off there. */
const outputUnitsMax = 200_000;

export function createTranscript(): Transcript {
  const events = createEmitter<TranscriptEvents>();
  let blocks: readonly Block[] = [];
  let pieces: string[] = [];
  let units = 0;
  let count = 0;

  function update(change: Partial<Block>): Block | undefined {
    const last = blocks.at(-1);
    if (!last || last.exitCode !== undefined) return undefined;
    const changed = { ...last, ...change };
    blocks = [...blocks.slice(0, -1), changed];
    return changed;
  }

  /** Pieces are put together only when someone looks. */
  function settle(): readonly Block[] {
    if (pieces.length > 0) {
      const output = (blocks.at(-1)?.output ?? '') + redactKeys(strip(pieces.join('')));
      pieces = [];
      update({ output });
    }
    return blocks;
  }

  return {
    on: events.on,
    blocks: settle,
    begin(command, isToldElsewhere = false) {
      count += 1;
      units = 0;
      const block = {
        number: count,
        command: redactKeys(command),
        output: '',
        exitCode: undefined,
        requestIds: [],
        isToldElsewhere,
      };
      blocks = [...settle().slice(1 - blocksMax), block];
      events.emit('begin', block);
    },
    add(output) {
      if (units > outputUnitsMax) return;
      units += output.length;
      const rest = outputUnitsMax - (units - output.length);
      pieces.push(output.slice(0, rest));
      if (units > outputUnitsMax) pieces.push('\n… more output is not kept here\n');
    },
    addRequest(requestId) {
      const last = blocks.at(-1);
      if (last) update({ requestIds: [...last.requestIds, requestId] });
    },
    end(exitCode) {
      settle();
      const block = update({ exitCode });
      if (block) events.emit('end', block);
    },
    clear() {
      blocks = [];
      pieces = [];
      events.emit('clear', undefined);
    },
    text: () => settle().map(blockText).join('\n'),
  };
}

function blockText(block: Block): string {
  return commandText(block) + outputText(block);
}

/** Ends with a line feed. */
export function commandText({ command }: Pick<Block, 'command'>): string {
  return `$ ${command.replaceAll('\n', '\n> ')}\n`;
}

/** Ends with a line feed, where there is any; tells of an exit code that is not 0. */
export function outputText({ output, exitCode }: Pick<Block, 'output' | 'exitCode'>): string {
  const end = output === '' || output.endsWith('\n') ? '' : '\n';
  return output + end + (exitCode ? `[exit ${exitCode}]\n` : '');
}
