// The named seed `marketplace`: a platform whose sellers are connected accounts, and the way of the
// money between them.

const seller = (name: string, email: string, url: string): string =>
  `type=express&country=US&email=${email}&business_type=individual` +
  `&business_profile[name]=${name}&business_profile[url]=${url}` +
  '&capabilities[card_payments][requested]=true&capabilities[transfers][requested]=true';

const paid = 'confirm=true&payment_method_types[]=card';

export const marketplace = `
28 pottery accounts ${seller('Pottery by Rosa', 'rosa@example.com', 'https://rosa.example.com')}
28 records accounts ${seller('Blue Note Records', 'miles@example.com', 'https://records.example.com')}
  &external_account=btok_us_verified
28 plants accounts ${seller('Green Thumb Plants', 'flora@example.com', 'https://plants.example.com')}
28 link account_links account={plants}&refresh_url=https://example.com/again
  &return_url=https://example.com/back&type=account_onboarding
27 kim customers name=Kim Adams&email=kim.adams@example.com
27 kim_card payment_methods/pm_card_bypassPending/attach customer={kim}
27 bowl payment_intents amount=12000&currency=usd&customer={kim}&payment_method={kim_card}&${paid}
  &transfer_group=order_2001&description=Bowl and two plates
26.9 bowl_share transfers amount=10800&currency=usd&destination={pottery}
  &transfer_group=order_2001&description=Order 2001
25 raj customers name=Raj Mehta&email=raj.mehta@example.com
25 raj_card payment_methods/pm_card_bypassPending/attach customer={raj}
25 mixed payment_intents amount=9000&currency=usd&customer={raj}&payment_method={raj_card}&${paid}
  &transfer_group=order_2002&description=Vase and a record
24.9 vase_share transfers amount=4500&currency=usd&destination={pottery}&transfer_group=order_2002
  &description=Order 2002, vase
24.9 record_share transfers amount=3600&currency=usd&destination={records}
  &transfer_group=order_2002&description=Order 2002, record
22 record_back transfers/{record_share}/reversals amount=1800&description=Came scratched
21.9 record_refund refunds payment_intent={mixed}&amount=2000
20 liv customers name=Liv Hansen&email=liv.hansen@example.com
20 destined payment_intents amount=6000&currency=usd&customer={liv}&payment_method=pm_card_visa
  &${paid}&application_fee_amount=600&transfer_data[destination]={records}
  &description=Three records
18 charged charges amount=2500&currency=usd&source=tok_bypassPending&description=Listing fee
  &metadata[seller]={plants}
15 ola@records customers name=Ola Nilsson&email=ola.nilsson@example.com
15 direct@records payment_intents amount=4000&currency=usd&customer={ola}
  &payment_method=pm_card_bypassPending&${paid}&application_fee_amount=400
  &description=Two records, sold directly
12 records_payout@records payouts amount=1500&currency=usd&description=Weekly payout
10 big payment_intents amount=50000&currency=usd&customer={kim}&payment_method={kim_card}&${paid}
  &transfer_group=order_2003&description=Wedding service
9.9 big_share transfers amount=45000&currency=usd&destination={pottery}&transfer_group=order_2003
  &description=Order 2003
7 disputed payment_intents amount=1500&currency=usd&customer={liv}
  &payment_method=pm_card_createDispute&${paid}&transfer_group=order_2004&description=Fern
5 declined payment_intents amount=3000&currency=usd&customer={raj}
  &payment_method=pm_card_visa_chargeDeclined&${paid}&transfer_group=order_2005
  &description=Monstera
3 cactus payment_intents amount=4000&currency=usd&customer={liv}&payment_method=pm_card_visa
  &${paid}&transfer_group=order_2006&description=Cactus
2 payout payouts amount=1000&currency=usd&description=Earnings of the platform
1 plants_named accounts/{plants} business_profile[product_description]=House plants
  &metadata[tier]=new
`;
