// The transcript as text in the page, unseen: for screen readers, for print, and one spoken sentence
// for each command that ends.

import { blockText, type Block, type Transcript } from './transcript.ts';

/** Takes itself out of the page again. */
export interface TranscriptView {
  dispose(): void;
}

const blocksMax = 100;

export function showTranscript(element: HTMLElement, transcript: Transcript): TranscriptView {
  const log = document.createElement('div');
  log.className = 'sandshell-log';
  log.setAttribute('role', 'log');
  log.setAttribute('aria-live', 'off');
  log.setAttribute('aria-label', 'Commands and their output');
  const status = document.createElement('p');
  status.className = 'sandshell-status';
  status.setAttribute('role', 'status');
  element.append(log, status);

  const stops = [
    transcript.on('end', (block) => {
      log.append(...blockElements(block));
      while (log.childElementCount > blocksMax * 2) log.firstElementChild?.remove();
      status.textContent = spoken(block);
    }),
    transcript.on('clear', () => log.replaceChildren()),
  ];

  return {
    dispose() {
      for (const stop of stops) stop();
      log.remove();
      status.remove();
    },
  };
}

/** A heading for the command, by which screen readers jump, and its output. */
function blockElements(block: Block): HTMLElement[] {
  const heading = document.createElement('h3');
  heading.textContent = `$ ${block.command}`;
  const output = document.createElement('pre');
  output.textContent = blockText(block).slice(blockText({ ...block, output: '', exitCode: 0 }).length);
  return [heading, output];
}

function spoken({ output, exitCode, requestIds }: Block): string {
  const lines = output === '' ? 0 : output.trimEnd().split('\n').length;
  const outcome = exitCode === 0 ? 'Done' : `Ended with exit code ${exitCode}`;
  const printed = lines === 0 ? 'no output' : `${lines} ${lines === 1 ? 'line' : 'lines'}`;
  const requests = requestIds.length > 1 ? `, ${requestIds.length} requests` : '';
  return `${outcome}: ${printed}${requests}.`;
}
