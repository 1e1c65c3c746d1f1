// The help pages of the official CLI beside ours: commands, flags, types, values, marks, order and
// layout must be equal; of the descriptions, which come from another edition of the same text, most.

import { afterAll, expect, test } from 'vitest';
import type { Prose } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Place } from '../../src/shell/command.ts';
import { stripeCommands } from '../../src/shell/commands.ts';
import { plainLook } from '../../src/shell/help-style.ts';
import { createTree } from '../../src/shell/tree.ts';
import { layOut, usagePage } from '../../src/shell/usage.ts';
import { descriptionsIn, openCli, structureOf } from './cli-help.ts';
import { fairPart } from './whole.ts';

/** Each page one test may look at, of about a thousand: a quarter of them. */
const oneIn = 4;
const pagesMin = 0.99;
/** Word by word. Of the rest the two editions have other texts. */
const sentencesMin = 0.95;
/** With one kind of apostrophe, and links without their host. */
const nearlyMin = 0.96;

/** Long for a quiet machine, where all pages take two minutes. */
const patienceMs = 900_000;

/** These have no page, but an error; the corpus has them. */
const gone = ['samples', 'serve', 'status'];

const catalog = await loadCatalog();
await catalog.loadAll();
const root = createTree(catalog, stripeCommands);
const cli = openCli();
afterAll(cli.remove);

interface Compared {
  readonly words: string;
  readonly isEqual: boolean;
  /** First sentences of descriptions. */
  readonly sentences: readonly (readonly [theirs: string, ours: string])[];
}

test(
  'the help pages are the official CLI’s but for their words',
  async () => {
    const places = placesIn(root).filter(({ words }) => !gone.includes(words[1] ?? ''));
    const others = places.filter(({ operation }) => !operation);
    const operations = places.filter(({ operation }) => operation);
    const pages = await compareAll([...others, ...fairPart(operations, oneIn)]);
    const different = pages.filter(({ isEqual }) => !isEqual);
    const sentences = pages.flatMap((page) => page.sentences);
    const same = sentences.filter(([theirs, ours]) => theirs === ours);
    const nearly = sentences.filter(([theirs, ours]) => plain(theirs) === plain(ours));
    console.log(
      `${pages.length - different.length} of ${pages.length} help pages are equal. Of ` +
        `${sentences.length} first sentences ${percent(same.length / sentences.length)} are, and ` +
        `${percent(nearly.length / sentences.length)} but for apostrophes and links.`,
    );
    for (const { words } of different) console.log(`- ${words}`);
    expect(1 - different.length / pages.length).toBeGreaterThanOrEqual(pagesMin);
    expect(same.length / sentences.length).toBeGreaterThanOrEqual(sentencesMin);
    expect(nearly.length / sentences.length).toBeGreaterThanOrEqual(nearlyMin);
  },
  patienceMs,
);

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function placesIn(place: Place): readonly Place[] {
  return [place, ...[...place.children.values()].flatMap(placesIn)];
}

async function compareAll(places: readonly Place[]): Promise<readonly Compared[]> {
  const compared: Compared[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let place = places[next++]; place; place = places[next++]) {
      compared.push(await compare(place));
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return compared;
}

async function compare(place: Place): Promise<Compared> {
  const words = place.words.slice(1);
  const theirs = withoutPlugin(await cli.print('help', ...words));
  const isOperation = place.operation !== undefined;
  const ours = await usagePage(place, {
    catalog,
    columns: 80,
    isColor: false,
    isFull: true,
  });
  const descriptions = isOperation ? descriptionsIn(theirs) : new Map<string, string>();
  const comparable = isOperation ? page(place, descriptions) : ours;
  const own = descriptionsIn(ours);
  return {
    words: words.join(' '),
    isEqual: structureOf(comparable, isOperation) === structureOf(theirs, isOperation),
    sentences: [...descriptions].map(
      ([name, text]) => [firstSentence(text), firstSentence(own.get(name) ?? '')] as const,
    ),
  };
}

/** Some pages end with what a plugin says, or why it could not be asked. */
function withoutPlugin(text: string): string {
  return text.replace(/\n\nThe "\w+" plugin's own help is unavailable: [^]*$/, '\n');
}

/** With the CLI's descriptions in place of the catalogue's, so that all the rest can be compared. */
function page(place: Place, descriptions: ReadonlyMap<string, string>): string {
  const prose: Prose = {
    operation: () => '',
    param: (_, path) => descriptions.get(path.replaceAll('_', '-')) ?? '',
  };
  return layOut(place, { catalog, look: plainLook, columns: 80, isFull: true, prose });
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?= |$)/.exec(text)?.[0] ?? text;
}

function plain(sentence: string): string {
  return sentence.replaceAll('’', "'").replaceAll('](https://docs.stripe.com/', '](/');
}
