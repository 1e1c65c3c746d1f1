// Grids of names: as few rows as fit, and never wider than the screen.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridOf } from '../../src/text/columns.ts';

test('names that fit side by side take one row', () => {
  expect(gridOf(['get', 'post', 'delete'], 80)).toEqual({ rows: 1, columns: 3, widths: [5, 6, 8] });
});

test('a narrow screen gets one column', () => {
  expect(gridOf(['customers', 'charges'], 12)).toMatchObject({ rows: 2, columns: 1 });
});

test('names go down before they go across', () => {
  expect(gridOf(['aaaa', 'b', 'cc', 'd'], 10)).toEqual({ rows: 2, columns: 2, widths: [6, 4] });
});

test('a grid of several columns holds every name and fits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z_]{1,12}$/), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 4, max: 120 }),
      (names, width) => {
        const grid = gridOf(names, width);
        expect(grid.rows * grid.columns).toBeGreaterThanOrEqual(names.length);
        const total = grid.widths.reduce((sum, column) => sum + column, -2);
        if (grid.columns > 1) expect(total).toBeLessThanOrEqual(width);
      },
    ),
  );
});
