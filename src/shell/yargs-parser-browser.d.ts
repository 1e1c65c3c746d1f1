// The package's entry for browsers, which Node runs too; its types are those of the main entry.

declare module 'yargs-parser/browser' {
  import type parse from 'yargs-parser';
  const parser: typeof parse;
  export default parser;
}
