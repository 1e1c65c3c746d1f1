// How tax ids are written, by their type: what cannot be one is refused.
// Source: https://docs.stripe.com/billing/customer/tax-ids#supported-tax-id

/**
 * Type and form, without signs between: d is a digit, l a letter, x either, all else stands for itself; a
 * type without a line here may be anything.
 */
const table = `
ad_nrt ld{6}l
ae_trn d{15}
al_tin ld{8}l
am_tin d{8}
ao_tin d{10}
ar_cuit d{11}
au_abn d{11}
au_arn d{12}
aw_tin d{8}
az_tin d{10}
ba_tin d{12}
bb_tin d{13}
bd_bin d{13}
bf_ifu d{8}l
bg_uic d{9}
bh_vat d{15}
bj_ifu d{13}
bo_tin d{9}
br_cnpj x{12}d{2}
br_cpf d{11}
bs_tin d{9}
by_tin d{9}
ca_bn d{9}
ca_gst_hst d{9}RTd{4}
ca_pst_bc PSTd{8}
ca_pst_mb d{7}
ca_pst_sk d{7}
ca_qst d{10}TQd{4}
cd_nif ld{7}l
ch_uid CHEd{9}(HR)?
ch_vat CHEd{9}(MWST|TVA|IVA)?
cl_tin d{7,8}x
cm_niu ld{12}l
cn_tin x{15,20}
co_nit d{9,10}
cr_tin d{9,10}
cv_nif d{9}
de_stn d{10,11}
do_rcn d{9,11}
ec_ruc d{13}
eg_tin d{9}
es_cif ld{7}x
et_tin d{10}
eu_oss_vat EUd{9}
fo_vat d{6}
gb_vat (GB|XI)?(d{9}|d{12}|GDd{3}|HAd{3})
ge_vat d{9}
gi_tin d{6}
gn_nif d{9}
hk_br d{8}
hr_oib d{11}
hu_tin d{11}
id_npwp d{15,16}
il_vat d{9}
in_gst d{2}l{5}d{4}lxlx
is_vat d{5,6}
jp_cn d{13}
jp_rn d{5}
jp_trn Td{13}
ke_pin ld{9}l
kg_tin d{14}
kh_tin d{13}
kr_brn d{10}
kz_bin d{12}
la_tin d{12}
li_uid CHEd{9}
li_vat d{5}
ma_vat d{8}
md_vat d{7}
me_pib d{8}
mk_vat (MK)?d{13}
mr_nif d{8}
mx_rfc [A-ZÑ&]{3,4}d{6}x{3}
my_frp d{8}
my_itn l{1,2}d{9,12}
my_sst ld{14}
ng_tin d{12}
no_vat d{9}MVA
no_voec d{7}
np_pan d{9}
nz_gst d{8,9}
om_vat OMd{10}
pe_ruc d{11}
ph_tin d{9,14}
pl_nip d{10}
py_ruc d{7,9}
ro_tin d{2,13}
rs_pib d{9}
ru_inn d{10}(d{2})?
ru_kpp d{4}x{2}d{3}
sa_vat d{15}
sg_gst (l|Ml)?d{8,9}x
sg_uen x{9,10}
si_tin d{8}
sn_ninea d{8}ld
sr_fin d{10}
sv_nit d{14}
th_vat d{13}
tj_tin d{9}
tr_tin d{10}
tw_vat d{8}
tz_vat d{8}l
ua_vat d{9,12}
ug_tin d{10}
us_ein d{9}
uy_ruc d{12}
uz_tin d{9}
uz_vat d{12}
ve_rif ld{9}
vn_tin d{10}(d{3})?
za_vat d{10}
zm_tin d{10}
zw_tin d{10}
`;

/** Those of the European Union begin with their country. */
const european =
  'ATUd{8} BEd{10} BGd{9,10} CYd{8}l CZd{8,10} DEd{9} DKd{8} EEd{9} ELd{9} ESxd{7}x FId{8} ' +
  'FRx{2}d{9} HRd{11} HUd{8} IEdx{6,8} ITd{11} LTd{9} LTd{12} LUd{8} LVd{11} MTd{8} ' +
  'NLx{12} PLd{10} PTd{9} ROd{2,10} SEd{12} SId{8} SKd{10} XId{9}';

/** Numbers that decide what comes of the verification; its result. */
const magic: ReadonlyMap<string, string> = new Map([
  ['000000000', 'verified'],
  ['111111111', 'unverified'],
  ['222222222', 'pending'],
]);

/** Types that somebody can be asked about. */
const verifiable: ReadonlySet<string> = new Set(['au_abn', 'eu_vat', 'gb_vat']);

const forms: ReadonlyMap<string, RegExp> = new Map(
  [...table.trim().split('\n'), `eu_vat (${european.replaceAll(' ', '|')})`].map((line) => {
    const [type = '', form = ''] = line.split(' ');
    return [type, formOf(form)] as const;
  }),
);

function formOf(written: string): RegExp {
  const classes: Readonly<Record<string, string>> = { d: '\\d', l: '[A-Z]', x: '[A-Z\\d]' };
  return new RegExp(`^(?:${written.replace(/[dlx]/g, (sign) => classes[sign] ?? sign)})$`);
}

function plainly(value: string): string {
  return value.toUpperCase().replace(/[\s./-]/g, '');
}

export function isTaxId(type: string, value: string): boolean {
  if (verifiable.has(type) && magic.has(value)) return true;
  const form = forms.get(type);
  return value !== '' && (form === undefined || form.test(plainly(value)));
}

/** `unavailable` where nobody can be asked. */
export function verificationOf(type: string, value: string): string {
  return verifiable.has(type) ? (magic.get(value) ?? 'pending') : 'unavailable';
}

/** Types begin with their country; those of the Union tell it in the number. */
export function countryOfTaxId(type: string, value: string): string | null {
  const told = (type === 'eu_vat' ? value : type).slice(0, 2).toUpperCase();
  // As the Union writes Greece.
  const country = told === 'EL' ? 'GR' : told;
  return /^[A-Z]{2}$/.test(country) && !['EU', 'IC'].includes(country) ? country : null;
}
