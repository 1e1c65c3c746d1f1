// @vitest-environment happy-dom
// A panel follows its feed: newest first, bounded, one stop for the Tab key.

import { expect, test } from 'vitest';
import { createFeed } from '../../src/inspector/feed.ts';
import { createPanel } from '../../src/inspector/panel.ts';

function open(entries: readonly string[] = []) {
  const feed = createFeed<string>(200);
  for (const entry of entries) feed.add(entry);
  const words = (text: string): HTMLElement => {
    const element = document.createElement('span');
    element.textContent = text;
    return element;
  };
  const panel = createPanel({
    title: 'Things',
    emptyText: 'Nothing yet.',
    feed,
    line: words,
    details: (entry) => words(`all about ${entry}`),
  });
  document.body.replaceChildren(panel.element);
  const rows = () => [...panel.element.querySelectorAll<HTMLElement>('summary')];
  return { feed, panel, rows, texts: () => rows().map((row) => row.textContent) };
}

test('what is there and what comes is listed, newest first', () => {
  const { feed, texts } = open(['one', 'two']);
  feed.add('three');
  expect(texts()).toEqual(['three', 'two', 'one']);
});

test('an empty panel says so, and a cleared one again', () => {
  const { feed, panel, texts } = open();
  const empty = panel.element.querySelector<HTMLElement>('.empty');
  expect(empty?.hidden).toBe(false);
  feed.add('one');
  expect(empty?.hidden).toBe(true);
  feed.clear();
  expect(empty?.hidden).toBe(false);
  expect(texts()).toEqual([]);
});

test('a hundred rows are shown, however many come', () => {
  const { feed, panel, texts } = open(Array.from({ length: 150 }, (_, index) => `row ${index}`));
  expect(texts()).toHaveLength(100);
  feed.add('last');
  expect(texts()).toHaveLength(100);
  expect(texts()[0]).toBe('last');
  expect(panel.element.querySelector('h3')?.textContent).toBe('Things 100+');
});

test('details are made when a row is opened, and once', () => {
  const { panel, rows } = open(['one']);
  expect(panel.element.textContent).not.toContain('all about one');
  const details = rows()[0]?.closest('details');
  if (details) details.open = true;
  details?.dispatchEvent(new Event('toggle'));
  details?.dispatchEvent(new Event('toggle'));
  expect(panel.element.textContent?.match(/all about one/g)).toHaveLength(1);
});

test('exactly one row is a stop for Tab; the arrows move it', () => {
  const { feed, rows } = open(['one', 'two', 'three']);
  const stops = () => rows().filter((row) => row.tabIndex === 0);
  expect(stops()).toHaveLength(1);
  rows()[0]?.focus();
  rows()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  expect(document.activeElement).toBe(rows()[1]);
  feed.add('four');
  expect(stops()).toHaveLength(1);
});

test('a closed panel follows no more', () => {
  const { feed, panel, texts } = open(['one']);
  panel.close();
  feed.add('two');
  expect(texts()).toEqual(['one']);
});
