// The few looks of the help pages, in the official CLI's own codes; and Markdown for a terminal.

export interface Look {
  heading(text: string): string;
  note(text: string): string;
  /** A description's Markdown: code and links; without colours it stays as it is written. */
  markdown(text: string): string;
}

export const plainLook: Look = {
  heading: (text) => text,
  note: (text) => text,
  markdown: (text) => text,
};

/** Links show their text and their address: the terminal makes addresses clickable by itself. */
export const colorLook: Look = {
  heading: (text) => `\x1b[1m${text}\x1b[0m`,
  note: (text) => `\x1b[3m${text}\x1b[0m`,
  markdown: (text) =>
    text
      .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, '\x1b[1m$1\x1b[0m \x1b[2;4;36m$2\x1b[0m')
      .replace(/`([^`]+)`/g, '\x1b[1;34m$1\x1b[0m'),
};
