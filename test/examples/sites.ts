// The example sites whose tools are not among the repository's own packages: how each is installed and
// built, and what a reader does there.

import { join } from 'node:path';
import type { Site } from '../browser/visit-site.ts';
import { examples } from './package.ts';

export interface ExampleSite extends Site {
  readonly name: string;
  readonly tool: 'npm' | 'mkdocs';
  /** Whether it goes from page to page without loading a document. */
  readonly isInPlace: boolean;
}

const flow = {
  page: 'handbook/',
  snippet: 'stripe customers retrieve',
  lines: 2,
  link: 'Take a payment',
  nextSnippet: 'stripe payment_intents create',
  nextLines: 1,
} as const;

export const exampleSites: readonly ExampleSite[] = [
  {
    ...flow,
    name: 'docusaurus',
    tool: 'npm',
    folder: join(examples, 'docusaurus/build'),
    isInPlace: true,
  },
  {
    ...flow,
    name: 'starlight',
    tool: 'npm',
    folder: join(examples, 'starlight/dist'),
    isInPlace: false,
  },
  {
    ...flow,
    name: 'mkdocs',
    tool: 'mkdocs',
    folder: join(examples, 'mkdocs/site'),
    isInPlace: true,
  },
];
