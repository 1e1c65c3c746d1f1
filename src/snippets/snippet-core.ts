// What the parts of snippets share, and what they need of the page they stand in.

import type { Outcome } from './describe-result.ts';
import type { HeldRecords } from './step-rule.ts';

/** What snippets need of the page they stand in. */
export interface SnippetDoor {
  readonly drawer: () => {
    /** Fetches what a command needs. */
    prepare(options?: { readonly isUnseen: boolean }): Promise<void>;
    /** Shows the shell, without taking the focus. */
    open(options: { readonly isFocused: false }): void;
    run(
      line: string,
      options: { readonly isToldElsewhere: true; readonly print?: Print | undefined },
    ): Promise<Outcome>;
    insert(line: string): Promise<void>;
    /** Of the newest object of a kind, as `customer`, among those that the line would see. */
    newestId(kind: string, line: string): Promise<string | undefined>;
  };
  readonly page: () => Promise<StepsPage>;
}

/** Told what a command prints while it runs, with colours. */
export type Print = (text: string) => void;

/** What the late file shares with this one. */
export interface SnippetCore extends SnippetDoor {
  /** What has run without an error since the sandbox was last emptied. */
  readonly ran: Set<HTMLPreElement>;
  /** Shows the drawer. */
  open(): void;
  runInShell(command: string, print?: Print): Promise<Outcome>;
  describe(outcome: Outcome): string;
  isFine(outcome: Outcome): boolean;
  tell(pre: HTMLPreElement, text: string): void;
  run(pre: HTMLPreElement): Promise<void>;
}

/** Of a `sandshell:result`. */
export interface StepResult extends Outcome {
  readonly line: string;
}

/** What the steps ask of the page's sandbox. */
export interface StepsPage {
  snapshot(): Promise<{
    readonly accounts: Readonly<Record<string, { readonly records: HeldRecords }>>;
  }>;
  onEvent(listener: () => void): () => void;
  onReset(listener: () => void): () => void;
  /** False where the sandbox begins anew with each visit. */
  isKept(): boolean;
}
