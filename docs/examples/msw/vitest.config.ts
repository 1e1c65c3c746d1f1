// Tests stand beside the code, and run on Node.

import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { environment: 'node' } });
