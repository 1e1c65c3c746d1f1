// The pages that `stripe open` knows, by the names that the official CLI gives them.

const dashboard = 'https://dashboard.stripe.com';

/** Names that are not the page's own path below the dashboard have it behind them. */
const dashboardPages =
  'apikeys atlas balance=balance/overview billing connect=connect/overview ' +
  'connect/accounts=connect/accounts/overview connect/collected-fees=connect/application_fees ' +
  'connect/transfers coupons customers developers disputes events invoices logs orders ' +
  'orders/products payments payouts radar radar/list radar/reviews radar/rules settings ' +
  'subscriptions subscriptions/products tax-rates terminal terminal/hardware_orders ' +
  'terminal/locations topups transactions=balance webhooks';

/** In the order of their names; `isLive` leaves the test mode's part of the address out. */
export function openPages(isLive: boolean): ReadonlyMap<string, string> {
  const base = isLive ? dashboard : `${dashboard}/test`;
  const pages = dashboardPages.split(' ').map((row): [string, string] => {
    const [name = '', path = name] = row.split('=');
    return [`dashboard/${name}`, `${base}/${path}`];
  });
  return new Map([
    ['api', 'https://stripe.com/docs/api'],
    ['apiref', 'https://stripe.com/docs/api'],
    ['cliref', 'https://stripe.com/docs/cli'],
    ['dashboard', base],
    ...pages,
    ['docs', 'https://stripe.com/docs'],
  ]);
}

const nameWidth = 34;

/** The list that `stripe open` shows. An address that `columns` have no room for stands below its name. */
export function openPagesList(isLive: boolean, columns = Infinity): string {
  // On a phone an indent would break most addresses.
  const indent = columns < 60 ? '' : ' '.repeat(4);
  const rows = [...openPages(isLive)].map(([name, url]) => {
    const row = `${name.padEnd(nameWidth)} => ${url}\n`;
    return row.length - 1 > columns ? `${name}\n${indent}${url}\n` : row;
  });
  const heading = `${'shortcut'.padEnd(nameWidth)}    url\n${'--------'.padEnd(nameWidth)}    ---------\n`;
  return (
    "open quickly opens Stripe pages. To use, run 'stripe open <shortcut>'.\n" +
    `open supports the following shortcuts:\n\n${heading}${rows.join('')}`
  );
}
