// Where which tax is laid on, and how much of it: standard rates only, of states without what their
// counties and cities add.
// Source: rates of 2025 as published by the European Commission (Taxes in Europe Database), the tax
// authorities of the other countries, and for the United States the Federation of Tax Administrators.

export interface Levy {
  readonly name: string;
  /** That it belongs to, as `California`. */
  readonly place: string;
  readonly type: string;
  readonly percentage: number;
  readonly level: 'country' | 'state';
}

interface Country {
  readonly name: string;
  readonly levies: readonly Levy[];
  /** By the code of the state; what is laid on beside or instead of the country's own. */
  readonly states?: Readonly<Record<string, readonly Levy[]>>;
}

const country = (name: string, type: string, percentage: number, short = 'VAT'): Country => ({
  name,
  levies: [{ name: short, place: name, type, percentage, level: 'country' }],
});
const vat = (name: string, percentage: number): Country => country(name, 'vat', percentage);
const gst = (name: string, percentage: number): Country => country(name, 'gst', percentage, 'GST');

const ofState = (place: string, name: string, percentage: number, type = name): Levy => ({
  name,
  place,
  type: type.toLowerCase(),
  percentage,
  level: 'state',
});
const sales = (place: string, percentage: number): readonly Levy[] => [
  ofState(place, 'Sales Tax', percentage, 'sales_tax'),
];
const hst = (place: string, percentage: number): readonly Levy[] => [
  ofState(place, 'HST', percentage),
];
const federal: Levy = {
  name: 'GST',
  place: 'Canada',
  type: 'gst',
  percentage: 5,
  level: 'country',
};

/** Countries not named here are not supported. */
export const countries: Readonly<Record<string, Country>> = {
  AU: gst('Australia', 10),
  CA: {
    name: 'Canada',
    levies: [federal],
    states: {
      BC: [federal, ofState('British Columbia', 'PST', 7)],
      MB: [federal, ofState('Manitoba', 'RST', 7)],
      NB: hst('New Brunswick', 15),
      NL: hst('Newfoundland and Labrador', 15),
      NS: hst('Nova Scotia', 14),
      ON: hst('Ontario', 13),
      PE: hst('Prince Edward Island', 15),
      QC: [federal, ofState('Quebec', 'QST', 9.975)],
      SK: [federal, ofState('Saskatchewan', 'PST', 6)],
    },
  },
  CH: vat('Switzerland', 8.1),
  GB: vat('United Kingdom', 20),
  IN: country('India', 'igst', 18, 'IGST'),
  JP: country('Japan', 'jct', 10, 'JCT'),
  NO: vat('Norway', 25),
  NZ: gst('New Zealand', 15),
  SG: gst('Singapore', 9),
  US: {
    name: 'United States',
    levies: [],
    states: {
      AZ: sales('Arizona', 5.6),
      CA: sales('California', 7.25),
      CO: sales('Colorado', 2.9),
      CT: sales('Connecticut', 6.35),
      FL: sales('Florida', 6),
      GA: sales('Georgia', 4),
      IL: sales('Illinois', 6.25),
      MA: sales('Massachusetts', 6.25),
      MD: sales('Maryland', 6),
      MI: sales('Michigan', 6),
      MN: sales('Minnesota', 6.875),
      NC: sales('North Carolina', 4.75),
      NJ: sales('New Jersey', 6.625),
      NV: sales('Nevada', 6.85),
      NY: sales('New York', 4),
      OH: sales('Ohio', 5.75),
      PA: sales('Pennsylvania', 6),
      TN: sales('Tennessee', 7),
      TX: sales('Texas', 6.25),
      UT: sales('Utah', 4.85),
      VA: sales('Virginia', 4.3),
      WA: sales('Washington', 6.5),
    },
  },
  AT: vat('Austria', 20),
  BE: vat('Belgium', 21),
  BG: vat('Bulgaria', 20),
  CY: vat('Cyprus', 19),
  CZ: vat('Czechia', 21),
  DE: vat('Germany', 19),
  DK: vat('Denmark', 25),
  EE: vat('Estonia', 24),
  ES: vat('Spain', 21),
  FI: vat('Finland', 25.5),
  FR: vat('France', 20),
  GR: vat('Greece', 24),
  HR: vat('Croatia', 25),
  HU: vat('Hungary', 27),
  IE: vat('Ireland', 23),
  IT: vat('Italy', 22),
  LT: vat('Lithuania', 21),
  LU: vat('Luxembourg', 17),
  LV: vat('Latvia', 21),
  MT: vat('Malta', 18),
  NL: vat('Netherlands', 21),
  PL: vat('Poland', 23),
  PT: vat('Portugal', 23),
  RO: vat('Romania', 21),
  SE: vat('Sweden', 25),
  SI: vat('Slovenia', 22),
  SK: vat('Slovakia', 23),
};

/** Members of the Union: one registration may count for all of them. */
export const union: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);
