// VitePress' own theme, with the shell in it.

import { sandshellTheme } from 'sandshell/vitepress/theme';
import DefaultTheme from 'vitepress/theme';
import './looks.css';

export default sandshellTheme(DefaultTheme);
