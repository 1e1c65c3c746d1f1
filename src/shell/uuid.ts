// Random UUIDs of version 4. Source: https://www.rfc-editor.org/rfc/rfc9562

import type { Random } from '../base/random.ts';

export function newUuid(random: Random): string {
  const hex = random.text(30, '0123456789abcdef');
  const variant = random.text(1, '89ab');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(12, 15)}`,
    variant + hex.slice(15, 18),
    hex.slice(18, 30),
  ].join('-');
}
