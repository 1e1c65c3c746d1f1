// VitePress' own theme, with Sandshell's loader.

import DefaultTheme from 'vitepress/theme';
import { sandshellTheme } from 'sandshell/vitepress/theme';

export default sandshellTheme(DefaultTheme);
