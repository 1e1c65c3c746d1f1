// Finds a Chromium for the browser tests, or installs Debian's, or says what to do. Never skips.

import { chromium } from 'playwright';
import { findProgram, installPackages, isExecutable } from './find-program.ts';

const namesOnPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of an executable browser. Throws an Error that says what to install. */
export function findChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is not an executable file.`);
  }
  return found() ?? installed() ?? fail();
}

function found(): string | undefined {
  return findProgram(namesOnPath, [...usualPlaces, chromium.executablePath()]);
}

function installed(): string | undefined {
  installPackages(['chromium', 'fonts-dejavu-core']);
  return found();
}

function fail(): never {
  throw new Error(
    'The browser tests need Chromium or Chrome. Install one (on Debian: apt-get install chromium), ' +
      'or set CHROMIUM_PATH to its executable.',
  );
}
