// Several lines that were pasted are several commands: each is run, and shown, by itself.

/** More than this is handed over as one: a reader would not step through it anyway. */
const unitsMax = 50_000;
/** Lines tried to complete a command before the rest is taken as one. */
const linesMax = 500;

/** `isIncomplete` tells of a command that goes on in the next line. Blank lines are dropped. */
export function splitCommands(text: string, isIncomplete: (text: string) => boolean): string[] {
  if (!text.includes('\n') || text.length > unitsMax) return [text];
  const commands: string[] = [];
  const lines = text.split('\n');
  let start = 0;
  for (let end = 1; end <= lines.length; end += 1) {
    if (end - start > linesMax) return [...commands, lines.slice(start).join('\n')];
    const command = lines.slice(start, end).join('\n');
    if (end < lines.length && isIncomplete(command)) continue;
    if (command.trim() !== '') commands.push(command);
    start = end;
  }
  return commands;
}
