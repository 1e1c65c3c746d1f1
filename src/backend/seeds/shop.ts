// The named seed `shop`: four weeks of a small shop for printed things, with payments of every outcome.

export const shop = `
28 mug products name=Mug&description=Stoneware, 300 ml&metadata[sku]=MUG-1
28 mug_price prices product={mug}&currency=usd&unit_amount=1600&lookup_key=mug&nickname=Standard
28 poster products name=Poster&description=A2, on recycled paper&metadata[sku]=POS-1
28 poster_price prices product={poster}&currency=usd&unit_amount=2400&lookup_key=poster
28 poster_eur prices product={poster}&currency=eur&unit_amount=2200&lookup_key=poster_eur
28 tote products name=Tote bag&description=Organic cotton&metadata[sku]=TOT-1
28 tote_price prices product={tote}&currency=usd&unit_amount=2900&lookup_key=tote
28 calendar products name=Calendar of last year&active=false
28 calendar_price prices product={calendar}&currency=usd&unit_amount=900&active=false
28 coupon coupons name=Ten percent off&percent_off=10&duration=once
28 promotion promotion_codes promotion[type]=coupon&promotion[coupon]={coupon}&code=WELCOME10
28 shipping shipping_rates display_name=Ground&type=fixed_amount&fixed_amount[amount]=500
  &fixed_amount[currency]=usd
27 jane customers name=Jane Smith&email=jane.smith@example.com&phone=+15555550100
  &address[line1]=510 Townsend St&address[city]=San Francisco&address[state]=CA
  &address[postal_code]=94103&address[country]=US
26.9 jane_card payment_methods/pm_card_visa/attach customer={jane}
26.9 jane_default customers/{jane} invoice_settings[default_payment_method]={jane_card}
26.9 first payment_intents amount=1600&currency=usd&customer={jane}&payment_method={jane_card}
  &confirm=true&payment_method_types[]=card&description=One mug&metadata[order]=1001
25.5 omar customers name=Omar Haddad&email=omar.haddad@example.com&metadata[newsletter]=yes
25.5 omar_card payment_methods/pm_card_mastercard/attach customer={omar}
25.4 second payment_intents amount=5300&currency=usd&customer={omar}&payment_method={omar_card}
  &confirm=true&payment_method_types[]=card&description=Poster and tote bag&metadata[order]=1002
24 mei customers name=Mei Lin&email=mei.lin@example.com
24 large payment_intents amount=48000&currency=usd&customer={mei}
  &payment_method=pm_card_bypassPending&confirm=true&payment_method_types[]=card
  &description=Thirty mugs for an office&metadata[order]=1003
22 payout payouts amount=20000&currency=usd&description=Weekly payout
21.5 lucas customers name=Lucas Moreau&email=lucas.moreau@example.com&preferred_locales[]=fr
21.5 lucas_card payment_methods/pm_card_fr/attach customer={lucas}
21.4 third payment_intents amount=2200&currency=eur&customer={lucas}&payment_method={lucas_card}
  &confirm=true&payment_method_types[]=card&description=Poster&metadata[order]=1004
20 ana customers name=Ana Souza&email=ana.souza@example.com
20 ana_pays payment_intents amount=2900&currency=usd&customer={ana}&payment_method=pm_card_visa
  &confirm=true&payment_method_types[]=card&description=Tote bag&metadata[order]=1005
19 ana_refund refunds payment_intent={ana_pays}&reason=requested_by_customer
18 tom customers name=Tom Becker&email=tom.becker@example.com
18 tom_pays payment_intents amount=7200&currency=usd&customer={tom}&payment_method=pm_card_amex
  &confirm=true&payment_method_types[]=card&description=Three posters&metadata[order]=1006
16.5 tom_refund refunds payment_intent={tom_pays}&amount=2400&metadata[why]=One came torn
16 ivy customers name=Ivy Okafor&email=ivy.okafor@example.com
16 ivy_declined payment_intents amount=1600&currency=usd&customer={ivy}
  &payment_method=pm_card_visa_chargeDeclinedInsufficientFunds&confirm=true
  &payment_method_types[]=card&description=One mug&metadata[order]=1007
15.9 ivy_pays payment_intents amount=1600&currency=usd&customer={ivy}
  &payment_method=pm_card_visa_debit&confirm=true&payment_method_types[]=card&description=One mug
  &metadata[order]=1007
14 max customers name=Max Weber&email=max.weber@example.com
14 disputed payment_intents amount=4800&currency=usd&customer={max}
  &payment_method=pm_card_createDispute&confirm=true&payment_method_types[]=card
  &description=Two posters&metadata[order]=1008
12 weekly payouts amount=5000&currency=usd&description=Weekly payout
11 lee customers name=Lee Park&email=lee.park@example.com
11 unreceived payment_intents amount=2400&currency=usd&customer={lee}
  &payment_method=pm_card_createDisputeProductNotReceived&confirm=true&payment_method_types[]=card
  &description=Poster&metadata[order]=1009
10 shown charges/{unreceived.latest_charge} metadata[carrier]=Ground
9.5 won disputes/{shown.dispute} evidence[uncategorized_text]=winning_evidence&submit=true
9 nora customers name=Nora Lindqvist&email=nora.lindqvist@example.com
9 nora_setup setup_intents customer={nora}&payment_method=pm_card_se&confirm=true
  &payment_method_types[]=card
8 held payment_intents amount=8700&currency=usd&customer={nora}&payment_method=pm_card_visa
  &confirm=true&payment_method_types[]=card&capture_method=manual
  &description=Three tote bags, made to order&metadata[order]=1010
7.9 released payment_intents amount=2900&currency=usd&customer={nora}&payment_method=pm_card_visa
  &confirm=true&payment_method_types[]=card&capture_method=manual&description=Tote bag
  &metadata[order]=1011
7 captured payment_intents/{released}/capture amount_to_capture=2600
6 sam customers name=Sam Rivera&email=sam.rivera@example.com
6 asked payment_intents amount=9600&currency=usd&customer={sam}
  &payment_method=pm_card_threeDSecure2Required&confirm=true&payment_method_types[]=card
  &description=Four posters&metadata[order]=1012
5 ready payment_intents amount=1600&currency=usd&customer={sam}&payment_method=pm_card_visa
  &payment_method_types[]=card&description=One mug&metadata[order]=1013
4 zoe customers name=Zoe Martin&email=zoe.martin@example.com
4 given_up payment_intents amount=2900&currency=usd&customer={zoe}&payment_method_types[]=card
  &description=Tote bag&metadata[order]=1014
3.9 given_up_end payment_intents/{given_up}/cancel cancellation_reason=abandoned
3 debit payment_methods type=us_bank_account&us_bank_account[account_number]=000000000009
  &us_bank_account[routing_number]=110000000&us_bank_account[account_holder_type]=individual
  &billing_details[name]=Zoe Martin&billing_details[email]=zoe.martin@example.com
3 debiting payment_intents amount=12000&currency=usd&customer={zoe}&payment_method={debit}
  &confirm=true&payment_method_types[]=us_bank_account
  &mandate_data[customer_acceptance][type]=offline&description=Five posters&metadata[order]=1015
3 verified payment_intents/{debiting}/verify_microdeposits descriptor_code=SM11AA
2 dana customers name=Dana Cohen&email=dana.cohen@example.com
2 failed payment_intents amount=2400&currency=usd&customer={dana}
  &payment_method=pm_card_visa_chargeDeclined&confirm=true&payment_method_types[]=card
  &description=Poster&metadata[order]=1016
1.5 page checkout/sessions mode=payment&customer={dana}&line_items[0][price]={poster_price}
  &line_items[0][quantity]=1&success_url=https://example.com/thanks
1 link payment_links line_items[0][price]={mug_price}&line_items[0][quantity]=1
0.5 cart payment_intents amount=4000&currency=usd&automatic_payment_methods[enabled]=true
  &description=Gift card&metadata[order]=1017
0.25 latest payment_intents amount=3200&currency=usd&customer={jane}&payment_method={jane_card}
  &confirm=true&payment_method_types[]=card&description=Two mugs&metadata[order]=1018
`;
