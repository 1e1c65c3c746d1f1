// `npm run examples`: installs, builds and visits each example site, as a docs team and its reader would.
// Prints a table; the exit code is 1 where a site fails, or cannot be installed.

import { execFile } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright';
import { missedPoints } from '../browser/every-point.ts';
import { openBrowser } from '../browser/open-page.ts';
import { layoutShiftOfLoader, visitSite, type Report } from '../browser/visit-site.ts';
import { examples, packLibrary, unpackInto } from './package.ts';
import { exampleSites, type ExampleSite } from './sites.ts';

const exec = promisify(execFile);
const outputMax = 64 * 1024 * 1024;

interface Row {
  readonly site: string;
  readonly snippets: number | string;
  readonly 'shift by loader': number | string;
  readonly 'in place': boolean | string;
  readonly result: string;
}

/** Some by their names, or all. */
export async function main(names: readonly string[]): Promise<number> {
  const asked = exampleSites.filter(({ name }) => names.length === 0 || names.includes(name));
  const tarball = await packLibrary();
  const browser = await openBrowser();
  const rows: Row[] = [];
  for (const site of asked) rows.push(await tryOut(site, { tarball, browser }));
  await browser.close();
  await rm(dirname(tarball), { recursive: true });
  console.table(rows);
  return rows.every(({ result }) => result === 'ok') ? 0 : 1;
}

async function tryOut(
  site: ExampleSite,
  { tarball, browser }: { tarball: string; browser: Browser },
): Promise<Row> {
  const nothing = { site: site.name, snippets: '', 'shift by loader': '', 'in place': '' };
  try {
    console.log(`${site.name}: installing`);
    await (site.tool === 'npm' ? installByNpm(site, tarball) : installMkDocs(site, tarball));
  } catch (error) {
    return { ...nothing, result: `not installed: ${firstLine(error)}` };
  }
  try {
    console.log(`${site.name}: building`);
    await (site.tool === 'npm'
      ? run('npm', ['run', 'build'], site)
      : run('mkdocs', ['build'], site));
    const report = await visitSite(browser, site);
    const shift = await layoutShiftOfLoader(browser, site);
    const missed = await missedPoints(browser, site);
    return {
      site: site.name,
      snippets: report.snippets.length,
      'shift by loader': shift,
      'in place': report.isInPlace,
      result: [...faultsOf(site, report, shift), ...missed].join('; ') || 'ok',
    };
  } catch (error) {
    return { ...nothing, result: firstLine(error) };
  }
}

function faultsOf(site: ExampleSite, report: Report, shift: number): readonly string[] {
  const ran = [...report.results, ...report.nextResults];
  const checks: readonly (readonly [boolean, string])[] = [
    [report.snippets.length === 3, `snippets: ${report.snippets.join(' | ')}`],
    [report.fetchedBefore.length === 1, `fetched early: ${report.fetchedBefore.join(' ')}`],
    [ran.every(({ exitCode }) => exitCode === 0), 'a snippet failed'],
    [ran.length === site.lines + site.nextLines, `${ran.length} lines ran`],
    [report.isInPlace === site.isInPlace, `in place: ${report.isInPlace}`],
    [report.otherHosts.length === 0, `other hosts: ${report.otherHosts.join(' ')}`],
    [shift === 0, `layout shift ${shift}`],
    [report.complaints.length === 0, firstLine(new Error(report.complaints.join(' | ')))],
  ];
  return checks.filter(([isGood]) => !isGood).map(([, fault]) => fault);
}

/** The packed package in place of the one that a registry would give. */
async function installByNpm(site: ExampleSite, tarball: string): Promise<void> {
  const words = ['install', '--no-save', '--no-package-lock', '--ignore-scripts', tarball];
  await run('npm', words, site);
}

/** Debian's package, where it is missing and can be installed; and the library's files beside the pages. */
async function installMkDocs(site: ExampleSite, tarball: string): Promise<void> {
  const isThere = await run('mkdocs', ['--version'], site).then(
    () => true,
    () => false,
  );
  if (!isThere) await run('apt-get', ['install', '-y', '-qq', 'mkdocs-material'], site);
  await unpackInto(site.name, tarball);
  const from = join(examples, site.name, 'node_modules/sandshell/dist/lib');
  const to = join(examples, site.name, 'docs/sandshell');
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  for (const name of ['loader.js', 'sandshell.js', 'chunks', 'notices.md']) {
    await cp(join(from, name), join(to, name), { recursive: true });
  }
}

async function run(
  program: string,
  words: readonly string[],
  { name }: ExampleSite,
): Promise<void> {
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', CI: '1' };
  await exec(program, words, { cwd: join(examples, name), env, maxBuffer: outputMax });
}

function firstLine(error: unknown): string {
  const { stderr = '', message } = error as Error & { stderr?: string };
  return (stderr.trim() || message).split('\n', 1)[0] ?? message;
}
