// The measurements: `npm run bench [-- NAME …]`.

import { launchModule } from '../../src/generator/launch-module.mjs';

await launchModule('/test/bench/main.ts');
