// Readers: a device at a till that is told what to do next, and a card or a customer that answers it.
// Source: https://docs.stripe.com/terminal/payments/collect-card-payment?terminal-sdk-platform=server-driven

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { generatedCardOf, presentedMethod } from '../payment-methods/card-present.ts';
import { requireCard } from '../payment-methods/payment-methods.ts';
import {
  actionFailed,
  actionOf,
  beginAction,
  finishAction,
  type Action,
} from '../payments/reader-action.ts';

export const terminalReader: Behaviour = {
  object: 'terminal.reader',
  rules: {
    create,
    process_payment_intent: (reader, call) => {
      const intent = requireIntent(call, 'requires_payment_method', 'processed');
      return beginAction(reader, 'process_payment_intent', of(intent, call, 'process_config'));
    },
    collect_payment_method: (reader, call) => {
      const intent = requireIntent(call, 'requires_payment_method', 'processed');
      return beginAction(reader, 'collect_payment_method', of(intent, call, 'collect_config'));
    },
    confirm_payment_intent: confirmCollected,
    process_setup_intent: (reader, call) => {
      const intent = requireObject(call, 'setup_intent', String(call.params['setup_intent']));
      requireState(intent, 'requires_payment_method', 'processed');
      return beginAction(reader, 'process_setup_intent', of(intent, call, 'process_config'));
    },
    refund_payment: refundPayment,
    collect_inputs: (reader, { params }) =>
      beginAction(reader, 'collect_inputs', {
        inputs: (params['inputs'] as readonly FormObject[]).map(emptyInput),
        metadata: params['metadata'] ?? {},
      }),
    set_reader_display: display,
    cancel_action: (reader) => ({ ...reader, action: null }),
    present_payment_method: present,
    succeed_input_collection: succeedInputs,
    timeout_input_collection: (reader, call) => {
      requireAction(reader, ['collect_inputs']);
      return actionFailed(reader, call, {
        code: 'collect_inputs_timeout',
        message: 'This action could not be completed due to an error on the card reader.',
      });
    },
  },
};

/** It shows it right after that answer. */
function display(reader: ApiObject, call: Call): ApiObject {
  const { params, later } = call;
  const begun = beginAction(reader, 'set_reader_display', {
    cart: sorted({ tax: null, ...Object(params['cart']) }),
    type: params['type'],
  });
  later.push(() => void call.put(finishAction(begun)));
  return begun;
}

/** Of a simulated reader. Three words are what the screen of a real one shows. */
const devices: ReadonlyMap<string, string> = new Map([
  ['simulated-wpe', 'simulated_wisepos_e'],
  ['simulated-s700', 'simulated_stripe_s700'],
  ['simulated-s710', 'simulated_stripe_s710'],
  ['simulated-m425', 'simulated_verifone_m425'],
  ['simulated-p630', 'simulated_verifone_p630'],
  ['simulated-ux700', 'simulated_verifone_ux700'],
  ['simulated-v660p', 'simulated_verifone_v660p'],
]);

/** Simulated readers are there at once; a real one is not switched on. */
function create(draft: ApiObject, call: Call): ApiObject {
  const code = String(call.params['registration_code']);
  const simulated = devices.get(code);
  if (simulated === undefined && !/^[a-z]+(-[a-z]+){2}$/.test(code)) {
    throw new ApiError(
      'The registration code is not valid. It may have expired, or belong to another reader.',
      { param: 'registration_code' },
    );
  }
  const number = simulated === undefined ? `WSC5131${digits(call)}` : `${code}-${call.newText(12)}`;
  return {
    ...draft,
    action: null,
    device_sw_version: simulated === undefined ? null : '',
    device_type: simulated ?? 'bbpos_wisepos_e',
    ip_address: simulated === undefined ? null : '0.0.0.0',
    label: call.params['label'] ?? number,
    last_seen_at: simulated === undefined ? null : call.now * 1000,
    serial_number: number,
    status: simulated === undefined ? 'offline' : 'online',
  };
}

function digits({ newText }: Call): string {
  return newText(8).replaceAll(/\D/g, (letter) => String(letter.charCodeAt(0) % 10));
}

function of(
  intent: ApiObject,
  { params }: Call,
  config: string,
): Readonly<Record<string, unknown>> {
  const given = params[config] === undefined ? {} : { [config]: params[config] };
  return { [intent.object]: intent.id, ...given };
}

function requireIntent(call: Call, status: string, done: string): ApiObject {
  const intent = requireObject(call, 'payment_intent', String(call.params['payment_intent']));
  const types = intent['payment_method_types'] as readonly string[];
  if (!types.includes('card_present') && !types.includes('interac_present')) {
    throw new ApiError(
      'The payment intent must take `card_present` or `interac_present` payments: add one of them ' +
        'to its payment_method_types.',
      { code: 'payment_intent_invalid_parameter', param: 'payment_intent' },
    );
  }
  requireState(intent, status, done);
  return intent;
}

function requireState(intent: ApiObject, status: string, done: string): void {
  if (intent['status'] === status) return;
  const noun = intent.object === 'setup_intent' ? 'Setup' : 'Payment';
  throw new ApiError(`${noun} intent must be in the ${status} state to be ${done} by a reader.`, {
    code: 'intent_invalid_state',
  });
}

/** The card was presented before. */
function confirmCollected(reader: ApiObject, call: Call): ApiObject {
  const intent = requireIntent(call, 'requires_confirmation', 'confirmed');
  const begun = beginAction(reader, 'confirm_payment_intent', of(intent, call, 'confirm_config'));
  return attempt(begun, call, () => {
    call.request(`/v1/payment_intents/${intent.id}/confirm`, {});
    return {};
  });
}

