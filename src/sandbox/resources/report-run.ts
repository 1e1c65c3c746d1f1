// Report runs: figures of an account as a file. Source: https://docs.stripe.com/api/reporting/report_run

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { keepContents } from '../objects/file-contents.ts';
import { make } from '../objects/make.ts';

export const reportRun: Behaviour = { object: 'reporting.report_run', rules: { create } };

/** Done at once; there is a file, with nothing in it. */
function create(draft: ApiObject, call: Call): ApiObject {
  const id = call.newId('file');
  const result = make(call, 'file', {
    id,
    filename: `${String(draft['report_type'])}-${draft.id}.csv`,
    purpose: 'finance_report_run',
    size: 0,
    type: 'csv',
    url: `https://files.stripe.com/v1/files/${id}/contents`,
  });
  keepContents(id, '', call);
  const after = { ...draft, result, status: 'succeeded', succeeded_at: call.now };
  call.emit('reporting.report_run.succeeded', after);
  return after;
}
