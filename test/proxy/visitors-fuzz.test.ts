// Visitors who know every id there is, and put it wherever an id, or any text, may stand: nothing of one
// comes to the other, nor of the owner's, and nothing of theirs changes.

import { expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { objectsOf, type Field, type Fields } from '../../src/catalog/type.ts';
import { encodeForm, type FormObject, type FormValue } from '../../src/wire/form.ts';
import { visited, visitorOf, type Params } from './visiting.ts';

/** More of them, where there is time: `VISITING_REQUESTS=20000`. */
const requests = Number(process.env['VISITING_REQUESTS'] ?? 1_200);
const catalog = await loadCatalog();
await catalog.loadAll();

const routes = catalog.routes.filter(
  ({ path, isPreview }) => path.startsWith('/v1/') && !isPreview,
);
const usual = routes.filter(({ path }) =>
  /customers|payment|invoice|subscription|product|price|coupon|promotion|plan|events|charge/.test(
    path,
  ),
);
const expansions = [
  ...['customer', 'data.customer', 'latest_charge', 'data.product', 'default_price', 'invoice'],
  ...['promotion.coupon', 'data.source', 'data.latest_invoice.customer', 'data.data.object'],
];
const queries = ['created>0', "status:'active'", "-name:'q'", 'created>0 or created<1'];
const off = { SANDSHELL_LIMIT_ALL: 'off', SANDSHELL_LIMIT_VISITOR: 'off' };

test(`${requests} requests of two visitors keep them apart`, { timeout: 1_200_000 }, async () => {
  const random = createRandom('visiting');
  const known = new Map<string, string[]>();
  const place = visited({ SANDSHELL_VISITORS: 'tag', SANDSHELL_LIMIT_ADDRESS: 'off', ...off });
  const visitors = ['jane-was-here', 'john-was-here'].map((mark) => ({
    mark,
    ask: visitorOf(place).ask,
  }));
  const oneOf = <Item>(items: readonly Item[]): Item => items[random.below(items.length)] as Item;
  const isNow = (percent: number): boolean => random.below(100) < percent;

  function remember(value: unknown, depth = 0): void {
    if (typeof value !== 'object' || value === null || depth > 4) return;
    const { id, object } = value as { id?: unknown; object?: unknown };
    if (typeof id === 'string' && typeof object === 'string') {
      known.set(object, [...(known.get(object) ?? []).filter((one) => one !== id), id].slice(-9));
    }
    for (const inner of Object.values(value)) remember(inner, depth + 1);
  }
  const idOf = (kind: string): string | undefined => {
    const ids = known.get(kind) ?? (isNow(10) ? [...known.values()].flat() : []);
    return ids.length > 0 ? oneOf(ids) + (isNow(5) ? oneOf([' ', '\t', '/']) : '') : undefined;
  };

  function textOf(name: string, mark: string): string {
    if (name === 'expand') return oneOf(expansions);
    if (name === 'query') return oneOf(queries);
    if (name.endsWith('payment_method') && isNow(50)) return 'pm_card_visa';
    if (name === 'id') return oneOf(['shared', 'own', ...(known.get('product') ?? [])]);
    return idOf(name) ?? oneOf([mark, 'usd', 'pro', `https://example.com/${mark}`]);
  }
  function valueOf(
    { name, type }: Pick<Field, 'name' | 'type'>,
    mark: string,
    depth = 0,
  ): FormValue {
    if (type.type === 'enum') return oneOf(type.values);
    if (type.type === 'boolean') return oneOf(['true', 'false']);
    if (type.type === 'currency') return 'usd';
    if (type.type === 'metadata') return { mark };
    if (type.type === 'array') return [valueOf({ name, type: type.item }, mark, depth + 1)];
    if (type.type === 'union') return valueOf({ name, type: oneOf(type.options) }, mark, depth);
    if (type.type === 'object') return depth > 3 ? {} : paramsOf(type.fields, mark, depth + 1);
    return ['string', 'any'].includes(type.type) ? textOf(name, mark) : String(random.below(2_000));
  }
  function paramsOf(fields: Fields, mark: string, depth = 0): FormObject {
    const given = [...fields.values()].filter((one) => isNow(one.isRequired ? 96 : 17));
    return Object.fromEntries(given.map((field) => [field.name, valueOf(field, mark, depth)]));
  }

  const own = async (path: string, params: Params): Promise<string> => {
    const { status, body } = await place.own('POST', `/v1/${path}`, params);
    expect([path, status]).toEqual([path, 200]);
    remember(body);
    return body.id;
  };
  const secret = 'the-owner-was-here';
  const customer = await own('customers', { name: secret, payment_method: 'pm_card_visa' });
  await own('products', { id: 'shared', name: 'Shared' });
  await own('prices', {
    product: 'shared',
    currency: 'usd',
    unit_amount: '100',
    lookup_key: 'pro',
  });
  const coupon = await own('coupons', { id: 'shared', percent_off: '10' });
  const promotion = { 'promotion[type]': 'coupon', 'promotion[coupon]': coupon };
  await own('promotion_codes', { ...promotion, customer, 'metadata[a]': secret });
  const before = JSON.stringify(await ofOwner());

  async function ofOwner(): Promise<readonly unknown[]> {
    const paths = [`customers/${customer}`, 'products/shared', 'coupons/shared', 'promotion_codes'];
    const told = await Promise.all(paths.map((path) => place.own('GET', `/v1/${path}`)));
    const [first, second, third, codes] = told.map(({ body }) => body);
    const { data } = codes as { data: { metadata: Params }[] };
    return [first, second, third, data.filter(({ metadata }) => metadata['a'] === secret)];
  }

  let count = 0;
  for (let number = 0; number < requests; number += 1) {
    const { mark, ask } = oneOf(visitors);
    const route = oneOf(isNow(80) ? usual : routes);
    const [kind = ''] = objectsOf(route.result);
    const path = route.path.replace(/\{([^}]*)\}/g, (_, name: string) => {
      const isCard = name === 'payment_method' && isNow(25);
      return encodeURIComponent(isCard ? 'pm_card_visa' : (idOf(name) ?? idOf(kind) ?? 'none'));
    });
    const asked = encodeForm(paramsOf(catalog.params(route), mark));
    const form = Object.fromEntries(new URLSearchParams(asked));
    const { status, body } = await ask(route.method, path, form);
    const others = [secret, ...visitors.map((one) => one.mark)].filter((one) => one !== mark);
    const text = JSON.stringify(body);
    const told = others.filter((one) => text.includes(one));
    // What was sent itself, such as another's URL as an id, may be told back.
    expect([path, asked, told.filter((one) => !asked.includes(one))]).toEqual([path, asked, []]);
    if (status !== 200) continue;
    count += 1;
    remember(body);
  }
  expect(JSON.stringify(await ofOwner())).toBe(before);
  console.log(`${requests} requests of visitors; ${count} went through`);
  expect(count).toBeGreaterThan(requests / 40);
});
