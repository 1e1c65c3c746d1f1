// A sentence for every event type of the API. Braces are filled from the event's object: sentences.ts
// says how.

/** Type, blank, sentence; one line each. */
export const eventSentences = `
account.application.authorized An application was let into the account{:label}
account.application.deauthorized An application was shut out of the account{:label}
account.external_account.created A bank account or card was added to an account{ending}
account.external_account.deleted A bank account or card was taken from an account{ending}
account.external_account.updated A bank account or card of an account was changed{ending}
account.updated An account was changed{:label}
application_fee.created A platform earned a fee of {money}
application_fee.refund.updated A refund of {money} of a platform's fee was changed
application_fee.refunded {money.amount_refunded} of a platform's fee were given back
apps.install.created An app was installed{:label}
apps.install.deleted An app was removed{:label}
apps.install.updated An installed app was changed{:label}
balance.available The balance has money to pay out: {available}
balance_settings.updated The settings of the balance were changed{:label}
billing.alert.triggered A usage alert went off{:label}
billing.credit_balance_transaction.created The credits of a customer moved{:label}
billing.credit_grant.created Credits were granted to a customer{:label}
billing.credit_grant.updated Credits of a customer were changed{:label}
billing.meter.created A meter of usage was made{:label}
billing.meter.deactivated A meter of usage was switched off{:label}
billing.meter.reactivated A meter of usage was switched on again{:label}
billing.meter.updated A meter of usage was changed{:label}
billing_portal.configuration.created A set-up of the customer portal was made{:label}
billing_portal.configuration.updated A set-up of the customer portal was changed{:label}
billing_portal.session.created A visit of the customer portal began{:label}
capability.updated What an account is able to do has changed{:label}
cash_balance.funds_available A customer's cash is there to be used{:customer}
charge.captured {money.amount_captured} of a charge were captured
charge.dispute.closed A dispute over {money} was closed{:outcome}
charge.dispute.created A charge of {money} was disputed
charge.dispute.funds_reinstated {money} came back from a dispute that was won
charge.dispute.funds_withdrawn {money} were withdrawn for a dispute
charge.dispute.updated A dispute over {money} was changed{:outcome}
charge.expired A charge of {money} was not captured in time
charge.failed A charge of {money} failed{:why}
charge.pending A charge of {money} is under way
charge.refund.updated A refund of {money} of a charge was changed{:outcome}
charge.refunded {money.amount_refunded} of a charge were refunded
charge.succeeded A charge of {money} succeeded{card}
charge.updated A charge of {money} was changed
checkout.session.async_payment_failed A checkout of {money.amount_total} was not paid in the end
checkout.session.async_payment_succeeded A checkout of {money.amount_total} was paid in the end
checkout.session.completed A checkout of {money.amount_total} was completed
checkout.session.expired A checkout of {money.amount_total} was left until it expired
climate.order.canceled An order of carbon removal was canceled{:label}
climate.order.created Carbon removal was ordered for {money.amount_total}
climate.order.delayed An order of carbon removal is late{:label}
climate.order.delivered An order of carbon removal was delivered{:label}
climate.order.product_substituted An order of carbon removal was filled in another way{:label}
climate.product.created A kind of carbon removal is on offer{:label}
climate.product.pricing_updated A kind of carbon removal has another price{:label}
coupon.created A coupon was made{:label}
coupon.deleted A coupon was deleted{:label}
coupon.updated A coupon was changed{:label}
credit_note.created A credit note of {money} was made
credit_note.updated A credit note of {money} was changed
credit_note.voided A credit note of {money} was voided
customer.created {who} is a new customer
customer.deleted {who} is no longer a customer
customer.discount.created A customer got a discount{:coupon}
customer.discount.deleted A customer lost a discount{:coupon}
customer.discount.updated A customer's discount became another{:coupon}
customer.source.created A card or account was added to a customer{ending}
customer.source.deleted A card or account was taken from a customer{ending}
customer.source.expiring A customer's card is about to expire{ending}
customer.source.updated A customer's card or account was changed{ending}
customer.subscription.created A customer subscribed{:plan}
customer.subscription.deleted A subscription ended{:plan}
customer.subscription.paused A subscription was paused{:plan}
customer.subscription.pending_update_applied A change of a subscription came into force{:plan}
customer.subscription.pending_update_expired A change of a subscription was not paid in time{:plan}
customer.subscription.resumed A subscription was taken up again{:plan}
customer.subscription.trial_will_end The trial of a subscription ends soon{:plan}
customer.subscription.updated A subscription was changed{:plan}
customer.tax_id.created A tax number was added to a customer{:value}
customer.tax_id.deleted A tax number was taken from a customer{:value}
customer.tax_id.updated A customer's tax number was changed{:value}
customer.updated {who} was changed
customer_cash_balance_transaction.created A customer's cash moved by {money.net_amount}
entitlements.active_entitlement_summary.updated What a customer is entitled to has changed{:customer}
file.created A file was made{:label}
financial_connections.account.account_numbers_updated A linked account has other numbers{:label}
financial_connections.account.created A bank account was linked{:label}
financial_connections.account.deactivated A linked account went silent{:label}
financial_connections.account.disconnected A linked account was cut off{:label}
financial_connections.account.expected_deactivation_date_updated A linked account ends on another day{:label}
financial_connections.account.reactivated A linked account is back{:label}
financial_connections.account.refreshed_balance The balance of a linked account was read{:label}
financial_connections.account.refreshed_ownership The owners of a linked account were read{:label}
financial_connections.account.refreshed_transactions The transactions of a linked account were read{:label}
financial_connections.account.supported_payment_method_types_updated A linked account pays otherwise{:label}
financial_connections.account.upcoming_account_number_expiry A linked account's number ends soon{:label}
financial_connections.account.upcoming_deactivation A linked account goes silent soon{:label}
financial_connections.authorization.expected_deactivation_date_updated A link ends on another day{:label}
financial_connections.authorization.upcoming_deactivation A link to a bank ends soon{:label}
identity.verification_session.canceled A check of identity was canceled{:label}
identity.verification_session.created A check of identity was started{:label}
identity.verification_session.processing A check of identity is under way{:label}
identity.verification_session.redacted A check of identity was made unreadable{:label}
identity.verification_session.requires_input A check of identity waits for the person{:label}
identity.verification_session.verified An identity was verified{:label}
invoice.created A draft of an invoice was made{whom}
invoice.deleted A draft of an invoice was deleted{whom}
invoice.finalization_failed Invoice {number} could not be finalized
invoice.finalized Invoice {number} is open: {money.amount_due} due
invoice.marked_uncollectible Invoice {number} was given up: {money.amount_remaining} will not come
invoice.overdue Invoice {number} is overdue: {money.amount_remaining} are missing
invoice.overpaid Invoice {number} was paid with more than was due
invoice.paid Invoice {number} was paid
invoice.payment_action_required Invoice {number}: the payment waits for the customer
invoice.payment_attempt_required Invoice {number}: a payment has to be tried
invoice.payment_failed Invoice {number}: the payment failed
invoice.payment_succeeded Invoice {number}: the payment succeeded
invoice.sent Invoice {number} was sent{whom}
invoice.upcoming An invoice of {money.amount_due} comes soon{whom}
invoice.updated Invoice {number} was changed
invoice.voided Invoice {number} was voided
invoice.will_be_due Invoice {number} is due soon: {money.amount_remaining}
invoice_payment.paid {money.amount_paid} were paid for an invoice
invoiceitem.created {money} wait for the next invoice
invoiceitem.deleted {money} wait for no invoice any more
issuing_authorization.created A card that was issued asked for {money}
issuing_authorization.request A card that was issued asks for {pending}
issuing_authorization.updated What a card asked for was changed: {money}
issuing_card.created A card was issued{ending}
issuing_card.updated A card that was issued was changed{ending}
issuing_cardholder.created {who} may hold cards
issuing_cardholder.updated The cardholder {who} was changed
issuing_dispute.closed A dispute of {money} on a card that was issued was closed{:outcome}
issuing_dispute.created A dispute of {money} on a card that was issued was begun
issuing_dispute.funds_reinstated {money} came back for a dispute on a card that was issued
issuing_dispute.funds_rescinded {money} were taken again for a dispute on a card that was issued
issuing_dispute.submitted A dispute of {money} on a card that was issued was handed in
issuing_dispute.updated A dispute of {money} on a card that was issued was changed
issuing_personalization_design.activated A design of cards is in use{:label}
issuing_personalization_design.deactivated A design of cards is out of use{:label}
issuing_personalization_design.rejected A design of cards was rejected{:label}
issuing_personalization_design.updated A design of cards was changed{:label}
issuing_token.created A card that was issued is in a wallet{ending}
issuing_token.updated A card that was issued changed in a wallet{ending}
issuing_transaction.created {money} were moved with a card that was issued
issuing_transaction.purchase_details_receipt_updated The receipt of a purchase of {money} came
issuing_transaction.updated A movement of {money} on a card that was issued was changed
mandate.updated A permission to debit an account was changed{:label}
payment_intent.amount_capturable_updated A payment of {money} can be captured
payment_intent.canceled A payment of {money} was canceled
payment_intent.created A new payment of {money} was started
payment_intent.partially_funded A part of a payment of {money} came in
payment_intent.payment_failed A payment of {money} failed
payment_intent.processing A payment of {money} is under way
payment_intent.requires_action A payment of {money} waits for the customer
payment_intent.succeeded A payment of {money} succeeded
payment_link.created A payment link was made{:label}
payment_link.updated A payment link was changed{:label}
payment_method.attached {means} was added to a customer
payment_method.automatically_updated {means} was renewed by its bank
payment_method.detached {means} was taken from a customer
payment_method.updated {means} was changed
payout.canceled A payout of {money} was canceled
payout.created A payout of {money} was made
payout.failed A payout of {money} failed{:why}
payout.paid A payout of {money} has arrived
payout.reconciliation_completed The transactions behind a payout of {money} are known
payout.updated A payout of {money} was changed
person.created A person was added to an account{:label}
person.deleted A person was taken from an account{:label}
person.updated A person of an account was changed{:label}
plan.created A plan was made: {money}
plan.deleted A plan was deleted: {money}
plan.updated A plan was changed: {money}
price.created A price was made: {money.unit_amount}
price.deleted A price was deleted: {money.unit_amount}
price.updated A price was changed: {money.unit_amount}
product.created A product was made{:label}
product.deleted A product was deleted{:label}
product.updated A product was changed{:label}
promotion_code.created A promotion code was made{:label}
promotion_code.updated A promotion code was changed{:label}
quote.accepted A quote of {money.amount_total} was accepted
quote.canceled A quote of {money.amount_total} was canceled
quote.created A quote of {money.amount_total} was drawn up
quote.finalized A quote of {money.amount_total} is final
radar.early_fraud_warning.created A bank warned of fraud{:charge}
radar.early_fraud_warning.updated A bank's warning of fraud was changed{:charge}
refund.created A refund of {money} was made
refund.failed A refund of {money} failed
refund.updated A refund of {money} was changed{:outcome}
reporting.report_run.failed A report could not be made{:label}
reporting.report_run.succeeded A report is ready{:label}
reporting.report_type.updated A kind of report has newer data{:label}
reserve.hold.created {money} were put into a reserve
reserve.hold.updated A reserve of {money} was changed
reserve.plan.created A plan for reserves was made{:label}
reserve.plan.disabled A plan for reserves was switched off{:label}
reserve.plan.expired A plan for reserves has ended{:label}
reserve.plan.updated A plan for reserves was changed{:label}
reserve.release.created {money} came out of a reserve
review.closed A review of a payment was closed{:reason}
review.opened A payment is to be reviewed{:reason}
setup_intent.canceled Saving a means of payment was canceled{:customer}
setup_intent.created Saving a means of payment was started{:customer}
setup_intent.requires_action Saving a means of payment waits for the customer{:customer}
setup_intent.setup_failed A means of payment could not be saved{:customer}
setup_intent.succeeded A means of payment was saved{:customer}
sigma.scheduled_query_run.created A planned query was run{:label}
source.canceled A source of {money} was canceled
source.chargeable A source of {money} can be charged
source.failed A source of {money} failed
source.mandate_notification The customer was told of a debit of {money}
source.refund_attributes_required A source needs to know where {money} go back to
source.transaction.created {money} came into a source
source.transaction.updated {money} in a source were changed
subscription_schedule.aborted A subscription's schedule was broken off{:label}
subscription_schedule.canceled A subscription's schedule was canceled{:label}
subscription_schedule.completed A subscription's schedule is done{:label}
subscription_schedule.created A subscription's schedule was made{:label}
subscription_schedule.expiring A subscription's schedule ends soon{:label}
subscription_schedule.released A subscription goes on without its schedule{:label}
subscription_schedule.updated A subscription's schedule was changed{:label}
tax.settings.updated The settings for taxes were changed{:outcome}
tax_rate.created A tax rate was made{:label}
tax_rate.updated A tax rate was changed{:label}
terminal.reader.action_failed A card reader could not do what it was asked{:label}
terminal.reader.action_succeeded A card reader did what it was asked{:label}
terminal.reader.action_updated A card reader goes on with what it was asked{:label}
test_helpers.test_clock.advancing A test clock is moving on{:label}
test_helpers.test_clock.created A test clock was made{:label}
test_helpers.test_clock.deleted A test clock was deleted{:label}
test_helpers.test_clock.internal_failure A test clock broke{:label}
test_helpers.test_clock.ready A test clock has arrived{:label}
three_d_secure.authentication.canceled An approval by a cardholder was canceled{:label}
three_d_secure.authentication.challenge_started A cardholder is being asked{:label}
three_d_secure.authentication.errored An approval by a cardholder went wrong{:label}
three_d_secure.authentication.failed A cardholder did not approve{:label}
three_d_secure.authentication.requires_challenge A cardholder has to be asked{:label}
three_d_secure.authentication.requires_submission An approval by a cardholder is to be handed in{:label}
three_d_secure.authentication.succeeded A cardholder approved{:label}
topup.canceled A top-up of {money} was canceled
topup.created A top-up of {money} was started
topup.failed A top-up of {money} failed{:why}
topup.reversed A top-up of {money} was taken back
topup.succeeded A top-up of {money} came in
transfer.created {money} were transferred to an account
transfer.reversed {money.amount_reversed} of a transfer came back
transfer.updated A transfer of {money} was changed
treasury.credit_reversal.created {money} that had come in are to go back
treasury.credit_reversal.posted {money} that had come in went back
treasury.debit_reversal.completed {money} that had been debited are back
treasury.debit_reversal.created {money} that had been debited are to come back
treasury.debit_reversal.initial_credit_granted {money} that had been debited were lent for now
treasury.financial_account.closed A financial account was closed{:label}
treasury.financial_account.created A financial account was opened{:label}
treasury.financial_account.features_status_updated A financial account can do other things{:label}
treasury.inbound_transfer.canceled Fetching {money} from a bank was canceled
treasury.inbound_transfer.created {money} are fetched from a bank
treasury.inbound_transfer.failed {money} could not be fetched from a bank
treasury.inbound_transfer.succeeded {money} were fetched from a bank
treasury.outbound_payment.canceled A payment of {money} to somebody was canceled
treasury.outbound_payment.created A payment of {money} to somebody was begun
treasury.outbound_payment.expected_arrival_date_updated A payment of {money} arrives on another day
treasury.outbound_payment.failed A payment of {money} to somebody failed
treasury.outbound_payment.posted A payment of {money} to somebody went out
treasury.outbound_payment.returned A payment of {money} to somebody came back
treasury.outbound_payment.tracking_details_updated A payment of {money} can be followed
treasury.outbound_transfer.canceled A transfer of {money} to a bank was canceled
treasury.outbound_transfer.created A transfer of {money} to a bank was begun
treasury.outbound_transfer.expected_arrival_date_updated A transfer of {money} arrives on another day
treasury.outbound_transfer.failed A transfer of {money} to a bank failed
treasury.outbound_transfer.posted A transfer of {money} to a bank went out
treasury.outbound_transfer.returned A transfer of {money} to a bank came back
treasury.outbound_transfer.tracking_details_updated A transfer of {money} can be followed
treasury.received_credit.created {money} came into a financial account
treasury.received_credit.failed {money} did not come into a financial account
treasury.received_credit.succeeded {money} are in a financial account
treasury.received_debit.created {money} were debited from a financial account
v1.billing.meter.error_report_triggered Some usage could not be counted{:label}
v1.billing.meter.no_meter_found Some usage has no meter that counts it
`;
