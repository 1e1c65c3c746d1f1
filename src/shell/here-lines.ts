// Here-documents: `<< 'EOF'`, then the lines up to one that is `EOF`, which become a command's input.

export interface HereDocument {
  /** Behind the word that ends it. */
  readonly to: number;
  readonly text: string;
  /** Where the lines begin: the line end of the command. The source's length where none has come. */
  readonly bodyFrom: number;
  /** The line end behind the last line, or the end of the source. */
  readonly bodyTo: number;
  /** The last line is yet to come. */
  readonly isOpen: boolean;
  /** bash would look for variables in it. */
  readonly isExpanded: boolean;
}

const opening = /<<[ \t]*(?:'([^'\n]+)'|"([^"\n$`\\]+)"|([\w.]+)(?![^\s;&|<>]))/y;

/** Undefined where none begins at this place. */
export function findHereDocument(source: string, from: number): HereDocument | undefined {
  opening.lastIndex = from;
  const found = opening.exec(source);
  if (!found) return undefined;
  const [{ length }, single, double, bare] = found;
  const to = from + length;
  const line = source.indexOf('\n', to);
  const bodyFrom = line === -1 ? source.length : line;
  const last = `\n${single ?? double ?? bare ?? ''}`;
  const end = `${source}\n`.indexOf(`${last}\n`, bodyFrom);
  const isOpen = line === -1 || end === -1;
  const text = source.slice(bodyFrom + 1, isOpen ? undefined : end + 1);
  const bodyTo = isOpen ? source.length : end + last.length;
  const isExpanded = bare !== undefined && /[$`\\]/.test(text);
  return { to, text, bodyFrom, bodyTo, isOpen, isExpanded };
}
