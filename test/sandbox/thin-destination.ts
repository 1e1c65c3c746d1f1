// An event destination of thin events, as a test asks for it.

export const destinations = '/v2/core/event_destinations';
export const thin = {
  name: 'Usage',
  type: 'webhook_endpoint',
  event_payload: 'thin',
  enabled_events: ['v1.billing.meter.error_report_triggered'],
  webhook_endpoint: { url: 'https://example.com/hook' },
};
