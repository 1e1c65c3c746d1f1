// Root commands in the order in which the CLI registers them; its "Did you mean" takes the first
// that is near enough. No page of the CLI tells this order: it was found by typing mistakes at it.

export const rootOrder: readonly string[] = (
  'reporting agent data docs completion config feedback fixtures listen login logout logs ' +
  'open resources switch trigger version whoami provision community sandbox v2 preview ' +
  'billing billing_portal checkout climate entitlements financial_connections forwarding ' +
  'identity issuing radar reporting tax terminal test_helpers treasury account_links ' +
  'account_sessions accounts apple_pay_domains application_fees balance balance_settings ' +
  'balance_transactions bank_accounts capabilities cards cash_balances charges ' +
  'confirmation_tokens country_specs coupons credit_note_line_items credit_notes ' +
  'customer_balance_transactions customer_cash_balance_transactions customer_sessions ' +
  'customers disputes ephemeral_keys events exchange_rates external_accounts fee_refunds ' +
  'file_links files invoice_line_items invoice_payments invoice_rendering_templates ' +
  'invoiceitems invoices login_links mandates payment_attempt_records ' +
  'payment_intent_amount_details_line_items payment_intents payment_links ' +
  'payment_method_configurations payment_method_domains payment_methods payment_records ' +
  'payment_sources payouts persons plans prices product_features products promotion_codes ' +
  'quotes refunds reviews scheduled_query_runs setup_attempts setup_intents ' +
  'shipping_rates sources subscription_items subscription_schedules subscriptions ' +
  'tax_codes tax_ids tax_rates tokens topups transfer_reversals transfers ' +
  'webhook_endpoints get post delete apps directory generate pay projects tools'
).split(' ');

/** Working names that no list shows, and the shown name of the same command. */
export const rootAliases: Readonly<Record<string, string>> = { line_items: 'invoice_line_items' };
