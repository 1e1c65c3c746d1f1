// Reads the official CLI's help pages: facts only, their sentences are left where they are.

export interface HelpFlag {
  /** Dotted and hyphenated, as in `address.postal-code`. */
  readonly name: string;
  /** As shown: `<string>`, `true|false`, `a|b|...`; empty for clearable objects. */
  readonly label: string;
  readonly isArray: boolean;
  readonly isClearable: boolean;
}

export interface HelpPage {
  readonly positionals: readonly string[];
  /** Undefined where the page is not that of an API operation. */
  readonly flags: readonly HelpFlag[] | undefined;
  readonly required: readonly string[];
  /** From "… and 25 more parameters"; 0 where all are shown. */
  readonly hiddenCount: number;
  /** Whether the example shows flags although none is required: then some are common. */
  readonly hasCommonExample: boolean;
}

export function readHelpPage(text: string): HelpPage {
  const usage = sectionOf(text, 'Usage:')[0] ?? '';
  const examples = sectionOf(text, 'Examples:');
  const isRequired = examples[0]?.trim() === '# required fields';
  return {
    positionals: [...usage.matchAll(/ <([^>]+)>/g)].map((match) => match[1] ?? ''),
    flags: text.includes('\nRequest Parameters:\n') ? flagsIn(text) : undefined,
    required: isRequired ? flagNames(examples[1] ?? '') : [],
    hiddenCount: Number(/^ {2}\.\.\. and (\d+) more parameters/m.exec(text)?.[1] ?? 0),
    hasCommonExample: examples.length > 0 && !isRequired,
  };
}

function sectionOf(text: string, heading: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) return [];
  const end = lines.indexOf('', start);
  return lines.slice(start + 1, end);
}

function flagNames(line: string): readonly string[] {
  return [...line.matchAll(/ --(\S+)/g)].map((match) => match[1] ?? '');
}

function flagsIn(text: string): readonly HelpFlag[] {
  const [, after = ''] = text.split('\nRequest Parameters:\n');
  const [body = ''] = after.split('\nFlags:\n');
  return body.split('\n').flatMap((line) => {
    const match = /^ {6}--([^\s=]+)(?:=""| (\S+))?( {2}\[can be.*| {2}\(pass.*)?$/.exec(line);
    if (!match) return [];
    const note = match[3] ?? '';
    return {
      name: match[1] ?? '',
      label: match[2] ?? '',
      isArray: note.startsWith('  ['),
      isClearable: note.startsWith('  ('),
    };
  });
}
