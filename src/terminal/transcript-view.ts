// The transcript as text in the page, unseen: for screen readers and for print, with one spoken
// sentence for each command that ends.

import { commandText, outputText, type Block, type Transcript } from './transcript.ts';

export interface TranscriptView {
  /** Has a screen reader speak a sentence, when it is done with what it says. */
  announce(sentence: string): void;
  /** Takes itself out of the page again. */
  dispose(): void;
}

const blocksMax = 100;
const spokenUnitsMax = 200;
const spokenOfErrorsMax = 500;

export function showTranscript(element: HTMLElement, transcript: Transcript): TranscriptView {
  const log = document.createElement('div');
  log.className = 'sandshell-log';
  log.role = 'log';
  log.ariaLive = 'off';
  log.ariaLabel = 'Commands and their output';
  const status = document.createElement('p');
  status.className = 'sandshell-status';
  status.role = 'status';
  element.append(log, status);

  function announce(sentence: string): void {
    status.textContent = sentence;
  }

  const stops = [
    transcript.on('end', (block) => {
      log.append(...blockElements(block));
      while (log.childElementCount > blocksMax * 2) log.firstElementChild?.remove();
      if (!block.isToldElsewhere) announce(spoken(block));
    }),
    transcript.on('clear', () => log.replaceChildren()),
  ];

  return {
    announce,
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
  heading.textContent = commandText(block).trimEnd();
  const output = document.createElement('pre');
  output.textContent = outputText(block);
  return [heading, output];
}

/** What is short is said itself: the words of an error are of more use than their number. */
function spoken({ output, exitCode, requestIds }: Block): string {
  const text = output.trim();
  const lines = text.split('\n').length;
  const outcome = exitCode === 0 ? 'Done' : `Ended with exit code ${exitCode}`;
  const count = `${lines} ${lines === 1 ? 'line' : 'lines'}`;
  const isLong = text.length > (exitCode === 0 ? spokenUnitsMax : spokenOfErrorsMax);
  const printed = isLong ? count : text || 'no output';
  const requests = requestIds.length > 1 ? `, ${requestIds.length} requests` : '';
  return `${outcome}: ${printed}${requests}`;
}
