// Times and lines of the official CLI's log, plain for a pipe and coloured for a terminal.

/** Local, as in `2026-01-31 12:00:00`. */
export function localTime(ms: number): string {
  const time = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')}`;
}

const levels = { info: '\x1b[0;32m INFO', warning: '\x1b[0;33m WARN', fatal: '\x1b[0;31mFATAL' };

export interface LogLine {
  readonly level: keyof typeof levels;
  readonly message: string;
  readonly nowMs: number;
}

/** With a line end. */
export function logLine(line: LogLine, isTerminal: boolean): string {
  const { level, message, nowMs } = line;
  return isTerminal
    ? `\x1b[0;90m[${utcTime(nowMs)}]\x1b[0m ${levels[level]}\x1b[0m ${message.trimEnd()}\n`
    : `${logText(line)}\n`;
}

/** As for a pipe, without a line end. */
export function logText({ level, message, nowMs }: LogLine): string {
  return `time="${utcTime(nowMs)}" level=${level} msg="${message}"`;
}

function utcTime(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', 'UTC');
}

export function faint(text: string, isColor: boolean): string {
  return isColor ? `\x1b[2m${text}\x1b[0m` : text;
}

export function bold(text: string, isColor: boolean): string {
  return isColor ? `\x1b[1m${text}\x1b[0m` : text;
}

/** Green, yellow or red. */
export function statusText(status: number, isColor: boolean): string {
  const color = status >= 500 ? 31 : status >= 300 ? 33 : 32;
  return isColor ? `\x1b[1;${color}m${status}\x1b[0m` : String(status);
}

export interface Looks {
  readonly isColor: boolean;
  /** Whether codes of links go out: an embedded terminal lets none through. */
  readonly isLinked: boolean;
}

/** A hyperlink of the terminal (OSC 8), where there are colours. */
export function linked(text: string, url: string, { isColor, isLinked }: Looks): string {
  return isColor && isLinked ? `\x1b]8;;${url}\x1b\\${text}\x1b]8;;\x1b\\` : text;
}
