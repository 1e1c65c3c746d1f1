// What the checker needs of its surroundings: sandboxes to run in, and words on lines that do not run.

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Both, in the order in which a terminal shows them. */
  readonly shown: string;
}

/** A sandbox with a shell. */
export interface World {
  /** Never rejects for a mistake in the line, and comes to an end. */
  run(line: string): Promise<Outcome>;
  /** Of the newest object of a kind, as `customer`, among those that the line would see. */
  newestId(kind: string, line: string): Promise<string | undefined>;
}

export interface LineProblem {
  readonly code: 'syntax' | 'unknown-command' | 'unknown-flag' | 'unknown-parameter' | 'failed';
  readonly message: string;
  /** The one that is wrong, as it stands in the line; undefined where it is not known. */
  readonly word?: string | undefined;
  /** A word of the line, and the known one that is nearest to it. */
  readonly meant?: { readonly word: string; readonly instead: string } | undefined;
}

/** Two worlds that differ in seed and time tell what varies. */
export interface Stage {
  readonly one: World;
  readonly other: World;
  /** What is wrong with the words of a line. Runs nothing. */
  problems(line: string): Promise<readonly LineProblem[]>;
  /** The same, and whether the API knows its parameters. Changes nothing in the sandboxes. */
  rehearse(line: string): Promise<readonly LineProblem[]>;
  /** Of an endless line, whose words are right: what its command refuses before it follows anything. */
  refusal(line: string): Promise<LineProblem | undefined>;
  /** Whether the API has objects of a kind, as `customer`. */
  isKind(object: string): Promise<boolean>;
  /** Whether a line may be run at all: one that follows what happens would never end. */
  isEndless(line: string): boolean;
}
