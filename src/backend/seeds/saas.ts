// The named seed `saas`: plans by the month and by the year, and subscriptions in every state. Those
// of the last two months live on test clocks.

export const saas = `
62 starter products name=Starter&description=For one person
62 team products name=Team&description=For up to ten people
62 business products name=Business&description=For everybody
62 starter_month prices product={starter}&currency=usd&unit_amount=900&recurring[interval]=month
  &lookup_key=starter_monthly
62 starter_year prices product={starter}&currency=usd&unit_amount=9000&recurring[interval]=year
  &lookup_key=starter_yearly
62 team_month prices product={team}&currency=usd&unit_amount=2900&recurring[interval]=month
  &lookup_key=team_monthly
62 team_year prices product={team}&currency=usd&unit_amount=29000&recurring[interval]=year
  &lookup_key=team_yearly
62 business_month prices product={business}&currency=usd&unit_amount=9900
  &recurring[interval]=month&lookup_key=business_monthly
62 business_year prices product={business}&currency=usd&unit_amount=99000&recurring[interval]=year
  &lookup_key=business_yearly
62 launch coupons name=Launch&percent_off=20&duration=forever
62 welcome coupons name=Welcome&amount_off=500&currency=usd&duration=once
62 code promotion_codes promotion[type]=coupon&promotion[coupon]={launch}&code=LAUNCH20
62 steady test_helpers/test_clocks frozen_time={-62d}&name=Steady customers
62 ada customers name=Ada Lovell&email=ada@example.com&test_clock={steady}
62 ada_card payment_methods/pm_card_visa/attach customer={ada}
62 ada_default customers/{ada} invoice_settings[default_payment_method]={ada_card}
62 ada_plan subscriptions customer={ada}&items[0][price]={starter_month}
62 ben customers name=Ben Ortiz&email=ben@example.com&test_clock={steady}
62 ben_card payment_methods/pm_card_mastercard/attach customer={ben}
62 ben_default customers/{ben} invoice_settings[default_payment_method]={ben_card}
62 ben_plan subscriptions customer={ben}&items[0][price]={team_year}
62 cleo customers name=Cleo Brandt&email=cleo@example.com&test_clock={steady}
62 cleo_card payment_methods/pm_card_amex/attach customer={cleo}
62 cleo_default customers/{cleo} invoice_settings[default_payment_method]={cleo_card}
62 cleo_plan subscriptions customer={cleo}&items[0][price]={business_month}&items[0][quantity]=2
  &discounts[0][coupon]={launch}
31 steady_first test_helpers/test_clocks/{steady}/advance frozen_time={-30d}
25 cleo_seats subscriptions/{cleo_plan} cancel_at_period_end=true
0.2 steady_now test_helpers/test_clocks/{steady}/advance frozen_time={-0.2d}
0.2 moving test_helpers/test_clocks frozen_time={-40d}&name=Customers on the move
0.2 dev customers name=Dev Patel&email=dev@example.com&test_clock={moving}
0.2 dev_card payment_methods/pm_card_visa/attach customer={dev}
0.2 dev_default customers/{dev} invoice_settings[default_payment_method]={dev_card}
0.2 dev_plan subscriptions customer={dev}&items[0][price]={team_month}
0.2 dev_bad payment_methods/pm_card_chargeCustomerFail/attach customer={dev}
0.2 dev_later customers/{dev} invoice_settings[default_payment_method]={dev_bad}
0.2 eva customers name=Eva Novak&email=eva@example.com&test_clock={moving}
0.2 eva_card payment_methods/pm_card_visa/attach customer={eva}
0.2 eva_default customers/{eva} invoice_settings[default_payment_method]={eva_card}
0.2 eva_plan subscriptions customer={eva}&items[0][price]={starter_month}&trial_period_days=14
0.2 moved test_helpers/test_clocks/{moving}/advance frozen_time={-5d}
0.2 fay customers name=Fay Ito&email=fay@example.com
0.2 fay_card payment_methods/pm_card_jp/attach customer={fay}
0.2 fay_default customers/{fay} invoice_settings[default_payment_method]={fay_card}
0.2 fay_plan subscriptions customer={fay}&items[0][price]={team_month}&trial_period_days=14
0.2 gus customers name=Gus Meyer&email=gus@example.com
0.2 gus_card payment_methods/pm_card_visa/attach customer={gus}
0.2 gus_default customers/{gus} invoice_settings[default_payment_method]={gus_card}
0.2 gus_plan subscriptions customer={gus}&items[0][price]={starter_year}
  &discounts[0][coupon]={welcome}
0.2 gus_up subscriptions/{gus_plan} items[0][id]={gus_plan.items.data.0.id}
  &items[0][price]={team_year}&proration_behavior=create_prorations
0.2 hal customers name=Hal Quinn&email=hal@example.com
0.2 hal_card payment_methods/pm_card_chargeCustomerFail/attach customer={hal}
0.2 hal_default customers/{hal} invoice_settings[default_payment_method]={hal_card}
0.2 hal_plan subscriptions customer={hal}&items[0][price]={starter_month}
0.2 ida customers name=Ida Berg&email=ida@example.com
0.2 ida_plan subscriptions customer={ida}&items[0][price]={business_month}
  &collection_method=send_invoice&days_until_due=30
0.1 jon customers name=Jon Reyes&email=jon@example.com
0.1 jon_card payment_methods/pm_card_discover/attach customer={jon}
0.1 jon_default customers/{jon} invoice_settings[default_payment_method]={jon_card}
0.1 jon_plan subscriptions customer={jon}&items[0][price]={starter_month}
0.1 jon_pause subscriptions/{jon_plan} pause_collection[behavior]=void
0.1 portal billing_portal/configurations features[invoice_history][enabled]=true
`;
