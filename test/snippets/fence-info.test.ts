import { describe, expect, test } from 'vitest';
import { readFenceInfo } from '../../src/snippets/fence-info.ts';

const plain = {
  language: 'stripe',
  mode: 'run',
  id: undefined,
  after: undefined,
  isOutput: false,
  mistakes: [],
};

describe('the words behind the backticks', () => {
  test.each([
    ['stripe', {}],
    ['  Stripe  ', {}],
    ['', { language: '' }],
    ['stripe id=create-customer', { id: 'create-customer' }],
    ['stripe after=a  id=b', { id: 'b', after: 'a' }],
    [`stripe id="b" after='a'`, { id: 'b', after: 'a' }],
    ['stripe id= after=""', {}],
    ['stripe insert', { mode: 'insert' }],
    ['stripe off', { mode: 'off' }],
    ['stripe run off', { mode: 'run' }],
    ['json output', { language: 'json', isOutput: true }],
    ['bash{2,4} off', { language: 'bash', mode: 'off' }],
    ['ts:line-numbers {1}', { language: 'ts' }],
    ['stripe [switched off] title="off output id=x"', {}],
    ['stripe offset', {}],
    [
      'stripe inser',
      { mistakes: ['"inser" is none of id=NAME, after=NAME, run, insert, off, output.'] },
    ],
    [
      'stripe Off',
      { mistakes: ['"Off" is none of id=NAME, after=NAME, run, insert, off, output.'] },
    ],
    [
      'stripe ouptut',
      { mistakes: ['"ouptut" is none of id=NAME, after=NAME, run, insert, off, output.'] },
    ],
    [
      'stripe aftr=a',
      { mistakes: ['"aftr=a" is none of id=NAME, after=NAME, run, insert, off, output.'] },
    ],
    ['stripe on if=x copy wrap input diff ruby', {}],
  ])('%j', (info, told) => {
    expect(readFenceInfo(info)).toEqual({ ...plain, ...told });
  });
});
