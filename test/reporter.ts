// Prints failures as they are, and last, alone on its line, `N passed, N failed, N skipped`.
// A file that cannot be imported, a hook that fails and a stray error each count as a failure. What
// passed only when tried again is named.

import { DefaultReporter } from 'vitest/node';
import type { SerializedError, TestModule, TestRunEndReason } from 'vitest/node';

export default class SummaryReporter extends DefaultReporter {
  override onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly SerializedError[],
    reason: TestRunEndReason,
  ): void {
    super.onTestRunEnd(modules, errors, reason);
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length;
    for (const test of tests.filter((one) => one.diagnostic()?.flaky)) {
      const name = `${test.module.relativeModuleId} > ${test.fullName}`;
      const [error] = test.result().errors ?? [];
      process.stdout.write(`\npassed only when tried again: ${name}\n${error?.stack ?? ''}\n`);
    }
    const broken = modules.filter(
      (module) => module.state() === 'failed' && !hasFailedTest(module),
    );
    const failed = count('failed') + broken.length + errors.length;
    const skipped = count('skipped') + count('pending');
    process.stdout.write(`\n${count('passed')} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}

function hasFailedTest(module: TestModule): boolean {
  return [...module.children.allTests('failed')].length > 0;
}
