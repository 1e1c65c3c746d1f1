// Starts the counter's page.

import { createApp } from 'vue';
import { App } from './app.ts';

createApp(App).mount('#app');
