// Tax codes that goods and services often have: what they are called.
// Source: https://docs.stripe.com/tax/tax-codes

const table = `
txcd_99999999 General - Tangible Goods
txcd_20030000 General - Services
txcd_10000000 General - Electronically Supplied Services
txcd_00000000 Nontaxable
txcd_10010001 Infrastructure as a service (IaaS) - personal use
txcd_10101000 Infrastructure as a service (IaaS) - business use
txcd_10102000 Platform as a service (PaaS) - business use
txcd_10102001 Platform as a Service (PaaS) - personal use
txcd_10103000 Software as a service (SaaS) - personal use
txcd_10103001 Software as a service (SaaS) - business use
txcd_10103100 Software as a service (SaaS) - electronic download - personal use
txcd_10103101 Software as a service (SaaS) - electronic download - business use
txcd_10104001 Cloud-based business process as a service
txcd_10201000 Downloadable games
txcd_10202000 Downloadable software - personal use
txcd_10202003 Downloadable software - business use
txcd_10203000 Downloadable software - custom - personal use
txcd_10203001 Downloadable software - custom - business use
txcd_10301000 Audiobook
txcd_10302000 e-book
txcd_10303000 Digital magazine - subscription
txcd_10303100 Digital magazine
txcd_10304000 Digital newspaper
txcd_10304100 Digital newspaper - subscription
txcd_10401000 Digital audio streaming - limited use
txcd_10401100 Digital audio - unlimited use
txcd_10401200 Digital audio streaming - subscription
txcd_10402000 Digital video streaming - limited use
txcd_10402100 Digital video - unlimited use
txcd_10402200 Digital video streaming - subscription
txcd_10501000 Digital image
txcd_10502000 Gift card
txcd_10503000 Other - article delivered electronically
txcd_10701000 Website advertising
txcd_10701100 Website hosting
txcd_10701200 Website design
txcd_10701300 Website data processing
txcd_10701400 Website information services
txcd_20010003 Cleaning services
txcd_20020018 Installation services
txcd_20040002 Personal care services
txcd_20060000 Professional services
txcd_20060044 Training services
txcd_20060045 Training Services - Live Virtual
txcd_20060052 Educational Services
txcd_20060058 Training Services - Self Study Web Based
txcd_20060059 Tutoring
txcd_20070007 Landscaping services
txcd_20080005 Repair services - tangible personal property
txcd_20090004 Dry cleaning
txcd_30011000 Clothing and footwear
txcd_30011200 Children's clothing and footwear
txcd_30021000 Athletic and sportswear
txcd_30060001 Bags purses and wallets
txcd_30060006 Hats
txcd_30060007 Jewelry
txcd_30060010 Non-clothing accessories
txcd_30060016 Watches
txcd_30071000 Sporting activities equipment
txcd_32020002 Drugs - over the counter
txcd_32050006 Grooming and hygiene products
txcd_32050013 Skin care products
txcd_35010000 Books
txcd_92010001 Shipping
`;

export interface TaxCode {
  readonly id: string;
  readonly name: string;
}

export const taxCodes: readonly TaxCode[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [id = ''] = line.split(' ', 1);
    return { id, name: line.slice(id.length + 1) };
  });
