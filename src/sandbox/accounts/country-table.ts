// Countries in which an account may be, and where their money may go.
// Source: https://stripe.com/global, https://docs.stripe.com/payouts

export interface Country {
  readonly id: string;
  readonly currency: string;
  /** Codes of countries, by the currency in which their banks are paid. */
  readonly banks: Readonly<Record<string, readonly string[]>>;
}

/** Codes with their currencies; those without one have the euro. */
const currencies =
  'AE:aed AT AU:aud BE BG BR:brl CA:cad CH:chf CY CZ:czk DE DK:dkk EE ES FI FR GB:gbp GI:gbp GR ' +
  'HK:hkd HR HU:huf IE IT JP:jpy LI:chf LT LU LV MT MX:mxn MY:myr NL NO:nok NZ:nzd PL:pln PT ' +
  'RO:ron SE:sek SG:sgd SI SK TH:thb US:usd';

const euroBanks =
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(
    ' ',
  );

/** Currencies of the neighbours in which European banks may be paid as well. */
const besideEuro: Readonly<Record<string, readonly string[]>> = {
  chf: ['CH', 'LI'],
  czk: ['CZ'],
  dkk: ['DK'],
  gbp: ['GB', 'GI'],
  huf: ['HU'],
  nok: ['NO'],
  pln: ['PL'],
  ron: ['RO'],
  sek: ['SE'],
};

function banksOf(id: string, currency: string): Country['banks'] {
  if (!euroBanks.includes(id)) return { [currency]: [id] };
  const all = { ...besideEuro, eur: euroBanks, usd: ['US'] };
  return Object.fromEntries(
    Object.entries(all).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}

export const countries: readonly Country[] = currencies.split(' ').map((entry) => {
  const [id = '', currency = 'eur'] = entry.split(':');
  return { id, currency, banks: banksOf(id, currency) };
});

/** From the United States, money goes almost anywhere; from elsewhere, to where accounts may be. */
export const paidFromUnitedStates: readonly string[] = (
  'US AE AG AL AM AR AT AU BA BE BG BH BO CA CH CI CL CO CR CY CZ DE DK DO EC EE EG ES ET FI FR ' +
  'GB GH GM GR GT GY HK HR HU ID IE IL IS IT JM JO JP KE KH KR KW LC LI LK LT LU LV MA MD MG MK ' +
  'MN MO MT MU MX MY NA NG NL NO NZ OM PA PE PH PL PT PY QA RO RS RW SA SE SG SI SK SN SV TH TN ' +
  'TR TT TW TZ UY UZ VN ZA'
).split(' ');
