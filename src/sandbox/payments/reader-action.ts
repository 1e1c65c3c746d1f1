// What a reader is doing: begun by a request, ended by a card, by the customer or by the next request.

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { sorted, type Values } from '../objects/skeleton.ts';

export interface Action {
  readonly type: string;
  readonly status: 'in_progress' | 'succeeded' | 'failed';
  /** What the action tells under its type. */
  readonly details: Values;
}

export function actionOf({ action }: ApiObject): Action | undefined {
  if (action === null || typeof action !== 'object') return undefined;
  const { type, status } = action as Action;
  return { type, status, details: (action as Values)[type] as Values };
}

const guide =
  'https://docs.stripe.com/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven';

/** A payment that waits for its card gives way to another; all else has to be ended first. */
const replaceable = [
  'collect_payment_method',
  'process_payment_intent',
  'process_setup_intent',
  'refund_payment',
];

/** Throws for a reader that is offline or busy. */
export function beginAction(reader: ApiObject, type: string, details: Values): ApiObject {
  if (reader['status'] !== 'online') {
    throw new ApiError(
      'Reader is currently offline, please ensure the reader is powered on and connected to the ' +
        `internet before retrying your request. Reference the integration guide at ${guide}` +
        '#reader-offline for details on how to handle this error.',
      { code: 'terminal_reader_offline' },
    );
  }
  const current = actionOf(reader);
  const givesWay = replaceable.includes(type) && replaceable.includes(current?.type ?? '');
  if (current?.status === 'in_progress' && !givesWay) {
    throw new ApiError(
      'Reader is currently busy processing another request. Please reference the integration guide ' +
        `at ${guide}#handle-errors for details on how to handle this error.`,
      { code: 'terminal_reader_busy' },
    );
  }
  return { ...reader, action: told({ type, status: 'in_progress', details }) };
}

function told({ type, status, details }: Action, failure: Values = {}): object {
  return sorted({
    api_error: null,
    failure_code: null,
    failure_message: null,
    ...failure,
    [type]: sorted(details),
    status,
    type,
  });
}

/** `more` is added to what the action tells. */
export function finishAction(reader: ApiObject, more: Values = {}): ApiObject {
  const action = actionOf(reader);
  if (!action) return reader;
  const details = { ...action.details, ...more };
  return { ...reader, action: told({ ...action, status: 'succeeded', details }) };
}

interface Failure {
  readonly code?: string | undefined;
  readonly message: string;
}

/** Emits terminal.reader.action_failed. An error of the API is told whole. */
export function actionFailed(reader: ApiObject, call: Call, failure: Failure): ApiObject {
  const action = actionOf(reader);
  if (!action) return reader;
  const error = failure instanceof ApiError ? apiError(failure) : null;
  const after = {
    ...reader,
    action: told(
      { ...action, status: 'failed' },
      { api_error: error, failure_code: failure.code, failure_message: failure.message },
    ),
  };
  call.emit('terminal.reader.action_failed', after);
  return after;
}

function apiError({ code, details, message, param, type }: ApiError): object {
  const { charge, decline_code: decline } = details;
  const members = { charge, code, decline_code: decline, message, param, type };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
