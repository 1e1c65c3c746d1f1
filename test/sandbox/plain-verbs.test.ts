// Every kind in the catalogue that can be created: made, found, changed, listed and deleted.

import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { planOf } from '../../src/sandbox/objects/plan.ts';
import { openSandbox } from './open-sandbox.ts';
import { make } from './sample.ts';

const catalog = await loadCatalog();

/**
 * Made under what nobody can create, for Stripe takes such fees from charges; and what is refused, however
 * right it is.
 */
const fatherless = ['/v1/application_fees/{id}/refunds', '/v1/forwarding/requests'];

const creations = catalog.routes.filter(
  (route) => planOf(route).type === 'create' && !fatherless.includes(route.path),
);

function at(method: string, path: string) {
  return catalog.routes.find((route) => route.method === method && route.path === path);
}

function beside(method: string, path: string) {
  return catalog.routes.find(
    (route) =>
      route.method === method &&
      route.path.startsWith(`${path}/{`) &&
      route.path.endsWith('}') &&
      !route.path.slice(path.length + 1).includes('/'),
  );
}

test('the catalogue has creations of at least 80 kinds', () => {
  expect(new Set(creations.map((route) => planOf(route).objects[0])).size).toBeGreaterThan(80);
});

for (const route of creations) {
  const name = `${route.method} ${route.path}`;
  test(`${name} makes an object that the plain verbs find`, async () => {
    const { call } = openSandbox();
    const { path, answer } = await make(call, catalog, route);
    expect(answer.status, answer.text).toBe(200);
    expect(planOf(route).objects).toContain(answer.body.object);
    const names = Object.keys(answer.body).filter((key) => key !== 'id' && key !== 'object');
    expect(names).toEqual([...names].sort());

    const { id } = answer.body;
    if (typeof id !== 'string') return;
    // What is told once is not found again.
    const { secret: _secret, ...lasting } = answer.body;
    let current = path === '/v1/webhook_endpoints' ? lasting : answer.body;
    const retrieve = beside('GET', route.path);
    if (retrieve && planOf(retrieve).type === 'retrieve' && planOf(retrieve).objects.length === 1) {
      const found = await call('GET', `${path}/${id}`);
      expect(found.body, found.text).toEqual(current);
    }
    const update = beside('POST', route.path);
    if (update && planOf(update).type === 'update') {
      await catalog.load(update);
      if (catalog.params(update).get('metadata')?.type.type === 'metadata') {
        const changed = await call('POST', `${path}/${id}`, { metadata: { order: '6735' } });
        expect(changed.status, changed.text).toBe(200);
        expect(changed.body.metadata).toEqual({ ...current.metadata, order: '6735' });
        expect(Object.keys(changed.body)).toEqual(Object.keys(current));
        current = changed.body;
      }
    }
    const list = at('GET', route.path);
    if (list && planOf(list).type === 'list') {
      await catalog.load(list);
      const required = [...catalog.params(list).values()].filter((field) => field.isRequired);
      const filter = Object.fromEntries(required.map((field) => [field.name, current[field.name]]));
      // Those that are nobody's are not listed.
      if (path === '/v1/payment_methods') return;
      if (!Object.values(filter).every(Boolean)) return;
      const listed = await call('GET', path, filter);
      expect(listed.status, listed.text).toBe(200);
      expect(listed.body.data).toContainEqual(current);
    }
    const deletion = beside('DELETE', route.path);
    if (deletion && planOf(deletion).type === 'delete') {
      const gone = await call('DELETE', `${path}/${id}`);
      expect(gone.status, gone.text).toBe(200);
      expect(gone.body.id).toBe(id);
      if (list && planOf(list).type === 'list') {
        const required = [...catalog.params(list).values()].filter((field) => field.isRequired);
        const filter = Object.fromEntries(
          required.map((field) => [field.name, current[field.name]]),
        );
        expect((await call('GET', path, filter)).body.data).not.toContainEqual(
          expect.objectContaining({ id }),
        );
      }
    }
  });
}
