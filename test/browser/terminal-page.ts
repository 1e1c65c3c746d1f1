// A session in a real page for the browser's tests: its screen as text, and typing into it.

import { vi } from 'vitest';
import { createSavedHistory } from '../../src/terminal/saved-history.ts';
import { createSession, type Session } from '../../src/terminal/session.ts';
import { memoryStorage } from '../terminal/memory-storage.ts';
import { createFakeShell, type FakeShell } from '../terminal/fake-shell.ts';

export interface TerminalPage {
  readonly session: Session;
  readonly shell: FakeShell;
  readonly container: HTMLElement;
  readonly textarea: HTMLTextAreaElement;
  /** The visible rows as a reader sees them, without the empty ones at the end. */
  screen(): string;
  remove(): void;
}

export interface PageOptions {
  readonly isShadow?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly storage?: Storage;
  readonly welcome?: string;
}

export function openPage(options: PageOptions = {}): TerminalPage {
  const host = document.createElement('div');
  const container = document.createElement('div');
  container.style.width = `${options.width ?? 700}px`;
  container.style.height = `${options.height ?? 320}px`;
  const root = options.isShadow ? host.attachShadow({ mode: 'open' }) : host;
  root.append(container);
  document.body.append(host);
  const shell = createFakeShell();
  const session = createSession({
    container,
    shell,
    history: createSavedHistory(() => options.storage ?? memoryStorage()),
    theme: 'light',
    ...(options.welcome ? { welcome: options.welcome } : {}),
  });
  return {
    session,
    shell,
    container,
    textarea: container.querySelector('textarea')!,
    screen: () => screenOf(container),
    remove() {
      session.dispose();
      host.remove();
    },
  };
}

function screenOf(container: HTMLElement): string {
  const rows = [...container.querySelectorAll('.xterm-rows > div')];
  return rows
    .map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' ').trimEnd())
    .join('\n')
    .trimEnd();
}

/** Until the check holds: a busy machine may take its time. */
export function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000 });
}
