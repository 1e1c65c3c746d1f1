// The wrappers where there is no page: an element with its attributes, and nothing fetched.

import { createElement } from 'react';
import { renderToString as renderReact } from 'react-dom/server';
import { expect, expectTypeOf, test } from 'vitest';
import { createSSRApp, h } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import * as react from '../../src/wrappers/react.ts';
import * as vue from '../../src/wrappers/vue.ts';

const given = { seed: 'docs', proxyUrl: '/api', drawer: true, welcome: false } as const;
const element = '<sand-shell proxy-url="/api" seed="docs" drawer=""></sand-shell>';

test('React renders the element with the attributes that are given', () => {
  expect(renderReact(createElement(react.SandShell, given))).toBe(element);
  const styled = createElement(react.SandShell, { className: 'tall', style: { height: '20rem' } });
  expect(renderReact(styled)).toBe('<sand-shell class="tall" style="height:20rem"></sand-shell>');
  const inspector = createElement(react.SandInspector, { id: 'log' });
  expect(renderReact(inspector)).toBe('<sand-inspector id="log"></sand-inspector>');
});

test('Vue renders the same, with its own shorthand for an empty value', async () => {
  const render = (component: object, props: object) =>
    renderVue(createSSRApp({ render: () => h(component, props) }));
  expect(await render(vue.SandShell, given)).toBe(element.replace('drawer=""', 'drawer'));
  expect(await render(vue.SandInspector, { id: 'log' })).toContain('<sand-inspector id="log"');
});

test('on a server methods say that there is no page, and wait for none', async () => {
  const { shellHandle } = await import('../../src/wrappers/shell-handle.ts');
  await expect(shellHandle(() => null).run('stripe customers list')).rejects.toThrow('no page');
});

test('types know the properties, what events tell, and what methods give', () => {
  type ReactProps = Parameters<typeof react.SandInspector>[0] & react.SandShellProps;
  expectTypeOf<ReactProps['backend']>().toEqualTypeOf<'sandbox' | 'worker' | 'proxy' | undefined>();
  expectTypeOf<NonNullable<ReactProps['onResult']>>().parameter(0).toHaveProperty('exitCode');
  expectTypeOf<react.ShellHandle['run']>().returns.resolves.toHaveProperty('stdout');
  type VueProps = InstanceType<typeof vue.SandShell>['$props'];
  expectTypeOf<VueProps['drawer']>().toEqualTypeOf<boolean | undefined>();
  expectTypeOf<NonNullable<VueProps['onRequest']>>().parameter(0).toHaveProperty('durationMs');
  // @ts-expect-error There is no such backend.
  createElement(react.SandShell, { backend: 'live' });
  // @ts-expect-error A line is text.
  void ((handle: vue.ShellHandle) => handle.run(1));
});
