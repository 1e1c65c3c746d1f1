// The generator: `npm run generate`, `npm run harvest`.

import { launchModule } from './launch-module.mjs';

await launchModule('/src/generator/main.ts');
