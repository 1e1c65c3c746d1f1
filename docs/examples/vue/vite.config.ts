// Works under any path.

import { defineConfig } from 'vite';

export default defineConfig({ base: './' });
