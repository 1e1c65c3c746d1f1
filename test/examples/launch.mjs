// The examples that are installed first: `npm run examples [-- NAME …]`.

import { launchModule } from '../../src/generator/launch-module.mjs';

await launchModule('/test/examples/main.ts');