function refundPayment(reader: ApiObject, call: Call): ApiObject {
  const { charge, payment_intent: intent } = call.params;
  if (charge === undefined && intent === undefined) {
    throw new ApiError(
      'One of the following params should be provided for this request: payment_intent or charge.',
    );
  }
  if (charge !== undefined) requireObject(call, 'charge', String(charge));
  else requireObject(call, 'payment_intent', String(intent));
  return beginAction(reader, 'refund_payment', { ...call.params });
}

/** What answers the reader when a card is held to it. Gives what the action tells then. */
type Answer = (action: Action, method: ApiObject, call: Call) => Readonly<Record<string, unknown>>;

const answers: Readonly<Record<string, Answer>> = {
  process_payment_intent(action, method, call) {
    const id = String(action.details['payment_intent']);
    addTip(id, call);
    call.request(`/v1/payment_intents/${id}/confirm`, { payment_method: method.id });
    return {};
  },
  collect_payment_method(action, method, call) {
    const id = String(action.details['payment_intent']);
    addTip(id, call);
    const intent = requireObject(call, 'payment_intent', id);
    change(call, intent, { payment_method: method.id, status: 'requires_confirmation' });
    return { payment_method: method };
  },
  process_setup_intent(action, method, call) {
    const id = String(action.details['setup_intent']);
    call.request(`/v1/setup_intents/${id}/confirm`, { payment_method: method.id });
    const generated = generatedCardOf(method, call);
    return generated === undefined ? {} : { generated_card: generated };
  },
  refund_payment({ details }, _, call) {
    const { refund_payment_config: __, ...given } = details;
    const refund = call.request('/v1/refunds', given as FormObject);
    return { refund: refund.id };
  },
};

function present(reader: ApiObject, call: Call): ApiObject {
  const action = requireAction(reader, Object.keys(answers));
  const type = String(call.params['type'] ?? 'card_present');
  const { number } = Object(call.params[type]) as { readonly number?: unknown };
  const card = requireCard(number ?? '4242424242424242');
  const kind = type === 'interac_present' ? type : 'card_present';
  const method = presentedMethod(card, kind, call);
  return attempt(reader, call, () => answers[action.type]?.(action, method, call) ?? {});
}

/** A decline is the action's failure, not the request's. */
function attempt(
  reader: ApiObject,
  call: Call,
  run: () => Readonly<Record<string, unknown>>,
): ApiObject {
  try {
    const after = finishAction(reader, run());
    const isCollected = actionOf(after)?.type === 'collect_payment_method';
    call.emit(`terminal.reader.action_${isCollected ? 'updated' : 'succeeded'}`, after);
    return after;
  } catch (error) {
    if (!(error instanceof ApiError) || !error.isKept) throw error;
    return actionFailed(reader, call, error);
  }
}

/** On top of the amount, as the customer chose on the screen. */
function addTip(id: string, call: Call): void {
  const tip = call.params['amount_tip'];
  const intent = requireObject(call, 'payment_intent', id);
  if (typeof tip !== 'number' || tip === 0) return;
  change(call, intent, {
    amount: Number(intent['amount']) + tip,
    amount_details: { ...Object(intent['amount_details']), tip: { amount: tip } },
  });
}

function requireAction(reader: ApiObject, types: readonly string[]): Action {
  const action = actionOf(reader);
  if (action?.status === 'in_progress' && types.includes(action.type)) return action;
  throw new ApiError(
    action?.status === 'in_progress'
      ? `The reader is waiting for something else: its action is ${action.type}.`
      : 'The reader has no action in progress that this could answer.',
  );
}

function emptyInput(input: FormObject): object {
  const type = String(input['type']);
  const text = { description: null, skip_button: null, submit_button: null, title: null };
  const { choices } = Object(input['selection']) as { readonly choices?: readonly object[] };
  const offered = choices?.map((choice) => ({ style: null, ...choice }));
  const empty = type === 'selection' ? { choices: offered, id: null, text: null } : { value: null };
  const toggles = input['toggles'] as readonly FormObject[] | undefined;
  return sorted({
    custom_text: { ...text, ...Object(input['custom_text']) },
    required: input['required'] ?? false,
    [type]: empty,
    toggles:
      toggles?.map((toggle) => ({ description: null, title: null, ...toggle, value: null })) ?? [],
    type,
  });
}

interface Input {
  readonly required: boolean;
  readonly type: string;
  readonly toggles: readonly { readonly default_value?: string }[];
  readonly selection?: {
    readonly choices: readonly { readonly id: string; readonly text: string }[];
  };
}

const typed: Readonly<Record<string, string>> = {
  email: 'user@example.com',
  numeric: '123',
  phone: '+15555550100',
  text: 'Sample text',
};

function succeedInputs(reader: ApiObject, call: Call): ApiObject {
  const { details } = requireAction(reader, ['collect_inputs']);
  const isSkipping = call.params['skip_non_required_inputs'] === 'all';
  const inputs = (details['inputs'] as readonly Input[]).map((input) =>
    isSkipping && !input.required ? sorted({ ...input, skipped: true }) : answered(input, call),
  );
  const after = finishAction(reader, { inputs });
  call.emit('terminal.reader.action_succeeded', after);
  return after;
}

function answered(input: Input, call: Call): object {
  const { type, selection, toggles } = input;
  const [choice] = selection?.choices ?? [];
  const value = type === 'signature' ? call.newId('file') : typed[type];
  return sorted({
    ...input,
    [type]: selection ? { ...selection, id: choice?.id, text: choice?.text } : { value },
    skipped: false,
    toggles: toggles.map((toggle) => ({ ...toggle, value: toggle.default_value ?? 'disabled' })),
  });
}
